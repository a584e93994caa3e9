// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.model;

import io.meshkit.analysis.MeshSettings;
import java.util.ArrayList;
import java.util.List;

/** How Istio reads host names: istio/istio:pkg/config/host/name.go and pkg/config/model. */
public final class Hosts {

    private Hosts() {}

    /** A host as it is known everywhere: a name without a dot is a service of the namespace. */
    public static String qualified(String host, String namespace, MeshSettings mesh) {
        return isWhole(host) ? host : host + "." + namespace + ".svc." + mesh.clusterDomain();
    }

    /**
     * A host as indexes have it, which know no settings: a service of Kubernetes by its short name stands without the cluster's domain. It
     * ends in a dot, since {@code reviews.shop.svc} as somebody writes it is another host, which no service of Kubernetes has.
     */
    public static String indexed(String host, String namespace) {
        return isWhole(host) ? host : host + "." + namespace + ".svc.";
    }

    private static boolean isWhole(String host) {
        return host.startsWith("*") || host.indexOf('.') >= 0 || host.indexOf(':') >= 0;
    }

    /** The forms in which indexes may have a qualified host. */
    public static List<String> forms(String qualified, MeshSettings mesh) {
        String domain = "." + mesh.clusterDomain();
        return qualified.endsWith(".svc" + domain)
                ? List.of(qualified, qualified.substring(0, qualified.length() - domain.length() + 1))
                : List.of(qualified);
    }

    /**
     * The wildcards that stand for a name, the longest first, {@code *} itself left out. The first label of a wildcard may go on after a
     * hyphen: {@code *-shop.example.com} (istio/istio:pkg/config/labels).
     */
    public static List<String> wildcards(String name) {
        List<String> wildcards = new ArrayList<>();
        String rest = name.startsWith("*") ? name.substring(1) : name;
        boolean isFirstLabel = true;
        for (int i = 0; i < rest.length(); i++) {
            char character = rest.charAt(i);
            isFirstLabel &= character != '.';
            if (character == '.' || isFirstLabel && character == '-') {
                wildcards.add("*" + rest.substring(i));
            }
        }
        return wildcards;
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
