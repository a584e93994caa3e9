// SPDX-License-Identifier: Apache-2.0
package io.meshkit.plan;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.Locale;

/**
 * A running proxy of a mesh, and how it can be asked what became of the configuration that it was sent. A control plane may accept what
 * a proxy then rejects, and the proxy alone knows.
 *
 * @since 0.1.0
 */
public sealed interface MeshProxy {

    /**
     * How messages call it until it has told its own name.
     *
     * @return a short text
     */
    String label();

    /**
     * An Envoy whose administration interface can be reached: it tells what it rejected and, of listeners, why.
     *
     * @param address scheme {@code http}, host and port and nothing else, such as {@code http://127.0.0.1:19000}
     */
    record Admin(URI address) implements MeshProxy {

        /** Checks the address. */
        public Admin {
            String scheme =
                    address.getScheme() == null ? "" : address.getScheme().toLowerCase(Locale.ROOT);
            boolean bare = address.getRawUserInfo() == null
                    && (address.getRawPath() == null || address.getRawPath().matches("/?"))
                    && address.getRawQuery() == null
                    && address.getRawFragment() == null;
            boolean somewhere = address.getHost() != null && address.getPort() >= 1 && address.getPort() <= 65535;
            if (!scheme.equals("http") || !somewhere || !bare) {
                // what stands before the host may be a password
                throw new IllegalArgumentException(
                        "an administration interface has an address such as http://127.0.0.1:19000, with nothing"
                                + " before the host and behind the port; got "
                                + address.toString().replaceFirst("//.*@", "//…@"));
            }
        }

        @Override
        public String label() {
            return address.toString();
        }
    }

    /**
     * An Envoy in a pod that serves its statistics to whoever asks, and nothing else: it tells that it rejected something, but not why.
     *
     * @param namespace the pod's namespace
     * @param pod the pod
     * @param port where it answers {@code /stats/prometheus}, such as 15090 in Istio's pods
     */
    record Statistics(String namespace, String pod, int port) implements MeshProxy {

        /** Checks that nothing is null and the port is one. */
        public Statistics {
            requireNonNull(namespace, "namespace");
            requireNonNull(pod, "pod");
            if (port < 1 || port > 65535) {
                throw new IllegalArgumentException("a port is 1 to 65535; got " + port);
            }
        }

        @Override
        public String label() {
            return "pod " + namespace + "/" + pod;
        }
    }

    /**
     * A proxy that cannot be asked from here.
     *
     * @param label how messages call it
     * @param reason why not, a sentence without its end mark, such as {@code its proxy is no Envoy}
     */
    record Opaque(String label, String reason) implements MeshProxy {

        /** Checks that nothing is null. */
        public Opaque {
            requireNonNull(label, "label");
            requireNonNull(reason, "reason");
        }
    }
}
