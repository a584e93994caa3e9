// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.gateways;

import io.meshkit.analysis.PodTemplate;
import io.meshkit.analysis.Presence;
import io.meshkit.analysis.Rule;
import io.meshkit.analysis.RuleInfo;
import io.meshkit.analysis.RuleView;
import io.meshkit.istio.internal.rules.gateways.Credentials.Credential;
import io.meshkit.istio.internal.rules.model.Kinds;
import io.meshkit.resource.GroupKind;
import io.meshkit.resource.Resource;

/** A server names a Secret that is not where the pods of the gateway are. */
final class MissingCredential implements Rule {

    private static final RuleInfo INFO = RuleInfo.error(
                    "MKV-ISTIO-GW-005", "A Gateway names a Secret that is not there")
            .alias("istioctl", "IST0101")
            .group("gateway.SecretAnalyzer")
            .subject(Kinds.GATEWAY)
            .reads(Kinds.SECRET)
            .reads(PodTemplate.KINDS.toArray(new GroupKind[0]))
            .reason("The gateway has no certificate for the server and ends connections to it.")
            .remedy("Make the Secret in the namespace of the gateway's pods.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Resource gateway, RuleView view) {
        for (Credential credential : Credentials.of(gateway, view)) {
            Presence presence = view.presence(credential.secret());
            if (presence == Presence.ABSENT) {
                view.report(
                        credential.at(),
                        "there is no Secret " + credential.secret().name() + " in the namespace \""
                                + credential.secret().namespace() + "\", where the gateway's pods are",
                        finding ->
                                finding.parameter("secret", credential.secret().name()));
            } else if (presence == Presence.UNKNOWN) {
                view.unjudged("the Secret " + credential.secret().name());
            }
        }
    }
}
