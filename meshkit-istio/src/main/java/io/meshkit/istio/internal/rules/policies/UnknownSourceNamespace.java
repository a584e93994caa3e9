// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.policies;

import io.meshkit.analysis.Index;
import io.meshkit.analysis.Node;
import io.meshkit.analysis.PodTemplate;
import io.meshkit.analysis.PodTemplate.Home;
import io.meshkit.analysis.Rule;
import io.meshkit.analysis.RuleInfo;
import io.meshkit.analysis.RuleView;
import io.meshkit.istio.internal.rules.model.Kinds;
import io.meshkit.resource.GroupKind;
import io.meshkit.resource.Resource;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * An AuthorizationPolicy allows or refuses callers of a namespace that is nowhere. istioctl overlooks case; Envoy does not, and names of
 * namespaces have no capitals. Files that say nothing of a namespace do not show that it is nowhere; a list of a cluster's namespaces does.
 */
final class UnknownSourceNamespace implements Rule {

    private static final RuleInfo INFO = RuleInfo.error("MKV-ISTIO-AP-001", "A policy names an unknown namespace")
            .alias("istioctl", "IST0101")
            .alias("kiali", "KIA0101")
            .group("auth.AuthorizationPoliciesAnalyzer")
            .subject(Kinds.AUTHORIZATION_POLICY)
            .needs(Kinds.NAMESPACE)
            .reads(PodTemplate.KINDS.toArray(GroupKind[]::new))
            .reason("No caller comes from there: an ALLOW opens nothing, and a DENY keeps nobody out.")
            .remedy("Correct the name. A * at the beginning or the end stands for any text.")
            .build();

    private static final Index<String, Resource> BY_PATTERN = Index.of(
            "namespaces by the patterns that stand for them",
            Set.of(Kinds.NAMESPACE),
            UnknownSourceNamespace::patterns);

    /** A name has 63 characters at most, so that this is at most two patterns for each. */
    private static void patterns(Resource namespace, BiConsumer<String, Resource> into) {
        String name = namespace.key().name();
        into.accept(name, namespace);
        for (int at = 0; at < name.length(); at++) {
            into.accept("*" + name.substring(at), namespace);
            into.accept(name.substring(0, at + 1) + "*", namespace);
        }
    }

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Resource policy, RuleView view) {
        for (Node rule : Node.of(policy).get("spec", "rules").items()) {
            for (Node from : rule.get("from").items()) {
                for (String field : List.of("namespaces", "notNamespaces")) {
                    from.get("source", field).items().forEach(name -> check(policy, name, view));
                }
            }
        }
    }

    private static void check(Resource policy, Node at, RuleView view) {
        String name = at.text("");
        if (name.isEmpty() || name.equals("*") || isThere(policy, name, view)) {
            return;
        }
        if (!view.isLoaded(policy.key().store(), Kinds.NAMESPACE, name)) {
            view.unjudged("the namespace " + name);
            return;
        }
        view.report(
                at,
                "there is no namespace \"" + name + "\"; correct the name, or take it out",
                finding -> finding.parameter("namespace", name));
    }

    private static boolean isThere(Resource policy, String name, RuleView view) {
        String wanted = view.imitates("istioctl") && !name.contains("*") ? name.toLowerCase(Locale.ROOT) : name;
        return !view.find(BY_PATTERN, wanted).isEmpty()
                || !view.imitates("istioctl")
                        && !view.find(
                                        PodTemplate.BY_NAMESPACE,
                                        new Home(policy.key().store(), name))
                                .isEmpty();
    }
}
