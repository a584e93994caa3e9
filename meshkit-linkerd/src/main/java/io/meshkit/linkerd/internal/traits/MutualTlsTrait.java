// SPDX-License-Identifier: Apache-2.0
package io.meshkit.linkerd.internal.traits;

import io.meshkit.document.ListValue;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import io.meshkit.pattern.Component;
import io.meshkit.pattern.Draft;
import io.meshkit.pattern.Drafts;
import io.meshkit.pattern.RenderContext;
import io.meshkit.pattern.Support;
import io.meshkit.pattern.Trait;
import io.meshkit.pattern.TraitRenderer;
import io.meshkit.plan.DesiredResource.Ownership;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Who may connect. Meshed pods always use mutual TLS among themselves; the policy decides whether anybody else is let in: the default
 * inbound policy of a namespace, or a Server for the pods of a service.
 */
public final class MutualTlsTrait implements TraitRenderer {

    /** The annotation that sets the policy of a namespace or pod. */
    static final String POLICY = "config.linkerd.io/default-inbound-policy";

    private static final String ASKED = "meshkit.dev/mutual-tls";
    private static final String NAME = "mTLS";

    @Override
    public List<Support> support(Trait trait, Component component, RenderContext context) {
        List<Support> support = new ArrayList<>(judged(trait, component));
        if (RouteSupport.isRendered(support) && isDecidedByAccess(trait, component, context)) {
            support.add(Support.emulated(
                    "/policy",
                    "access says who is let in, and asks for mutual TLS where this does; Linkerd has one word for"
                            + " both"));
        }
        return policy(trait).equals("strict")
                ? support
                : support.stream().map(Support::harmless).toList();
    }

    private static boolean isDecidedByAccess(Trait trait, Component component, RenderContext context) {
        if (!trait.map().has("policy")) {
            return false;
        }
        if (isService(component)) {
            return AccessTrait.policy(component, context).isPresent();
        }
        List<String> namespaces = namespaces(trait, component).texts();
        return context.pattern().components().stream()
                .filter(other -> other.type().text().equals("Namespace")
                        && namespaces.contains(other.name().text()))
                .anyMatch(other -> AccessTrait.policy(other, context).isPresent());
    }

    /** Whether the pattern asks callers of a service or namespace for mutual TLS. */
    static boolean isStrict(Component component, RenderContext context) {
        return said(component, context).filter("strict"::equals).isPresent();
    }

    /** Whether the pattern says anything about mutual TLS of a service or namespace. */
    static boolean isSaid(Component component, RenderContext context) {
        return said(component, context).isPresent();
    }

    /** The policy that stands next to a service: its own, that of its namespace, that of a list of namespaces. */
    private static Optional<String> said(Component component, RenderContext context) {
        String namespace = isService(component)
                ? context.namespaceOf(component)
                : component.name().text();
        return own(component)
                .or(() -> context.pattern().components().stream()
                        .filter(other -> !isService(other) && other != component)
                        .filter(other -> other.traits().stream()
                                .anyMatch(trait -> trait.name().equals(NAME)
                                        && namespaces(trait, other).texts().contains(namespace)))
                        .flatMap(other -> own(other).stream())
                        .min(Comparator.comparing(policy -> !policy.equals("strict"))));
    }

    private static Optional<String> own(Component component) {
        return component.traits().stream()
                .filter(trait -> trait.name().equals(NAME))
                .filter(trait -> RouteSupport.isRendered(judged(trait, component)))
                .flatMap(trait -> trait.map().text("policy").stream())
                .findFirst();
    }

    private static ListValue namespaces(Trait trait, Component component) {
        return trait.map()
                .list("namespaces")
                .filter(list -> list.size() > 0)
                .orElseGet(() -> ListValue.of(component.name()));
    }

    private static List<Support> judged(Trait trait, Component component) {
        if (policy(trait).equals("disable")) {
            return List.of(Support.none(
                    "/policy",
                    "meshed pods of Linkerd always use mutual TLS among themselves",
                    "take the pods out of the mesh, or skip single ports by config.linkerd.io/skip-inbound-ports"));
        }
        boolean listed = trait.map().list("namespaces").orElse(ListValue.EMPTY).size() > 0;
        if (isMesh(component) && !listed) {
            return List.of(Support.none(
                    "",
                    "the policy of the whole mesh is a value of Linkerd's installation (proxy.defaultInboundPolicy)",
                    "name the namespaces under mTLS.namespaces"));
        }
        // linkerd/linkerd2:policy-controller/k8s/api/src/policy/server.rs, ServerSpec: a selector and one port
        if (isService(component)
                && (LinkerdTargets.port(component).isEmpty()
                        || LinkerdTargets.selector(component).isEmpty())) {
            return List.of(Support.none(
                    "",
                    "a Server selects pods by label and port, and the file does not say which",
                    "add settings.selector and settings.port to the service, or set mTLS on its Namespace"));
        }
        if (isService(component) && listed) {
            return List.of(Support.none(
                    "/namespaces",
                    "the policy of a service holds for its pods, in its own namespace",
                    "leave namespaces out, or set mTLS on the Mesh"));
        }
        return List.of(Support.partial(
                "",
                isService(component)
                        ? "a Server sets the policy of one port"
                        : "the policy of a namespace is read when a pod starts; pods that run keep theirs",
                ""));
    }

    @Override
    public void render(Trait trait, Component component, RenderContext context, Drafts drafts) {
        if (!trait.map().has("policy")) {
            return; // refused, and nothing weaker may stand in for it
        }
        // charts/linkerd-control-plane/values.yaml, proxy.defaultInboundPolicy, lists the words
        String word = policy(trait).equals("strict") ? "all-authenticated" : "all-unauthenticated";
        Value policy = trait.map()
                .get("policy")
                .map(written -> (Value) TextValue.of(word).at(written))
                .orElse(TextValue.of(word));
        boolean isDecided = isDecidedByAccess(trait, component, context);
        if (isService(component)) {
            Value port = LinkerdTargets.podPort(component).orElseThrow();
            Draft server = LinkerdTargets.server(component, port, context, drafts);
            write("/spec/accessPolicy", policy, server, trait, isDecided);
            return;
        }
        for (String namespace : namespaces(trait, component).texts()) {
            Draft draft = drafts.draft("v1", "Namespace", "", namespace).ownership(Ownership.FIELDS_OR_NEW);
            write("/metadata/annotations/" + POLICY.replace("/", "~1"), policy, draft, trait, isDecided);
        }
    }

    /** Linkerd has one word for both, and access has the last one; what was asked is noted beside it. */
    private static void write(String pointer, Value policy, Draft draft, Trait trait, boolean isDecided) {
        draft.fallback(pointer, policy);
        if (isDecided) {
            trait.map().get("policy").ifPresent(asked -> LinkerdTargets.annotate(draft, ASKED, asked));
        }
    }

    private static String policy(Trait trait) {
        return trait.map().text("policy").orElse("permissive");
    }

    private static boolean isMesh(Component component) {
        return component.type().text().equals("Mesh");
    }

    private static boolean isService(Component component) {
        return component.isA("Service");
    }
}
