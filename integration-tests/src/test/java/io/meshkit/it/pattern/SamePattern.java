// SPDX-License-Identifier: Apache-2.0
package io.meshkit.it.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.MeshKit;
import io.meshkit.document.TextValue;
import io.meshkit.mesh.MeshId;
import io.meshkit.pattern.Component;
import io.meshkit.pattern.Pattern;
import io.meshkit.pattern.PatternOptions;
import io.meshkit.pattern.RenderedPattern;
import io.meshkit.pattern.Trait;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Compares patterns by what they say; keys of services may differ, when they lead to the same services. */
final class SamePattern {

    private SamePattern() {}

    static void assertSame(Pattern one, Pattern other, Object what) {
        assertThat(other.name()).as("name of %s", what).isEqualTo(one.name());
        assertThat(other.version()).as("version of %s", what).isEqualTo(one.version());
        assertThat(other.mesh()).as("mesh of %s", what).isEqualTo(one.mesh());
        assertThat(other.vars()).as("vars of %s", what).isEqualTo(one.vars());
        assertThat(other.components()).as("services of %s", what).hasSameSizeAs(one.components());
        Map<String, String> keys = new TreeMap<>();
        for (int i = 0; i < one.components().size(); i++) {
            keys.put(one.components().get(i).key(), other.components().get(i).key());
        }
        assertThat(keys.values()).as("keys of %s", what).doesNotHaveDuplicates();
        for (int i = 0; i < one.components().size(); i++) {
            assertSame(one.components().get(i), other.components().get(i), keys, what);
        }
    }

    private static void assertSame(Component one, Component other, Map<String, String> keys, Object what) {
        String where = what + ", " + one;
        assertThat(other.type()).as(where).isEqualTo(one.type());
        boolean bothByKey = isNamedByKey(one) && isNamedByKey(other);
        assertThat(bothByKey || other.name().equals(one.name())).as(where).isTrue();
        assertThat(other.apiVersion()).as(where).isEqualTo(one.apiVersion());
        assertThat(other.version()).as(where).isEqualTo(one.version());
        assertThat(other.namespace()).as(where).isEqualTo(one.namespace());
        assertThat(other.labels()).as(where).isEqualTo(one.labels());
        assertThat(other.annotations()).as(where).isEqualTo(one.annotations());
        assertThat(other.settings()).as(where).isEqualTo(one.settings());
        assertThat(other.extensions()).as(where).isEqualTo(one.extensions());
        assertThat(other.when()).as(where).isEqualTo(one.when());
        assertThat(contents(other.traits())).as(where).isEqualTo(contents(one.traits()));
        assertThat(contents(other.drawingTraits())).as(where).isEqualTo(contents(one.drawingTraits()));
        assertThat(other.isDrawing()).as(where).isEqualTo(one.isDrawing());
        assertThat(other.dependsOn().stream().map(TextValue::text))
                .as(where)
                .isEqualTo(one.dependsOn().stream()
                        .map(name -> keys.getOrDefault(name.text(), name.text()))
                        .toList());
    }

    /** A service without a name of its own is named by its key. */
    private static boolean isNamedByKey(Component component) {
        return component.name().text().equals(component.key());
    }

    private static List<String> contents(List<Trait> traits) {
        return traits.stream()
                .map(trait -> trait.name() + ": " + trait.settings())
                .toList();
    }

    static void assertRendersTheSame(MeshKit kit, Pattern one, Pattern other, Object what) {
        RenderedPattern first = kit.patterns().render(one, MeshId.ISTIO, PatternOptions.DEFAULT);
        RenderedPattern second = kit.patterns().render(other, MeshId.ISTIO, PatternOptions.DEFAULT);
        assertThat(objects(second)).as("objects of %s", what).isEqualTo(objects(first));
        assertThat(second.desired().set())
                .as("set of %s", what)
                .isEqualTo(first.desired().set());
    }

    private static List<String> objects(RenderedPattern rendered) {
        return rendered.desired().resources().stream()
                .map(desired -> desired.key() + " after " + desired.after() + ": "
                        + desired.resource().body())
                .toList();
    }
}
