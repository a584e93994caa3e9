// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.model;

import io.meshkit.analysis.MeshSettings;

/** How Istio reads host names: istio/istio:pkg/config/host/name.go and pkg/config/model. */
public final class Hosts {

    private Hosts() {}

    /** A host as it is known everywhere: a name without a dot is a service of the namespace. */
    public static String qualified(String host, String namespace, MeshSettings mesh) {
        return host.startsWith("*") || host.indexOf('.') >= 0
                ? host
                : host + "." + namespace + ".svc." + mesh.clusterDomain();
    }

    /** Whether one of two names, either of which may begin with {@code *}, stands for all that the other stands for. */
    public static boolean overlap(String one, String other) {
        boolean oneIsWild = one.startsWith("*");
        boolean otherIsWild = other.startsWith("*");
        if (oneIsWild && otherIsWild) {
            String longer = one.length() < other.length() ? other : one;
            String shorter = one.length() < other.length() ? one : other;
            return longer.endsWith(shorter.substring(1));
        }
        if (oneIsWild) {
            return other.endsWith(one.substring(1));
        }
        return otherIsWild ? one.endsWith(other.substring(1)) : one.equals(other);
    }
}
