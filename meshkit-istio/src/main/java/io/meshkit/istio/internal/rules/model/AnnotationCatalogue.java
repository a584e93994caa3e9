// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.model;

import io.meshkit.analysis.Node;
import io.meshkit.document.MapValue;
import io.meshkit.document.SourceText;
import io.meshkit.document.Value;
import io.meshkit.resource.GroupKind;
import io.meshkit.resource.Resource;
import io.meshkit.resource.ResourceKey;
import io.meshkit.resource.StoreId;
import io.meshkit.spi.DocumentReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The annotations that Istio knows, from the table {@code annotations.yaml} of this module. Immutable and thread-safe. */
public final class AnnotationCatalogue {

    private static final String TABLE = "/io/meshkit/istio/annotations.yaml";
    private static final ResourceKey KEY =
            new ResourceKey(StoreId.UNBOUND, new GroupKind("", "Table"), "", "annotations.yaml");

    private final Map<String, Annotation> byName = new TreeMap<>();

    private AnnotationCatalogue() {}

    /** Reads the table. */
    public static AnnotationCatalogue read(DocumentReader reader) {
        AnnotationCatalogue catalogue = new AnnotationCatalogue();
        Value table = reader.read(SourceText.of("annotations.yaml", text()))
                .documents()
                .get(0)
                .root();
        for (Node entry : Node.of(Resource.of(KEY, MapValue.of("annotations", table)))
                .get("annotations")
                .items()) {
            Annotation annotation = new Annotation(
                    entry.get("name").text(""),
                    entry.get("on").textItems(),
                    entry.get("status").text("alpha").equals("alpha"),
                    entry.get("deprecated").isTrue(),
                    entry.get("instead").text(),
                    entry.get("value").text().map(AnnotationShape::of));
            catalogue.byName.put(annotation.name(), annotation);
        }
        return catalogue;
    }

    private static String text() {
        try (InputStream stream = AnnotationCatalogue.class.getResourceAsStream(TABLE)) {
            if (stream == null) {
                throw new IllegalStateException("the jar of MeshKit's adapter for Istio has no " + TABLE);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /**
     * An annotation.
     *
     * @param name its whole name
     * @param kinds the kinds it belongs on; {@code Any} for all
     * @param isAlpha whether Istio may change it without a word
     * @param isDeprecated whether Istio wants it to be used no more
     * @param instead what to use instead
     * @param shape what its value has to be
     */
    public record Annotation(
            String name,
            List<String> kinds,
            boolean isAlpha,
            boolean isDeprecated,
            Optional<String> instead,
            Optional<AnnotationShape> shape) {

        /** Whether it belongs on resources of a kind. */
        public boolean isFor(String kind) {
            return isForAny() || kinds.contains(kind);
        }

        /** Whether it belongs on resources of all kinds. */
        public boolean isForAny() {
            return kinds.contains("Any");
        }
    }

    /** An annotation by its whole name. */
    public Optional<Annotation> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** What may have been meant: the known name that differs by case alone, or by what stands before the slash. */
    public Optional<String> similar(String name) {
        String tail = tail(name);
        return byName.keySet().stream()
                .filter(known -> known.equalsIgnoreCase(name))
                .findFirst()
                .or(() -> byName.keySet().stream()
                        .filter(known -> tail(known).equalsIgnoreCase(tail))
                        .findFirst());
    }

    /** How many there are. */
    public int size() {
        return byName.size();
    }

    private static String tail(String name) {
        return name.substring(name.indexOf('/') + 1);
    }
}
