// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import io.meshkit.document.MapValue;
import io.meshkit.document.TextValue;
import io.meshkit.pattern.Component;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The kinds that a component may name: those of Kubernetes (the file kubernetes-kinds.yaml), those of the mesh at hand, and any with an
 * {@code apiVersion}. A suffix says whose kind it is: {@code VirtualService.Istio}, {@code Deployment.K8s}.
 */
final class RawKinds {

    private static final Map<String, String> MESH_SUFFIXES =
            Map.of("Istio", "istio", "Linkerd", "linkerd", "Consul", "consul");

    private static final String KUBERNETES = "K8s";

    /** Names that a component without apiVersion or suffix means otherwise. */
    private static final Set<String> NEUTRAL = Set.of("Service", "Namespace");

    private final Map<String, RawKind> builtIn = new TreeMap<>();

    RawKinds(Resources resources) {
        for (MapValue.Entry entry : resources.map("kubernetes-kinds.yaml")) {
            MapValue row = (MapValue) entry.value();
            builtIn.put(
                    entry.key(),
                    new RawKind(
                            row.text("apiVersion").orElseThrow(),
                            entry.key(),
                            !row.has("spec"),
                            row.has("cluster") ? Scope.CLUSTER : Scope.NAMESPACED));
        }
    }

    /**
     * A kind of object.
     *
     * @param apiVersion group and version
     * @param kind the kind
     * @param hasSpec whether its body is a spec and nothing else
     * @param scope whether it has a namespace
     */
    record RawKind(String apiVersion, String kind, boolean hasSpec, Scope scope) {}

    /** What the body of a kind is. */
    enum Body {
        /** A spec and nothing else. */
        SPEC,
        /** Other parts than a spec. */
        WHOLE,
        /** The kind is not built in. */
        UNKNOWN
    }

    /** Whether objects of a kind have a namespace. */
    enum Scope {
        NAMESPACED,
        CLUSTER,
        /** Only the store knows; a namespace is written where the file names one. */
        UNKNOWN
    }

    /** The mesh that the suffix of a type names, when it names one. */
    static Optional<String> meshOf(String type) {
        return suffix(type).map(MESH_SUFFIXES::get);
    }

    /** Whether a type says by a suffix whose kind it is. */
    static boolean hasSuffix(String type) {
        return suffix(type).isPresent();
    }

    /** The kind in a type, without the suffix that says whose it is. */
    static String kindOf(String type) {
        return hasSuffix(type) ? type.substring(0, type.lastIndexOf('.')) : type;
    }

    /** Whether a kind is one of Kubernetes. */
    boolean isBuiltIn(String kind) {
        return builtIn.containsKey(kind);
    }

    /** What the body of a component's kind is, as far as the kind is built in. */
    Body body(Component component) {
        Optional<RawKind> known = Optional.ofNullable(
                        builtIn.get(kindOf(component.type().text())))
                .filter(kind -> component
                        .apiVersion()
                        .map(version -> group(version.text()).equals(group(kind.apiVersion())))
                        .orElse(true));
        return known.map(kind -> kind.hasSpec() ? Body.SPEC : Body.WHOLE).orElse(Body.UNKNOWN);
    }

    /** The kind that a component stands for; empty when its type is none that is known here. */
    Optional<RawKind> find(Component component, Map<String, String> meshKinds) {
        String type = component.type().text();
        Optional<String> suffix = suffix(type);
        String kind = kindOf(type);
        if (kind.isBlank()) {
            return Optional.empty();
        }
        Optional<String> apiVersion =
                component.apiVersion().map(TextValue::text).filter(text -> !text.isBlank());
        if (apiVersion.isPresent()) {
            return Optional.of(versioned(apiVersion.get(), kind, meshKinds));
        }
        if (suffix.filter(KUBERNETES::equals).isPresent()) {
            return Optional.ofNullable(builtIn.get(kind));
        }
        Optional<RawKind> ofMesh = Optional.ofNullable(meshKinds.get(kind))
                .map(version -> new RawKind(version, kind, true, Scope.NAMESPACED));
        if (ofMesh.isPresent() || suffix.isPresent() || NEUTRAL.contains(kind)) {
            return ofMesh;
        }
        return Optional.ofNullable(builtIn.get(kind));
    }

    private RawKind versioned(String apiVersion, String kind, Map<String, String> meshKinds) {
        RawKind known = builtIn.get(kind);
        if (known != null && group(known.apiVersion()).equals(group(apiVersion))) {
            return new RawKind(apiVersion, kind, known.hasSpec(), known.scope());
        }
        boolean ofMesh = meshKinds.containsKey(kind)
                && group(meshKinds.getOrDefault(kind, "")).equals(group(apiVersion));
        return new RawKind(apiVersion, kind, true, ofMesh ? Scope.NAMESPACED : Scope.UNKNOWN);
    }

    /** Whether objects of a built-in kind have a namespace; empty for kinds that are not built in. */
    Optional<Boolean> isNamespaced(String apiVersion, String kind) {
        return Optional.ofNullable(builtIn.get(kind))
                .filter(known -> group(known.apiVersion()).equals(group(apiVersion)))
                .map(known -> known.scope() == Scope.NAMESPACED);
    }

    /** The built-in kinds that a component may name as they are. */
    Set<String> names() {
        Set<String> names = new TreeSet<>(builtIn.keySet());
        names.removeAll(NEUTRAL);
        return names;
    }

    private static Optional<String> suffix(String type) {
        int dot = type.lastIndexOf('.');
        String suffix = dot < 0 ? "" : type.substring(dot + 1);
        boolean known = MESH_SUFFIXES.containsKey(suffix) || suffix.equals(KUBERNETES);
        return known ? Optional.of(suffix) : Optional.empty();
    }

    private static String group(String apiVersion) {
        int slash = apiVersion.indexOf('/');
        return slash < 0 ? "" : apiVersion.substring(0, slash);
    }
}
