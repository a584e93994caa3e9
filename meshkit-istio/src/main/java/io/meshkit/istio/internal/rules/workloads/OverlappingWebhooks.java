// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.workloads;

import io.meshkit.analysis.Rule;
import io.meshkit.analysis.RuleInfo;
import io.meshkit.analysis.RuleView;
import io.meshkit.document.Value;
import io.meshkit.istio.internal.rules.model.Injection;
import io.meshkit.istio.internal.rules.model.Kinds;
import io.meshkit.istio.internal.rules.model.Webhooks;
import io.meshkit.istio.internal.rules.model.Webhooks.Webhook;
import io.meshkit.resource.Resource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Two webhooks of Istio are called for the same pods. */
final class OverlappingWebhooks implements Rule {

    private static final RuleInfo INFO = RuleInfo.error(
                    "MKV-ISTIO-WH-001", "Webhooks of Istio are called for the same pods")
            .alias("IST0139")
            .group("webhook.Analyzer")
            .subject(Kinds.MUTATING_WEBHOOK)
            .reason("Two injectors change one pod: it gets two proxies, or the proxy of the wrong control plane.")
            .remedy("Give the webhooks selectors that no pod meets twice, or take the configuration of the control"
                    + " plane that is gone away.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Resource configuration, RuleView view) {
        List<Webhook> all = Webhooks.of(configuration.key().store(), view);
        for (Webhook hook : Webhooks.of(configuration)) {
            List<Webhook> others = all.stream()
                    .filter(other -> !isSame(hook, other) && meet(hook, other))
                    .toList();
            if (!others.isEmpty()) {
                report(hook, others, view);
            }
        }
    }

    private static void report(Webhook hook, List<Webhook> others, RuleView view) {
        String names = others.stream()
                .map(other -> other.configuration().key().name() + "/" + other.name())
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
        view.report(
                hook.at().get("name"),
                "the webhook " + hook.name() + " is called for pods that these are called for too: " + names
                        + "; they get two proxies, so make the selectors exclude each other",
                finding -> others.forEach(other ->
                        finding.related(other.at().value().flatMap(Value::place), "the webhook " + other.name())));
    }

    private static boolean isSame(Webhook one, Webhook other) {
        return one.configuration().key().equals(other.configuration().key())
                && one.name().equals(other.name());
    }

    /** Whether some pod in some namespace calls both, of all that the labels for injection and revisions can tell apart. */
    private static boolean meet(Webhook one, Webhook other) {
        Set<String> revisions = new TreeSet<>(one.revisions());
        revisions.addAll(other.revisions());
        revisions.addAll(of(one));
        revisions.addAll(of(other));
        List<Map<String, String>> pods = labels(Injection.POD_LABEL, List.of("true", "false"), revisions);
        return labels(Injection.NAMESPACE_LABEL, List.of("enabled", "disabled"), revisions).stream()
                .anyMatch(namespace -> pods.stream()
                        .anyMatch(pod -> one.isCalledFor(namespace, pod) && other.isCalledFor(namespace, pod)));
    }

    private static Set<String> of(Webhook hook) {
        String revision = hook.configuration().labels().get(Injection.REVISION);
        return revision == null ? Set.of() : Set.of(revision);
    }

    /** All ways to set a label and the revision, or not to set them. */
    private static List<Map<String, String>> labels(String label, List<String> values, Set<String> revisions) {
        List<Map<String, String>> all = new ArrayList<>();
        for (String value : concat("", values)) {
            for (String revision : concat("", revisions)) {
                Map<String, String> labels = new LinkedHashMap<>();
                if (!value.isEmpty()) {
                    labels.put(label, value);
                }
                if (!revision.isEmpty()) {
                    labels.put(Injection.REVISION, revision);
                }
                all.add(labels);
            }
        }
        return all;
    }

    private static List<String> concat(String first, Collection<String> more) {
        return Stream.concat(Stream.of(first), more.stream()).toList();
    }
}
