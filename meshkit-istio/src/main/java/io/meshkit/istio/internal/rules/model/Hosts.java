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
        return host.startsWith("*") || host.indexOf('.') >= 0
                ? host
                : host + "." + namespace + ".svc." + mesh.clusterDomain();
    }

    /** A host as indexes have it, which know no settings: a service of Kubernetes by its short name stands without the cluster's domain. */
    public static String indexed(String host, String namespace) {
        return host.startsWith("*") || host.indexOf('.') >= 0 ? host : host + "." + namespace + ".svc";
    }

    /** The forms in which indexes may have a qualified host. */
    public static List<String> forms(String qualified, MeshSettings mesh) {
        String domain = "." + mesh.clusterDomain();
        return qualified.endsWith(".svc" + domain)
                ? List.of(qualified, qualified.substring(0, qualified.length() - domain.length()))
                : List.of(qualified);
    }

    /** The wildcards that stand for a name, the longest first, {@code *} itself left out. */
    public static List<String> wildcards(String name) {
        List<String> wildcards = new ArrayList<>();
        String rest = name.startsWith("*") ? name.substring(1) : name;
        for (int dot = rest.indexOf('.'); dot >= 0; dot = rest.indexOf('.', dot + 1)) {
            wildcards.add("*" + rest.substring(dot));
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
