// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import io.meshkit.document.BooleanValue;
import io.meshkit.document.MapValue;
import io.meshkit.pattern.Component;
import io.meshkit.pattern.Pattern;
import io.meshkit.pattern.Trait;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Tells what of a pattern belongs to a drawing alone, and leaves it out where objects are made. Drawing tools write the trait
 * {@code meshmap}, and others of their own whose words all speak of places, lines and colours.
 */
final class Drawing {

    private static final String MESHMAP = "meshmap";

    /** Words that say by themselves that a trait is a note of a drawing tool. */
    private static final Set<String> TELLING = Set.of(
            "position",
            "posX",
            "posY",
            "style",
            "styles",
            "styleOverrides",
            "shape",
            "svgColor",
            "whiteboardData",
            "meshmodel-data",
            "meshmodel-metadata",
            "model-data",
            "model-metadata");

    /** Words that may stand beside them. */
    private static final Set<String> BESIDE = Set.of(
            "id",
            "label",
            "parent",
            "edges",
            "fieldRefData",
            "height",
            "width",
            "x",
            "y",
            "z-index",
            "color",
            "primaryColor",
            "secondaryColor",
            "svgWhite",
            "svgComplete",
            "shapePolygonPoints",
            "subCategory",
            "genealogy",
            "isAnnotation");

    private Drawing() {}

    /** Whether a trait is a note of a drawing tool. Traits of v1 are told by their name alone, so that no misspelt trait is lost. */
    static boolean isNote(Trait trait, Grammar grammar) {
        return isNoteOf(trait.name()) || (grammar.isLegacy() && speaksOfDrawingOnly(trait.map()));
    }

    /** Whether a trait of this name is a note of a drawing tool, whatever it holds. */
    static boolean isNoteOf(String trait) {
        return trait.equals(MESHMAP);
    }

    private static boolean speaksOfDrawingOnly(MapValue settings) {
        List<String> words = settings.keys();
        return words.stream().anyMatch(TELLING::contains)
                && words.stream().allMatch(word -> TELLING.contains(word) || BESIDE.contains(word));
    }

    /** Whether a drawing tool notes that the component it notes this on is there for the drawing alone. */
    static boolean saysDrawing(Trait note) {
        return isTrue(Absent.map(note.map(), "meshmodel-metadata"), "isAnnotation")
                || isTrue(Absent.map(note.map(), "model-metadata"), "isAnnotation");
    }

    static boolean isTrue(MapValue map, String key) {
        return map.get(key)
                .filter(value -> value instanceof BooleanValue flag && flag.value())
                .isPresent();
    }

    /** A pattern without the components that are drawn only; nobody waits for them. */
    static Pattern without(Pattern pattern) {
        Set<String> drawn = new HashSet<>();
        List<Component> real = new ArrayList<>();
        for (Component component : pattern.components()) {
            if (component.isDrawing()) {
                drawn.add(component.key());
            } else {
                real.add(component);
            }
        }
        return drawn.isEmpty()
                ? pattern
                : pattern.toBuilder()
                        .components(real.stream()
                                .map(component -> waitingForNone(component, drawn))
                                .toList())
                        .build();
    }

    private static Component waitingForNone(Component component, Set<String> drawn) {
        return component.toBuilder()
                .dependsOn(component.dependsOn().stream()
                        .filter(name -> !drawn.contains(name.text()))
                        .toList())
                .build();
    }
}
