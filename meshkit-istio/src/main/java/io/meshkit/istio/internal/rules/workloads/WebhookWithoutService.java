// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.workloads;

import io.meshkit.analysis.Node;
import io.meshkit.analysis.Presence;
import io.meshkit.analysis.Rule;
import io.meshkit.analysis.RuleInfo;
import io.meshkit.analysis.RuleView;
import io.meshkit.istio.internal.rules.model.Kinds;
import io.meshkit.istio.internal.rules.model.Webhooks;
import io.meshkit.istio.internal.rules.model.Webhooks.Webhook;
import io.meshkit.resource.Resource;
import io.meshkit.resource.ResourceKey;

/** A webhook of Istio calls a Service that is not there. */
final class WebhookWithoutService implements Rule {

    private static final RuleInfo INFO = RuleInfo.error(
                    "MKV-ISTIO-WH-002", "A webhook of Istio calls a Service that is not there")
            .alias("istioctl", "IST0139")
            .group("webhook.Analyzer")
            .subject(Kinds.MUTATING_WEBHOOK)
            .needs(Kinds.SERVICE)
            .reason("Pods are refused, or made without proxies, as the failure policy has it.")
            .remedy("Take the configuration away when its control plane is gone, or correct the Service.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Resource configuration, RuleView view) {
        for (Webhook hook : Webhooks.of(configuration)) {
            Node service = hook.at().get("clientConfig", "service");
            String name = service.get("name").text("");
            if (!name.isBlank()) {
                check(configuration, service, name, view);
            }
        }
    }

    private static void check(Resource configuration, Node service, String name, RuleView view) {
        String namespace = service.get("namespace").text("");
        Presence presence = view.presence(new ResourceKey(configuration.key().store(), Kinds.SERVICE, namespace, name));
        if (presence == Presence.UNKNOWN) {
            view.unjudged("the services of the namespace " + namespace);
        } else if (presence == Presence.ABSENT) {
            view.report(
                    service.get("name"),
                    "there is no Service " + namespace + "/" + name
                            + "; correct it, or take away the configuration of a control" + " plane that is gone");
        }
    }
}
