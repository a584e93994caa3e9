// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.model;

import io.meshkit.analysis.Index;
import io.meshkit.analysis.Node;
import io.meshkit.analysis.RuleView;
import io.meshkit.resource.Resource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds DestinationRules by the host they are for: istio/api:networking/v1alpha3/destination_rule.proto. */
public final class DestinationRules {

    private static final Index<String, Resource> BY_HOST = Index.of(
            "destination rules by host",
            Set.of(Kinds.DESTINATION_RULE),
            (rule, entries) -> host(rule)
                    .ifPresent(host ->
                            entries.accept(Hosts.indexed(host, rule.key().namespace()), rule)));

    private DestinationRules() {}

    private static Optional<String> host(Resource rule) {
        return Node.of(rule).get("spec", "host").text();
    }

    /** Those of exactly this host, whoever sees them, in whatever cluster. */
    public static List<Resource> ofHost(String qualified, RuleView view) {
        Set<Resource> rules = new LinkedHashSet<>();
        for (String form : Hosts.forms(qualified, view.settings())) {
            rules.addAll(view.find(BY_HOST, form));
        }
        return new ArrayList<>(rules);
    }

    /**
     * Those that hold for a host where it is called from the namespace of a resource: of the host or a wildcard, exported there, and in the
     * same cluster, since each control plane follows the configuration of its own.
     */
    public static List<Resource> seenFrom(Resource referrer, String qualified, RuleView view) {
        List<Resource> rules = new ArrayList<>(ofHost(qualified, view));
        Hosts.wildcards(qualified).forEach(wild -> rules.addAll(view.find(BY_HOST, wild)));
        rules.addAll(view.find(BY_HOST, "*"));
        rules.removeIf(rule -> !isExported(rule, referrer.key().namespace())
                || !rule.key().store().equals(referrer.key().store()));
        return rules;
    }

    private static boolean isExported(Resource rule, String namespace) {
        Set<String> scopes = ServiceRegistry.scopes(
                Node.of(rule).get("spec", "exportTo").textItems(), rule.key().namespace());
        return scopes.contains(ServiceRegistry.EVERYWHERE) || scopes.contains(namespace);
    }

    /** Whether a rule defines a subset. */
    public static boolean defines(Resource rule, String subset) {
        return Node.of(rule).get("spec", "subsets").items().stream()
                .anyMatch(one -> one.get("name").text("").equals(subset));
    }
}
