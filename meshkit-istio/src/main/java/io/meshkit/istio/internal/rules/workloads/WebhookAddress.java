// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.workloads;

import io.meshkit.analysis.Node;
import io.meshkit.resource.Resource;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a webhook of a control plane calls.
 *
 * @param at the webhook
 */
record WebhookAddress(Node at) {

    private static final Pattern IP = Pattern.compile("[0-9]+(?:\\.[0-9]+){3}|\\[[0-9a-fA-F:.]+]");

    /** The webhooks of a configuration that a control plane outside may have: istio/istio:manifests/charts/istiod-remote. */
    static List<WebhookAddress> of(Resource configuration) {
        String name = configuration.key().name();
        boolean isIstios = name.equals("istiod-default-validator")
                || name.startsWith("istio-validator")
                || name.startsWith("istio-sidecar-injector");
        return isIstios
                ? Node.of(configuration).get("webhooks").items().stream()
                        .map(WebhookAddress::new)
                        .toList()
                : List.of();
    }

    String hook() {
        return at.get("name").text("");
    }

    Node url() {
        return at.get("clientConfig", "url");
    }

    boolean isUrl() {
        return url().isPresent();
    }

    boolean isMissing() {
        return !isUrl() && !at.get("clientConfig", "service").isPresent();
    }

    Optional<String> host() {
        try {
            return Optional.ofNullable(new URI(url().text("")).getHost());
        } catch (URISyntaxException none) {
            return Optional.empty();
        }
    }

    static boolean isIp(String host) {
        return IP.matcher(host).matches();
    }
}
