// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.traits;

import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import io.meshkit.pattern.Component;
import io.meshkit.pattern.Draft;
import io.meshkit.pattern.Drafts;
import io.meshkit.pattern.RenderContext;
import io.meshkit.pattern.Support;
import io.meshkit.pattern.Trait;
import io.meshkit.pattern.TraitRenderer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What connections a workload takes: a PeerAuthentication of the mesh, a namespace, or the pods of a service. Callers need nothing, since
 * Istio's clients use mutual TLS wherever the other side can (automatic mutual TLS).
 */
public final class MutualTlsTrait implements TraitRenderer {

    /** Unless the mesh's configuration says otherwise (istio/api:mesh/v1alpha1/config.proto, root_namespace). */
    static final String ROOT_NAMESPACE = "istio-system";

    private static final String NAME = "default";

    @Override
    public List<Support> support(Trait trait, Component component, RenderContext context) {
        List<Support> support = judged(trait, component, context);
        boolean isStrict = trait.map().text("policy").orElse("").equals("strict");
        return isStrict ? support : support.stream().map(Support::harmless).toList();
    }

    private static List<Support> judged(Trait trait, Component component, RenderContext context) {
        if (isService(component) && selector(component).isEmpty()) {
            return List.of(Support.none(
                    "",
                    "a PeerAuthentication selects pods by their labels, and the file does not say which labels the"
                            + " pods of "
                            + component.key() + " bear",
                    "add settings.selector to the service, or set mTLS on its Namespace"));
        }
        if (isService(component) && trait.map().has("namespaces")) {
            return List.of(Support.none(
                    "/namespaces",
                    "the policy of a service holds for its pods, in its own namespace",
                    "leave namespaces out, or set mTLS on the Mesh"));
        }
        Optional<Component> other =
                isService(component) ? SharedPods.askingOtherwise(component, trait, context) : Optional.empty();
        if (other.isPresent()) {
            // istio/istio:pilot/pkg/security/authn/policy_applier.go, ComposePeerAuthentication: the oldest of a pod
            return List.of(Support.none(
                    "",
                    "Istio follows the oldest policy of a pod, and " + component.key() + " and "
                            + other.get().key() + " select the same pods with different ones",
                    "set one policy on both, or mTLS on one of the two services alone"));
        }
        boolean isRoot = component.type().text().equals("Namespace")
                && component.name().text().equals(ROOT_NAMESPACE);
        return isRoot
                ? List.of(Support.partial(
                        "",
                        "a policy in Istio's root namespace holds for the whole mesh",
                        "set mTLS on the Mesh if that is meant, else on the services there"))
                : List.of(Support.NATIVE);
    }

    @Override
    public void render(Trait trait, Component component, RenderContext context, Drafts drafts) {
        Value mode = trait.map()
                .get("policy")
                .map(policy -> (Value)
                        TextValue.of(policy.toString().toUpperCase(Locale.ROOT)).at(policy))
                .orElse(TextValue.of("PERMISSIVE"));
        ListValue namespaces = trait.map().list("namespaces").orElse(ListValue.EMPTY);
        if (isService(component)) {
            selector(component)
                    .ifPresent(labels -> authentication(
                                    drafts,
                                    context.namespaceOf(component),
                                    component.name().text(),
                                    mode)
                            .set("/spec/selector/matchLabels", labels));
        } else if (namespaces.size() > 0) {
            namespaces.texts().forEach(namespace -> authentication(drafts, namespace, NAME, mode));
        } else if (component.type().text().equals("Namespace")) {
            authentication(drafts, component.name().text(), NAME, mode);
        } else {
            authentication(drafts, rootNamespace(component), NAME, mode);
        }
    }

    // istio/api:mesh/v1alpha1/config.proto, root_namespace: a policy there without selector holds for the whole mesh
    private static String rootNamespace(Component mesh) {
        return mesh.namespace().map(TextValue::text).orElse(ROOT_NAMESPACE);
    }

    private static Draft authentication(Drafts drafts, String namespace, String name, Value mode) {
        Draft draft = drafts.draft(IstioTargets.SECURITY, "PeerAuthentication", namespace, name);
        draft.set("/spec/mtls/mode", mode);
        return draft;
    }

    /** Whether the pattern asks everybody who calls a component for mutual TLS. */
    static boolean isStrict(Component component, RenderContext context) {
        String namespace = component.isA("Service")
                ? context.namespaceOf(component)
                : component.name().text();
        List<Predicate<Component>> nearestFirst = List.of(
                component::equals,
                other -> other.type().text().equals("Namespace")
                        && other.name().text().equals(namespace),
                other -> other.type().text().equals("Mesh"));
        for (Predicate<Component> place : nearestFirst) {
            Optional<String> policy = context.pattern().components().stream()
                    .filter(place)
                    .flatMap(other -> other.traits().stream())
                    .filter(trait -> trait.name().equals("mTLS") && holdsIn(namespace, trait))
                    .flatMap(trait -> trait.map().text("policy").stream())
                    .findFirst();
            if (policy.isPresent()) {
                return policy.get().equals("strict");
            }
        }
        return false;
    }

    /** The policy that a trait asks for; permissive when it names none. */
    static String policy(Trait trait) {
        return trait.map().text("policy").orElse("permissive");
    }

    private static boolean holdsIn(String namespace, Trait trait) {
        List<String> namespaces =
                trait.map().list("namespaces").map(ListValue::texts).orElse(List.of());
        return namespaces.isEmpty() || namespaces.contains(namespace);
    }

    private static boolean isService(Component component) {
        return component.isA("Service");
    }

    private static Optional<MapValue> selector(Component component) {
        return component.settings().map("selector").filter(labels -> !labels.isEmpty());
    }
}
