// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.workloads;

import io.meshkit.analysis.Rule;
import io.meshkit.analysis.RuleInfo;
import io.meshkit.analysis.RuleView;
import io.meshkit.istio.internal.rules.model.Kinds;
import io.meshkit.resource.Resource;

/** A webhook of Istio calls an address in numbers. */
final class WebhookAtIpAddress implements Rule {

    private static final RuleInfo INFO = RuleInfo.info(
                    "MKV-ISTIO-WH-004", "A webhook of Istio calls an address and no host name")
            .alias("istioctl", "IST0164")
            .group("externalcontrolplane.ExternalControlPlaneAnalyzer")
            .subject(Kinds.MUTATING_WEBHOOK, Kinds.VALIDATING_WEBHOOK)
            .reason("Certificates are mostly for names, and an address may move.")
            .remedy("Use the host name of the control plane.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Resource configuration, RuleView view) {
        for (WebhookAddress address : WebhookAddress.of(configuration)) {
            if (address.host().filter(WebhookAddress::isIp).isPresent()) {
                view.report(
                        address.url(),
                        "the webhook " + address.hook() + " calls the address "
                                + address.host().get() + "; use a host name");
            }
        }
    }
}
