// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.workloads;

import io.meshkit.analysis.Rule;
import io.meshkit.analysis.RuleInfo;
import io.meshkit.analysis.RuleView;
import io.meshkit.istio.internal.rules.model.Kinds;
import io.meshkit.resource.Resource;

/** A webhook of Istio calls nothing that can be called. */
final class WebhookWithoutAddress implements Rule {

    private static final RuleInfo INFO = RuleInfo.warning(
                    "MKV-ISTIO-WH-003", "A webhook of Istio has no address that can be called")
            .alias("istioctl", "IST0163")
            .group("externalcontrolplane.ExternalControlPlaneAnalyzer")
            .subject(Kinds.MUTATING_WEBHOOK, Kinds.VALIDATING_WEBHOOK)
            .reason("A cluster whose control plane is elsewhere reaches it by these webhooks: without them no pod is"
                    + " injected and no configuration is checked.")
            .remedy("Set clientConfig.url to the address of the control plane, or clientConfig.service.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Resource configuration, RuleView view) {
        for (WebhookAddress address : WebhookAddress.of(configuration)) {
            if (address.isMissing()) {
                view.report(
                        address.at(),
                        "the webhook " + address.hook() + " has neither a url nor a service; set clientConfig.url");
            } else if (address.host().isEmpty() && address.isUrl()) {
                view.report(
                        address.url(),
                        "the url of the webhook " + address.hook()
                                + " names no host; expected is https://HOST:PORT/PATH");
            }
        }
    }
}
