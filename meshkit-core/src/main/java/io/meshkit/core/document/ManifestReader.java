// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.document;

import static java.util.Objects.requireNonNull;

import io.meshkit.document.Document;
import io.meshkit.document.JsonPointer;
import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.NullValue;
import io.meshkit.document.Place;
import io.meshkit.document.SourceText;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import io.meshkit.finding.Finding;
import io.meshkit.finding.Report;
import io.meshkit.resource.Resource;
import io.meshkit.resource.StoreId;
import io.meshkit.spi.DocumentReader;
import io.meshkit.spi.ReadResult;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Takes Kubernetes objects out of documents. A {@code List}, and every kind whose name ends in {@code List} and that has {@code items},
 * gives its items; values keep their places. What is no object is a finding that says what it lacks. Stateless and thread-safe.
 *
 * @since 0.1.0
 */
public final class ManifestReader {

    private final DocumentReader reader;
    private final StoreId store;

    /** A reader with the default limits; its resources belong to no store yet. */
    public ManifestReader() {
        this(new YamlReader(), StoreId.UNBOUND);
    }

    /**
     * A reader of manifests.
     *
     * @param reader reads the texts
     * @param store the store that the resources belong to
     */
    public ManifestReader(DocumentReader reader, StoreId store) {
        this.reader = requireNonNull(reader, "reader");
        this.store = requireNonNull(store, "store");
    }

    /**
     * Reads a text.
     *
     * @param text the text
     * @return its objects and what is wrong with it
     */
    public Manifests read(SourceText text) {
        return resources(reader.read(text));
    }

    /**
     * Reads a UTF-8 file.
     *
     * @param file the file
     * @return its objects and what is wrong with it
     * @throws io.meshkit.MeshKitException with code {@code MK-FILE-READ} when the file cannot be read
     */
    public Manifests read(Path file) {
        return resources(reader.read(file));
    }

    /**
     * Takes the objects out of what was read.
     *
     * @param read documents and what is wrong with them
     * @return the objects, and the findings of both steps
     */
    public Manifests resources(ReadResult read) {
        List<Resource> resources = new ArrayList<>();
        List<Finding> findings = new ArrayList<>();
        for (Document document : read.documents()) {
            unfold(document.root(), resources, findings);
        }
        return new Manifests(resources, read.report().and(Report.of(findings)));
    }

    private void unfold(Value root, List<Resource> resources, List<Finding> findings) {
        Deque<Value> open = new ArrayDeque<>();
        open.push(root);
        while (!open.isEmpty()) {
            Value value = open.pop();
            Optional<ListValue> items = items(value);
            if (items.isPresent()) {
                for (int i = items.get().size() - 1; i >= 0; i--) {
                    open.push(items.get().get(i));
                }
            } else if (!(value instanceof NullValue && value == root)) {
                resource(value).ifPresentOrElse(resources::add, () -> findings.add(lacking(value)));
            }
        }
    }

    private static Optional<ListValue> items(Value value) {
        if (!(value instanceof MapValue map) || !map.text("kind").orElse("").endsWith("List")) {
            return Optional.empty();
        }
        boolean none = map.get("items").filter(NullValue.class::isInstance).isPresent();
        return none ? Optional.of(ListValue.EMPTY) : map.list("items");
    }

    private Optional<Resource> resource(Value value) {
        return value instanceof MapValue map ? Resource.kubernetes(store, map) : Optional.empty();
    }

    private static Finding lacking(Value value) {
        if (!(value instanceof MapValue map)) {
            String message = "a Kubernetes object is a map with apiVersion, kind and metadata.name; this is none";
            return Finding.error(DocumentCodes.NO_OBJECT, message).at(value).build();
        }
        for (String pointer : List.of("/apiVersion", "/kind", "/metadata/name")) {
            Optional<Value> part = map.find(pointer);
            boolean fine = part.filter(TextValue.class::isInstance)
                    .filter(text -> !((TextValue) text).text().isBlank())
                    .isPresent();
            if (!fine) {
                return lacking(map, pointer, part);
            }
        }
        throw new IllegalStateException("an object that lacks nothing was refused");
    }

    private static Finding lacking(MapValue map, String pointer, Optional<Value> part) {
        String name = pointer.substring(1).replace('/', '.');
        Value around = map.find(JsonPointer.parse(pointer).parent()).orElse(map);
        String message = part.isEmpty()
                ? "this Kubernetes object has no " + name
                : name + " of a Kubernetes object is a text that is not empty; put it in quotes if it is one";
        Finding.Builder finding =
                Finding.error(DocumentCodes.NO_OBJECT, message).pointer(JsonPointer.parse(pointer));
        return finding.at(firstKey(map))
                .at(firstKey(around))
                .at(part.flatMap(Value::place))
                .build();
    }

    /** The first key stands for a map that lacks something: its whole extent may be long. */
    private static Optional<Place> firstKey(Value value) {
        if (value instanceof MapValue map && !map.isEmpty()) {
            return map.keyPlace(map.keys().get(0));
        }
        return value.place();
    }
}
