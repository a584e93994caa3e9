// SPDX-License-Identifier: Apache-2.0
package io.meshkit.consul.internal.traits;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Shares of the traffic for versions: a splitter over subsets that the resolver defines. */
public final class TrafficSplitTrait implements TraitRenderer {

    @Override
    public List<Support> support(Trait trait, Component component, RenderContext context) {
        if (component.settings().text("protocol").orElse("http").equals("tcp")) {
            return List.of(Support.none(
                    "",
                    "Consul splits HTTP traffic only, and settings.protocol says tcp",
                    "set settings.protocol to http, http2 or grpc if that is what the service speaks"));
        }
        return List.of(Support.partial(
                "",
                "Consul tells versions by the metadata of instances, so the pods must bear the annotation "
                        + String.join(", ", annotations(component)),
                ""));
    }

    // hashicorp/consul-k8s:control-plane/connect-inject/constants/annotations_and_labels.go, AnnotationMeta
    private static Set<String> annotations(Component component) {
        Set<String> annotations = new TreeSet<>();
        for (MapValue.Entry version : component.settings().map("versions").orElse(MapValue.EMPTY)) {
            if (version.value() instanceof MapValue settings) {
                settings.map("labels")
                        .orElse(MapValue.EMPTY)
                        .keys()
                        .forEach(label -> annotations.add("consul.hashicorp.com/service-meta-" + label));
            }
        }
        return annotations.isEmpty() ? Set.of("consul.hashicorp.com/service-meta-version") : annotations;
    }

    @Override
    public void render(Trait trait, Component component, RenderContext context, Drafts drafts) {
        Draft splitter = ConsulTargets.splitter(component, context, drafts);
        ConsulTargets.subsets(component, context, drafts).serves(splitter);
        List<Value> splits = new ArrayList<>();
        for (MapValue.Entry weight : trait.map().map("weights").orElse(MapValue.EMPTY)) {
            splits.add(MapValue.builder()
                    .put("weight", weight.value())
                    .put("serviceSubset", TextValue.of(weight.key()).at(weight.value()))
                    .build());
        }
        splitter.set("/spec/splits", ListValue.of(splits));
    }
}
