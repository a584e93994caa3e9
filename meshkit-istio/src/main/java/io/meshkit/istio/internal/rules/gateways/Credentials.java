// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.gateways;

import io.meshkit.analysis.Node;
import io.meshkit.analysis.PodTemplate;
import io.meshkit.analysis.RuleView;
import io.meshkit.istio.internal.rules.model.Gateways;
import io.meshkit.istio.internal.rules.model.Kinds;
import io.meshkit.resource.Resource;
import io.meshkit.resource.ResourceKey;
import java.util.ArrayList;
import java.util.List;

/** The Secrets that the servers of a Gateway name; they lie where the pods of the gateway are. */
final class Credentials {

    private Credentials() {}

    /**
     * A Secret that a server names.
     *
     * @param at where it is named
     * @param secret the Secret
     */
    record Credential(Node at, ResourceKey secret) {}

    /** All of them; none when no pod is selected, so that nobody knows where they would lie. */
    static List<Credential> of(Resource gateway, RuleView view) {
        List<PodTemplate> pods = Gateways.pods(gateway, view);
        List<Credential> credentials = new ArrayList<>();
        if (!pods.isEmpty()) {
            ResourceKey pod = pods.get(0).owner().key();
            for (Node server : Gateways.servers(gateway)) {
                Node name = server.get("tls", "credentialName");
                if (!name.text("").isBlank()) {
                    credentials.add(new Credential(
                            name,
                            new ResourceKey(gateway.key().store(), Kinds.SECRET, pod.namespace(), name.text(""))));
                }
            }
        }
        return credentials;
    }
}
