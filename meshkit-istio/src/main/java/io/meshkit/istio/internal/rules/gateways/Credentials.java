// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.gateways;

import io.meshkit.analysis.Node;
import io.meshkit.analysis.RuleView;
import io.meshkit.istio.internal.rules.model.Gateways;
import io.meshkit.istio.internal.rules.model.Kinds;
import io.meshkit.resource.Resource;
import io.meshkit.resource.ResourceKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The Secrets that the servers of a Gateway name; they lie where the pods of the gateway are. A name may say that it is a Secret of
 * Kubernetes, with a namespace or without; names with another scheme are of no Secret that is known by a name here
 * (istio/istio:pilot/pkg/model/credentials). istioctl looks at the namespace of the first pod alone, and knows no schemes.
 */
final class Credentials {

    private static final String KUBERNETES = "kubernetes://";

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
        Set<String> namespaces = new TreeSet<>();
        Gateways.pods(gateway, view).stream()
                .limit(view.imitates("istioctl") ? 1 : Long.MAX_VALUE)
                .forEach(pod -> namespaces.add(pod.owner().key().namespace()));
        List<Credential> credentials = new ArrayList<>();
        for (Node server : Gateways.servers(gateway)) {
            Node tls = server.get("tls");
            List<Node> names = new ArrayList<>(List.of(tls.get("credentialName")));
            if (!view.imitates("istioctl")) {
                names.addAll(tls.get("credentialNames").items());
            }
            for (Node name : names) {
                for (String namespace : namespaces) {
                    secret(name.text(""), namespace, gateway, view)
                            .map(secret -> new Credential(name, secret))
                            .ifPresent(credentials::add);
                }
            }
        }
        return credentials;
    }

    private static Optional<ResourceKey> secret(String name, String namespace, Resource gateway, RuleView view) {
        boolean asIstioctl = view.imitates("istioctl");
        String plain = !asIstioctl && name.startsWith(KUBERNETES) ? name.substring(KUBERNETES.length()) : name;
        if (plain.isBlank() || plain.contains(":") && !asIstioctl) {
            return Optional.empty();
        }
        int slash = asIstioctl ? -1 : plain.indexOf('/');
        return Optional.of(new ResourceKey(
                gateway.key().store(),
                Kinds.SECRET,
                slash < 0 ? namespace : plain.substring(0, slash),
                plain.substring(slash + 1)));
    }
}
