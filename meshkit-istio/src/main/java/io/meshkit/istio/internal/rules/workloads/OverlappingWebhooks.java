// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.workloads;

import io.meshkit.analysis.Rule;
import io.meshkit.analysis.RuleInfo;
import io.meshkit.analysis.RuleView;
import io.meshkit.document.Value;
import io.meshkit.istio.internal.rules.model.Kinds;
import io.meshkit.istio.internal.rules.model.Webhooks;
import io.meshkit.istio.internal.rules.model.Webhooks.Webhook;
import io.meshkit.resource.Resource;
import java.util.List;
import java.util.stream.Collectors;

/** Two webhooks of Istio are called for the same pods. */
final class OverlappingWebhooks implements Rule {

    private static final RuleInfo INFO = RuleInfo.error(
                    "MKV-ISTIO-WH-001", "Webhooks of Istio are called for the same pods")
            .alias("istioctl", "IST0139")
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
        for (Webhook hook : Webhooks.of(configuration)) {
            List<Webhook> others = Webhooks.meeting(hook, view);
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
}
