// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import io.meshkit.document.MapValue;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import io.meshkit.pattern.Component;
import io.meshkit.pattern.Pattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a pattern says, without where and in which words it says it. Two patterns mean the same when all that objects are made of is equal.
 *
 * @param name its name
 * @param version its version
 * @param mesh the mesh it is for
 * @param vars its variables
 * @param components its services, in their order
 */
record Meaning(
        TextValue name,
        Optional<TextValue> version,
        Optional<TextValue> mesh,
        MapValue vars,
        List<OfComponent> components) {

    /** What a service says: all its texts, then all its maps. */
    record OfComponent(
            String key,
            List<Optional<TextValue>> texts,
            List<MapValue> maps,
            List<TextValue> dependsOn,
            List<OfTrait> traits) {}

    /** What a trait says. */
    record OfTrait(String name, Value settings) {}

    static Meaning of(Pattern pattern) {
        List<OfComponent> components =
                pattern.components().stream().map(Meaning::of).toList();
        return new Meaning(pattern.name(), pattern.version(), pattern.mesh(), pattern.vars(), components);
    }

    static boolean isSame(Pattern one, Pattern other) {
        return of(one).equals(of(other));
    }

    private static OfComponent of(Component component) {
        List<Optional<TextValue>> texts = new ArrayList<>();
        texts.add(Optional.of(component.type()));
        texts.add(Optional.of(component.name()));
        texts.add(component.apiVersion());
        texts.add(component.version());
        texts.add(component.namespace());
        List<MapValue> maps = List.of(
                component.settings(),
                component.labels(),
                component.annotations(),
                component.extensions(),
                component.when());
        List<OfTrait> traits = component.traits().stream()
                .map(trait -> new OfTrait(trait.name(), trait.settings()))
                .toList();
        return new OfComponent(component.key(), texts, maps, component.dependsOn(), traits);
    }
}
