// SPDX-License-Identifier: Apache-2.0
package io.meshkit.linkerd.internal.traits;

import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.NumberValue;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import io.meshkit.pattern.Component;
import io.meshkit.pattern.Draft;
import io.meshkit.pattern.Drafts;
import io.meshkit.pattern.RenderContext;
import io.meshkit.pattern.Support;
import io.meshkit.pattern.Trait;
import io.meshkit.pattern.TraitRenderer;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Shares of the traffic for versions: an HTTPRoute over one Service per version, since Linkerd knows no subsets of a Service. */
public final class TrafficSplitTrait implements TraitRenderer {

    @Override
    public List<Support> support(Trait trait, Component component, RenderContext context) {
        if (LinkerdTargets.port(component).isEmpty()) {
            return List.of(Support.none(
                    "",
                    "a route of Linkerd leads to ports of Services, and the file does not say which port",
                    "add settings.port to the service"));
        }
        return List.of(Support.emulated(
                "", "Linkerd splits between Services, so one Service is made for each version, on the same port"));
    }

    @Override
    public void render(Trait trait, Component component, RenderContext context, Drafts drafts) {
        Value port = LinkerdTargets.port(component).orElseThrow();
        MapValue weights = trait.map().map("weights").orElse(MapValue.EMPTY);
        Draft route = LinkerdTargets.route(component, context, drafts);
        List<Value> backends = new ArrayList<>();
        for (MapValue.Entry weight : weights) {
            Draft service = versionService(component, weight.key(), port, context, drafts);
            service.serves(route);
            backends.add(MapValue.builder()
                    .put("kind", TextValue.of("Service"))
                    .put("name", TextValue.of(service.key().name()).at(weight.value()))
                    .put("port", port)
                    .put("weight", wholeWeight(weight.value(), weights))
                    .build());
        }
        route.set("/spec/rules", ListValue.of(MapValue.of("backendRefs", ListValue.of(backends))));
    }

    private static Draft versionService(
            Component component, String version, Value port, RenderContext context, Drafts drafts) {
        Draft service = drafts.draft(
                "v1",
                "Service",
                context.namespaceOf(component),
                component.name().text() + "-" + version);
        MapValue declared = component
                .settings()
                .map("versions")
                .flatMap(versions -> versions.map(version))
                .flatMap(settings -> settings.map("labels"))
                .orElse(MapValue.of("version", TextValue.of(version)));
        MapValue.Builder selector = component.settings().map("selector").orElse(MapValue.EMPTY).toBuilder();
        declared.forEach(label -> selector.put(label.key(), label.value()));
        service.set("/spec/selector", selector.build());
        service.set("/spec/ports", ListValue.of(MapValue.of("port", port)));
        return service;
    }

    /** Weights of the Gateway API are whole numbers of any sum, so percents with decimals are all multiplied alike. */
    private static Value wholeWeight(Value weight, MapValue all) {
        boolean allWhole = true;
        for (MapValue.Entry entry : all) {
            allWhole &= !(entry.value() instanceof NumberValue number) || number.isWhole();
        }
        if (allWhole || !(weight instanceof NumberValue number)) {
            return weight;
        }
        return NumberValue.of(number.decimal()
                        .orElse(BigDecimal.ZERO)
                        .movePointRight(2)
                        .longValue())
                .at(weight);
    }
}
