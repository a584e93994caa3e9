// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.mesh.reference;

import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.mesh.Capability;
import io.meshkit.mesh.Detection;
import io.meshkit.mesh.MeshAdapter;
import io.meshkit.mesh.MeshDescriptor;
import io.meshkit.mesh.MeshId;
import io.meshkit.mesh.Site;
import io.meshkit.pattern.Component;
import io.meshkit.pattern.ComponentRenderer;
import io.meshkit.pattern.Drafts;
import io.meshkit.pattern.Pattern;
import io.meshkit.pattern.RenderContext;
import io.meshkit.pattern.Rendering;
import io.meshkit.pattern.Support;
import io.meshkit.pattern.Trait;
import io.meshkit.pattern.TraitRenderer;
import io.meshkit.spi.MeshAdapterProvider;
import io.meshkit.spi.ProviderContext;
import io.meshkit.spi.ProviderInfo;
import io.meshkit.spi.SpiVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Says what the reference mesh can do, and keeps the pattern that it is asked to render, which renders to nothing. For one pattern. */
final class ReferenceAdapter implements MeshAdapterProvider, MeshAdapter, Rendering {

    static final MeshId MESH = new MeshId("reference");

    private static final Map<String, TraitRenderer> TRAITS = Map.of(
            "access", carriedOut(trait -> List.of(Support.NATIVE)),
            "circuitBreaker", carriedOut(ReferenceAdapter::circuitBreaker),
            "fault", carriedOut(trait -> List.of(Support.NATIVE)),
            "limits", carriedOut(trait -> List.of(Support.NATIVE)),
            "loadBalancer", carriedOut(ReferenceAdapter::loadBalancer),
            "retry", carriedOut(ReferenceAdapter::retry),
            "route", carriedOut(trait -> List.of(Support.NATIVE)),
            "timeout", carriedOut(trait -> List.of(Support.NATIVE)),
            "trafficSplit", carriedOut(trait -> List.of(Support.NATIVE)));

    private Optional<Pattern> resolved = Optional.empty();

    Optional<Pattern> resolved() {
        return resolved;
    }

    private static TraitRenderer carriedOut(Function<Trait, List<Support>> support) {
        return new TraitRenderer() {
            @Override
            public List<Support> support(Trait trait, Component component, RenderContext context) {
                return support.apply(trait);
            }

            @Override
            public void render(Trait trait, Component component, RenderContext context, Drafts drafts) {}
        };
    }

    private static List<Support> circuitBreaker(Trait trait) {
        return trait.map().has("interval")
                ? List.of(Support.partial("/interval", "errors are looked at with every answer", ""))
                : List.of(Support.NATIVE);
    }

    private static List<Support> loadBalancer(Trait trait) {
        List<Support> support = new ArrayList<>(List.of(Support.NATIVE));
        if (trait.map().has("locality")) {
            support.add(Support.none("/locality", "all instances are in one place", "leave locality out"));
        }
        if (trait.map().has("warmup")) {
            support.add(Support.none("/warmup", "all instances are as old as the mesh", "leave warmup out"));
        }
        Optional<MapValue> cookie = trait.map().map("hash").flatMap(hash -> hash.map("cookie"));
        if (cookie.filter(settings -> settings.has("ttl")).isPresent()) {
            support.add(Support.none(
                    "/hash/cookie/ttl", "the mesh makes no cookies", "let the application make the cookie"));
        }
        return support;
    }

    private static List<Support> retry(Trait trait) {
        List<Support> support = new ArrayList<>(List.of(Support.NATIVE));
        ListValue on = trait.map().list("on").orElse(ListValue.EMPTY);
        for (int i = 0; i < on.size(); i++) {
            if (on.get(i).toString().startsWith("grpc:")) {
                support.add(Support.none("/on/" + i, "the mesh speaks HTTP/1.1, not gRPC", "name a status code"));
            }
        }
        return support;
    }

    @Override
    public Map<String, ComponentRenderer> components() {
        ComponentRenderer service = (component, context, drafts) -> resolved = Optional.of(context.pattern());
        // its services run already, so that there is nothing to make of an application
        return Map.of("Application", service, "Service", service);
    }

    @Override
    public Map<String, TraitRenderer> traits() {
        return TRAITS;
    }

    @Override
    public Map<String, String> rawKinds() {
        return Map.of();
    }

    @Override
    public MeshDescriptor describe() {
        return new MeshDescriptor(MESH, "Reference mesh", List.of());
    }

    @Override
    public Detection detect(Site site) {
        return new Detection(Detection.Status.ABSENT, Optional.empty(), Optional.empty(), List.of("it is at no site"));
    }

    @Override
    public <C extends Capability> Optional<C> capability(Class<C> type) {
        return type.isInstance(this) ? Optional.of(type.cast(this)) : Optional.empty();
    }

    @Override
    public String id() {
        return MESH.value();
    }

    @Override
    public int spiVersion() {
        return SpiVersion.CURRENT;
    }

    @Override
    public ProviderInfo info() {
        return new ProviderInfo("Reference mesh", "MeshKit", "0.1.0");
    }

    @Override
    public MeshAdapter create(ProviderContext context) {
        return this;
    }
}
