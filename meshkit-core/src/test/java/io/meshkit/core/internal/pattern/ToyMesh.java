// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import io.meshkit.document.JsonPointer;
import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import io.meshkit.mesh.MeshId;
import io.meshkit.pattern.Component;
import io.meshkit.pattern.ComponentRenderer;
import io.meshkit.pattern.Draft;
import io.meshkit.pattern.DraftNode;
import io.meshkit.pattern.Drafts;
import io.meshkit.pattern.RenderContext;
import io.meshkit.pattern.Rendering;
import io.meshkit.pattern.Support;
import io.meshkit.pattern.Trait;
import io.meshkit.pattern.TraitRenderer;
import io.meshkit.pattern.Workload;
import io.meshkit.plan.DesiredResource.Ownership;
import io.meshkit.plan.ForeignField;
import io.meshkit.resource.GroupKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A mesh that exists in tests only: routes and policies, traits that meet in them, and one trait for each verdict. */
final class ToyMesh implements Rendering {

    static final MeshId ID = new MeshId("toy");

    private static final String API = "toy.dev/v1";

    static Draft route(Component component, RenderContext context, Drafts drafts) {
        Draft route = drafts.draft(
                API, "Route", context.namespaceOf(component), component.name().text());
        route.set("/spec/host", component.settings().get("host").orElse(component.name()));
        route.list("/spec/rules").item("default", Integer.MAX_VALUE).fallback("/to", TextValue.of("all"));
        return route;
    }

    static Draft policy(Component component, RenderContext context, Drafts drafts) {
        return drafts.draft(
                API, "Policy", context.namespaceOf(component), component.name().text());
    }

    private static void copy(Trait trait, String from, DraftNode into, String to) {
        trait.map().get(from).ifPresent(value -> into.set(to, value));
    }

    /** Lets the tests write renderers as one method each. */
    private interface Render extends TraitRenderer {
        @Override
        default List<Support> support(Trait trait, Component component, RenderContext context) {
            return List.of(Support.NATIVE);
        }
    }

    private static final class Retry implements TraitRenderer {
        @Override
        public List<Support> support(Trait trait, Component component, RenderContext context) {
            List<Support> support = new ArrayList<>();
            if (trait.map().has("backoff")) {
                support.add(Support.none("/backoff", "toys do not wait", "leave backoff out"));
            }
            if (trait.map().has("on")) {
                support.add(Support.partial("/on", "toys retry everything", ""));
            }
            return support;
        }

        @Override
        public void render(Trait trait, Component component, RenderContext context, Drafts drafts) {
            DraftNode each =
                    route(component, context, drafts).list("/spec/rules").each();
            copy(trait, "attempts", each, "/retries/attempts");
            copy(trait, "backoff", each, "/retries/backoff");
        }
    }

    private static final class Timeout implements TraitRenderer {
        @Override
        public List<Support> support(Trait trait, Component component, RenderContext context) {
            return trait.map().has("idle")
                    ? List.of(Support.NATIVE, Support.emulated("/idle", "by a second timer"))
                    : List.of(Support.NATIVE);
        }

        @Override
        public void render(Trait trait, Component component, RenderContext context, Drafts drafts) {
            DraftNode each =
                    route(component, context, drafts).list("/spec/rules").each();
            copy(trait, "request", each, "/timeout");
            if (trait.map().has("connect")) {
                copy(trait, "connect", policy(component, context, drafts), "/spec/connect");
            }
        }
    }

    private static final Render BREAKER = (trait, component, context, drafts) ->
            copy(trait, "consecutiveErrors", policy(component, context, drafts), "/spec/errors");

    private static final Render SPLIT = (trait, component, context, drafts) -> {
        Draft route = route(component, context, drafts);
        Draft policy = policy(component, context, drafts).serves(route);
        List<Value> shares = new ArrayList<>();
        for (MapValue.Entry weight : trait.map().map("weights").orElseThrow()) {
            policy.list("/spec/subsets")
                    .item(weight.key(), 0)
                    .set("/name", TextValue.of(weight.key()).at(weight.value()));
            shares.add(MapValue.of(weight.key(), weight.value()));
        }
        route.list("/spec/rules").item("default", Integer.MAX_VALUE).set("/to", ListValue.of(shares));
    };

    private static final Render INJECTION = (trait, component, context, drafts) -> {
        for (Value namespace : trait.map().list("namespaces").orElse(ListValue.of(component.name()))) {
            drafts.draft("v1", "Namespace", "", namespace.toString())
                    .ownership(Ownership.FIELDS_OR_NEW)
                    .set("/metadata/labels/toy", TextValue.of("enabled"));
        }
    };

    /** Cannot switch mutual TLS off, and does not reach the namespace {@code far}. */
    private static final class MutualTls implements TraitRenderer {
        @Override
        public List<Support> support(Trait trait, Component component, RenderContext context) {
            List<Support> support = new ArrayList<>();
            if (trait.map().text("policy").orElse("").equals("disable")) {
                support.add(Support.none("/policy", "toys always encrypt", "").harmless());
            }
            List<Value> namespaces =
                    trait.map().list("namespaces").orElse(ListValue.EMPTY).items();
            for (int i = 0; i < namespaces.size(); i++) {
                if (namespaces.get(i).toString().equals("far")) {
                    support.add(Support.none("/namespaces/" + i, "far is out of reach", "leave far out"));
                }
            }
            return support;
        }

        @Override
        public void render(Trait trait, Component component, RenderContext context, Drafts drafts) {
            for (Value namespace : trait.map().list("namespaces").orElse(ListValue.EMPTY)) {
                copy(trait, "policy", drafts.draft(API, "Policy", namespace.toString(), "mtls"), "/spec/mode");
            }
        }
    }

    /** Toys do not go by addresses, and must have them looked up. */
    private static final class External implements ComponentRenderer {
        @Override
        public List<Support> support(Component component, RenderContext context) {
            List<Support> support = new ArrayList<>();
            if (component.settings().text("resolution").orElse("").equals("none")) {
                support.add(Support.none("", "toys look names up", "name the host"));
            }
            if (component.settings().has("addresses")) {
                support.add(Support.none("/addresses", "toys have no addresses", "leave addresses out"));
            }
            return support;
        }

        @Override
        public void render(Component component, RenderContext context, Drafts drafts) {
            Draft route = route(component, context, drafts);
            route.set("/spec/hosts", component.settings().get("hosts").orElseThrow());
            component.settings().get("addresses").ifPresent(addresses -> route.set("/spec/addresses", addresses));
        }
    }

    @Override
    public Map<String, ComponentRenderer> additions() {
        return Map.of("Application", (component, context, drafts) -> {
            for (Workload workload : Workload.of(component)) {
                drafts.draft("apps/v1", "Deployment", context.namespaceOf(component), workload.name())
                        .set("/spec/template/metadata/annotations/toy", TextValue.of("in"));
            }
        });
    }

    @Override
    public Map<String, ComponentRenderer> components() {
        return Map.of(
                "Mesh",
                        (component, context, drafts) ->
                                context.manifests("toy").ifPresent(objects -> objects.forEach(drafts::add)),
                "Addon",
                        (component, context, drafts) -> context.manifests(
                                        component.settings().text("kind").orElseThrow())
                                .ifPresent(objects -> objects.forEach(drafts::add)),
                "ExternalService", new External(),
                "Broken",
                        (component, context, drafts) -> {
                            throw new IllegalStateException("broken on purpose");
                        });
    }

    @Override
    public Map<String, TraitRenderer> traits() {
        return Map.of(
                "automaticSidecarInjection",
                INJECTION,
                "circuitBreaker",
                BREAKER,
                "mTLS",
                new MutualTls(),
                "retry",
                new Retry(),
                "timeout",
                new Timeout(),
                "trafficSplit",
                SPLIT);
    }

    @Override
    public Map<String, String> rawKinds() {
        return Map.of("Policy", API, "Route", API);
    }

    @Override
    public List<GroupKind> meshKinds() {
        return List.of(GroupKind.of(API, "Policy"), GroupKind.of(API, "Route"));
    }

    @Override
    public List<ForeignField> foreignFields() {
        return List.of(
                new ForeignField(GroupKind.of(API, "Route"), JsonPointer.parse("/spec/seen"), "toyd", "these tests"));
    }
}
