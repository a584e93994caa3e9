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
import io.meshkit.pattern.ServiceProtocol;
import io.meshkit.pattern.Support;
import io.meshkit.pattern.Trait;
import io.meshkit.pattern.TraitRenderer;
import io.meshkit.pattern.Versions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Shares of the traffic for versions: a splitter over subsets that the resolver defines. */
public final class TrafficSplitTrait implements TraitRenderer {

    /** hashicorp/consul-k8s:control-plane/connect-inject/constants/annotations_and_labels.go, AnnotationMeta. */
    private static final String META = "consul.hashicorp.com/service-meta-";

    @Override
    public List<Support> support(Trait trait, Component component, RenderContext context) {
        if (ServiceProtocol.isOpaque(component)) {
            return List.of(Support.none(
                    "",
                    "Consul splits HTTP traffic only, and settings.protocol says tcp",
                    "set settings.protocol to http, http2 or grpc if that is what the service speaks"));
        }
        List<Support> refused = refused(trait, component);
        if (!refused.isEmpty()) {
            return refused;
        }
        return List.of(isMarked(component) ? Support.NATIVE : marked(trait, component));
    }

    /** The pods of an application bear what tells their versions. */
    private static boolean isMarked(Component component) {
        return component.type().text().equals("Application");
    }

    private static Support marked(Trait trait, Component component) {
        Set<String> keys = keys(trait, component);
        return Support.partial(
                "",
                "Consul tells versions by the metadata of instances, which must have " + String.join(", ", keys)
                        + ": from the annotation "
                        + keys.stream().map(key -> META + key).collect(Collectors.joining(", "))
                        + " of their pods, or from meta in their registration on other hosts",
                "");
    }

    private static List<Support> refused(Trait trait, Component component) {
        List<Support> refused = new ArrayList<>();
        MapValue weights = weights(trait);
        List<String> names = Versions.notLabels(weights.keys());
        if (!names.isEmpty()) {
            refused.add(Support.none(
                    "/weights",
                    "names of subsets are DNS labels, which these are not: " + String.join(", ", names),
                    "rename the versions to lower-case letters, digits and hyphens"));
        }
        for (String version : weights.keys()) {
            List<String> keys = SubsetFilter.notKeys(Versions.labels(component, version));
            if (!keys.isEmpty()) {
                refused.add(Support.none(
                        "/weights",
                        "metadata of Consul has keys of letters, digits, hyphens and underscores, which these are not: "
                                + String.join(", ", keys),
                        "tell version " + version + " by a plain label such as version"));
            }
        }
        if (!SplitWeights.addUp(
                weights.entries().stream().map(MapValue.Entry::value).toList())) {
            refused.add(Support.none(
                    "/weights",
                    "Consul takes weights of two decimals whose sum as 32-bit numbers is exactly 100, which it is not"
                            + " here",
                    "use whole percentages, or halves and quarters"));
        }
        return refused;
    }

    private static Set<String> keys(Trait trait, Component component) {
        Set<String> keys = new TreeSet<>();
        for (String version : weights(trait).keys()) {
            keys.addAll(Versions.labels(component, version).keys());
        }
        return keys;
    }

    private static MapValue weights(Trait trait) {
        return trait.map().map("weights").orElse(MapValue.EMPTY);
    }

    @Override
    public void render(Trait trait, Component component, RenderContext context, Drafts drafts) {
        Draft splitter = ConsulTargets.splitter(component, context, drafts);
        ConsulTargets.subsets(component, context, drafts).serves(splitter);
        List<Value> splits = new ArrayList<>();
        for (MapValue.Entry weight : weights(trait)) {
            splits.add(MapValue.builder()
                    .put("weight", weight.value())
                    .put("serviceSubset", TextValue.of(weight.key()).at(weight.value()))
                    .build());
        }
        splitter.set("/spec/splits", ListValue.of(splits));
    }
}
