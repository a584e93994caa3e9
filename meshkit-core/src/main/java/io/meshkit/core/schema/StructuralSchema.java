// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.schema;

import io.meshkit.document.JsonPointer;
import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The schema of one version of a custom resource, the {@code openAPIV3Schema} of a CRD, or one node inside it. It does what an API server
 * does with it: {@link #prune} what it does not name, {@link #applyDefaults}, {@link #validate}, in this order.
 *
 * <p>Field names, messages and reasons are those of a server; {@code x-kubernetes-validations} are listed by {@link #rules} and not
 * evaluated. Formats that a server does not check in a CRD ({@code double}, unknown ones) are not checked here either. Facts from {@code kubernetes/kubernetes:staging/src/k8s.io/apiextensions-apiserver/pkg/apiserver} (schema, validation) and
 * {@code kubernetes/kube-openapi:pkg/validation}.
 *
 * <pre>{@code
 * StructuralSchema schema = StructuralSchema.parse(openApiV3Schema);
 * MapValue stored = schema.applyDefaults(schema.prune(sent).value());
 * List<SchemaViolation> wrong = schema.validate(stored);
 * }</pre>
 *
 * <p>Immutable and thread-safe. Walks go no deeper than the schema, which is at most {@value #DEEPEST} levels deep.
 *
 * @since 0.1.0
 */
public final class StructuralSchema {

    /** The most levels a schema may have; those of CRDs in use have about 30. */
    static final int DEEPEST = 200;

    /** How server-side apply treats a list. */
    public enum ListType {
        /** One owner for the whole list; the default. */
        ATOMIC,
        /** Scalars, each at most once, each with its own owner. */
        SET,
        /** Maps told apart by {@link StructuralSchema#listMapKeys}. */
        MAP
    }

    /** How server-side apply treats a map. */
    public enum MapType {
        /** Each key has its own owner; the default. */
        GRANULAR,
        /** One owner for the whole map. */
        ATOMIC
    }

    /**
     * A rule in the Common Expression Language, which is not evaluated here.
     *
     * @param node the way to its node of the schema, as {@link StructuralSchema#node} takes it
     * @param expression the expression
     * @param message what a server says when it is false; empty when the CRD gives no fixed text
     */
    public record Rule(JsonPointer node, String expression, Optional<String> message) {}

    /**
     * A value without the keys that the schema does not name.
     *
     * @param value the pruned value
     * @param pruned the ways to the keys that were left out, in the order of the value
     */
    public record Pruned(MapValue value, List<JsonPointer> pruned) {

        /** Copies the list. */
        public Pruned {
            pruned = List.copyOf(pruned);
        }
    }

    final String type;
    final boolean nullable;
    final boolean intOrString;
    final boolean preservesUnknownFields;
    final boolean embeddedResource;
    final @Nullable Value defaultValue;
    final @Nullable StructuralSchema items;
    final Map<String, StructuralSchema> properties;
    final @Nullable StructuralSchema additionalProperties;
    /** Null when the keyword is absent; true also when a schema is given. */
    final @Nullable Boolean additionalAllowed;

    final ListType listType;
    final List<String> listMapKeys;
    final MapType mapType;
    final List<Rule> ownRules;
    final ValueRules values;

    StructuralSchema(StructuralSchemaReader.Node node) {
        type = node.type;
        nullable = node.nullable;
        intOrString = node.intOrString;
        preservesUnknownFields = node.preservesUnknownFields;
        embeddedResource = node.embeddedResource;
        defaultValue = node.defaultValue;
        items = node.items;
        properties = Collections.unmodifiableMap(node.properties);
        additionalProperties = node.additionalProperties;
        additionalAllowed = node.additionalAllowed;
        listType = node.listType;
        listMapKeys = List.copyOf(node.listMapKeys);
        mapType = node.mapType;
        ownRules = List.copyOf(node.rules);
        values = node.values;
    }

    /**
     * Reads a schema. Keywords that say nothing about values ({@code description}, {@code example}, …) are passed over.
     *
     * @param openApiV3Schema the value of {@code spec.versions[].schema.openAPIV3Schema}
     * @return the schema
     * @throws io.meshkit.MeshKitException with code {@code MK-SCHEMA-INVALID} when it is no structural schema: a {@code $ref}, a keyword of
     *     the wrong type, a pattern that is no regular expression, more than {@value #DEEPEST} levels
     */
    public static StructuralSchema parse(MapValue openApiV3Schema) {
        return new StructuralSchemaReader().read(openApiV3Schema);
    }

    /**
     * What is wrong with a resource. A server applies defaults first, so should the caller.
     *
     * @param resource the whole object, {@code apiVersion}, {@code kind} and {@code metadata} included
     * @return the complaints in the order of the walk: this node's, then its children's; empty for a good one
     */
    public List<SchemaViolation> validate(MapValue resource) {
        List<SchemaViolation> found = new ArrayList<>(new ValueValidation().validate(this, resource));
        found.addAll(ResourceMetadata.validate(this, resource));
        found.addAll(ListUniqueness.validate(this, resource));
        return Collections.unmodifiableList(found);
    }

    /**
     * Leaves out what the schema does not name, and stays below {@code x-kubernetes-preserve-unknown-fields}. The root's
     * {@code apiVersion}, {@code kind} and {@code metadata} stay as they are.
     *
     * @param resource the whole object
     * @return the rest, places kept, and what was left out
     */
    public Pruned prune(MapValue resource) {
        return new Pruning().prune(this, resource);
    }

    /**
     * Fills in defaults: for absent keys, and for nulls where null is not allowed; such nulls without a default are left out of maps.
     *
     * @param resource the whole object
     * @return the object with defaults; values that were there keep their places
     */
    public MapValue applyDefaults(MapValue resource) {
        return Defaulting.apply(this, resource);
    }

    /**
     * Whether anything in this schema has rules that a server evaluates and this class does not.
     *
     * @return true when {@link #rules} is not empty
     */
    public boolean hasRules() {
        return !rules().isEmpty();
    }

    /**
     * The rules of this node and of all below.
     *
     * @return the rules in the order of the schema
     */
    public List<Rule> rules() {
        List<Rule> all = new ArrayList<>(ownRules);
        properties.values().forEach(property -> all.addAll(property.rules()));
        if (additionalProperties != null) {
            all.addAll(additionalProperties.rules());
        }
        if (items != null) {
            all.addAll(items.rules());
        }
        return Collections.unmodifiableList(all);
    }

    /**
     * The node for a value inside.
     *
     * @param value the way to the value; list items by their index
     * @return the node; empty when the schema does not name such a value
     */
    public Optional<StructuralSchema> at(JsonPointer value) {
        StructuralSchema node = this;
        for (String segment : value.segments()) {
            Optional<StructuralSchema> next = node.child(segment);
            if (next.isEmpty()) {
                return next;
            }
            node = next.get();
        }
        return Optional.of(node);
    }

    /**
     * The node at a place of the schema itself.
     *
     * @param place the way in: names of properties, {@code items} for the items of a list, {@code additionalProperties} for the values of a
     *     map
     * @return the node, or empty
     */
    public Optional<StructuralSchema> node(JsonPointer place) {
        StructuralSchema node = this;
        for (String segment : place.segments()) {
            StructuralSchema property = node.properties.get(segment);
            StructuralSchema next = property != null
                    ? property
                    : segment.equals("items")
                            ? node.items
                            : segment.equals("additionalProperties") ? node.additionalProperties : null;
            if (next == null) {
                return Optional.empty();
            }
            node = next;
        }
        return Optional.of(node);
    }

    /**
     * The node for a child of a value: for a list the node of its items, for a map that of the key.
     *
     * @param segment a key or an index
     * @return the node; empty when the schema does not name such a child
     */
    public Optional<StructuralSchema> child(String segment) {
        return type.equals("array") ? items() : Optional.ofNullable(forKey(segment));
    }

    @Nullable
    StructuralSchema forKey(String key) {
        StructuralSchema property = properties.get(key);
        return property != null ? property : additionalProperties;
    }

    /**
     * The node of the items of a list.
     *
     * @return the node, or empty
     */
    public Optional<StructuralSchema> items() {
        return Optional.ofNullable(items);
    }

    /**
     * The node of the values of a map with free keys.
     *
     * @return the node, or empty
     */
    public Optional<StructuralSchema> additionalProperties() {
        return Optional.ofNullable(additionalProperties);
    }

    /**
     * The keys that this node names.
     *
     * @return the keys in the order of the schema
     */
    public Set<String> propertyNames() {
        return properties.keySet();
    }

    /**
     * The type that values must have.
     *
     * @return {@code object}, {@code array}, {@code string}, {@code integer}, {@code number}, {@code boolean}, or empty text for any
     */
    public String type() {
        return type;
    }

    /**
     * Whether null is a value here.
     *
     * @return true when it is
     */
    public boolean isNullable() {
        return nullable;
    }

    /**
     * Whether both whole numbers and texts are allowed.
     *
     * @return true with {@code x-kubernetes-int-or-string}
     */
    public boolean isIntOrString() {
        return intOrString;
    }

    /**
     * Whether keys that are not named stay.
     *
     * @return true with {@code x-kubernetes-preserve-unknown-fields}
     */
    public boolean preservesUnknownFields() {
        return preservesUnknownFields;
    }

    /**
     * Whether the value is a Kubernetes object in itself.
     *
     * @return true with {@code x-kubernetes-embedded-resource}
     */
    public boolean isEmbeddedResource() {
        return embeddedResource;
    }

    /**
     * What is put in when the key is absent.
     *
     * @return the default, or empty
     */
    public Optional<Value> defaultValue() {
        return Optional.ofNullable(defaultValue);
    }

    /**
     * How server-side apply treats the list.
     *
     * @return the type; meaningful for lists
     */
    public ListType listType() {
        return listType;
    }

    /**
     * The keys that tell the items of a {@link ListType#MAP} apart.
     *
     * @return the keys in the order of the schema; empty for other lists
     */
    public List<String> listMapKeys() {
        return listMapKeys;
    }

    /**
     * How server-side apply treats the map.
     *
     * @return the type; meaningful for maps
     */
    public MapType mapType() {
        return mapType;
    }

    /**
     * The texts that are allowed, where only some are.
     *
     * @return the texts in the order of the schema; empty when any is allowed
     */
    public List<String> allowedTexts() {
        return values.allowed().map(ListValue::of).map(ListValue::texts).orElse(List.of());
    }

    /**
     * The keys that must be there.
     *
     * @return the keys in the order of the schema
     */
    public List<String> required() {
        return values.required();
    }

    /** Gives the type and the keys, for debugging. */
    @Override
    public String toString() {
        return (type.isEmpty() ? "any" : type) + new TreeMap<>(properties).keySet();
    }
}
