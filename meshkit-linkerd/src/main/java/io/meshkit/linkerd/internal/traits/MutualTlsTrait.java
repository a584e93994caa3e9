// SPDX-License-Identifier: Apache-2.0
package io.meshkit.linkerd.internal.traits;

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
import io.meshkit.plan.DesiredResource.Ownership;
import java.util.List;

/**
 * Who may connect. Meshed pods always use mutual TLS among themselves; the policy decides whether anybody else is let in: the default
 * inbound policy of a namespace, or a Server for the pods of a service.
 */
public final class MutualTlsTrait implements TraitRenderer {

    @Override
    public List<Support> support(Trait trait, Component component, RenderContext context) {
        List<Support> support = judged(trait, component);
        return policy(trait).equals("strict")
                ? support
                : support.stream().map(Support::harmless).toList();
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
                        || selector(component).isEmpty())) {
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
        if (isService(component)) {
            server(component, policy, context, drafts);
            return;
        }
        ListValue namespaces = trait.map()
                .list("namespaces")
                .filter(list -> list.size() > 0)
                .orElseGet(() -> ListValue.of(component.name()));
        for (String namespace : namespaces.texts()) {
            Draft draft = drafts.draft("v1", "Namespace", "", namespace).ownership(Ownership.FIELDS_OR_NEW);
            LinkerdTargets.annotate(draft, "config.linkerd.io/default-inbound-policy", policy);
        }
    }

    private static void server(Component component, Value policy, RenderContext context, Drafts drafts) {
        Draft server = drafts.draft(
                "policy.linkerd.io/v1beta3",
                "Server",
                context.namespaceOf(component),
                component.name().text());
        server.set("/spec/podSelector/matchLabels", selector(component));
        server.set("/spec/port", LinkerdTargets.port(component).orElseThrow());
        server.set("/spec/accessPolicy", policy);
    }

    private static String policy(Trait trait) {
        return trait.map().text("policy").orElse("permissive");
    }

    private static MapValue selector(Component component) {
        return component.settings().map("selector").orElse(MapValue.EMPTY);
    }

    private static boolean isMesh(Component component) {
        return component.type().text().equals("Mesh");
    }

    private static boolean isService(Component component) {
        return component.type().text().equals("Service");
    }
}
