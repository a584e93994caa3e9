// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.schema;

import static java.util.Objects.requireNonNull;

import io.meshkit.document.JsonPointer;
import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.Value;
import io.meshkit.finding.Report;
import io.meshkit.finding.SchemaChecker;
import io.meshkit.resource.GroupKind;
import io.meshkit.resource.Resource;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;

/**
 * The schemas of custom kinds, from CRDs at hand or asked for one by one. A schema is read when a resource of its kind is first checked.
 * Thread-safe.
 *
 * <p>What a server would prune is an unknown key here, reported at the key; what it would refuse is reported at the value. Rules in the
 * Common Expression Language are not evaluated; {@link #schema} tells whether there are any.
 *
 * @since 0.1.0
 */
public final class CustomKinds implements SchemaChecker {

    private static final int MOST_REMEMBERED = 1_000;

    private record KindVersion(GroupKind groupKind, String version) {}

    private final BiFunction<GroupKind, String, Optional<MapValue>> schemas;
    private final SchemaCodes codes;
    private final Map<KindVersion, Optional<StructuralSchema>> known = new ConcurrentHashMap<>();

    private CustomKinds(BiFunction<GroupKind, String, Optional<MapValue>> schemas, SchemaCodes codes) {
        this.schemas = requireNonNull(schemas, "schemas");
        this.codes = requireNonNull(codes, "codes");
    }

    /**
     * The kinds that some CRDs define.
     *
     * @param crds objects of kind {@code CustomResourceDefinition}, {@code apiextensions.k8s.io/v1}; other objects are passed over, and of
     *     two for one kind and version the last one counts
     * @return their kinds
     */
    public static CustomKinds of(Collection<MapValue> crds) {
        Map<KindVersion, MapValue> schemas = new HashMap<>();
        crds.forEach(crd -> collect(crd, schemas));
        return new CustomKinds(
                (groupKind, version) -> Optional.ofNullable(schemas.get(new KindVersion(groupKind, version))),
                SchemaCodes.PATTERN);
    }

    /**
     * The kinds that somebody else knows, such as a cluster.
     *
     * @param schemas gives the {@code openAPIV3Schema} of a kind and version; asked once for each, on the thread that checks; empty when
     *     there is none
     * @return the kinds
     */
    public static CustomKinds lazy(BiFunction<GroupKind, String, Optional<MapValue>> schemas) {
        return new CustomKinds(schemas, SchemaCodes.PATTERN);
    }

    private static void collect(MapValue crd, Map<KindVersion, MapValue> schemas) {
        if (!crd.text("kind").orElse("").equals("CustomResourceDefinition")) {
            return;
        }
        MapValue spec = crd.map("spec").orElse(MapValue.EMPTY);
        Optional<String> kind =
                spec.map("names").flatMap(names -> names.text("kind")).filter(name -> !name.isBlank());
        for (Value version : spec.list("versions").orElse(ListValue.EMPTY)) {
            if (kind.isPresent() && version instanceof MapValue map) {
                KindVersion key = new KindVersion(
                        new GroupKind(spec.text("group").orElse(""), kind.get()),
                        map.text("name").orElse(""));
                map.map("schema")
                        .flatMap(schema -> schema.map("openAPIV3Schema"))
                        .ifPresent(body -> schemas.put(key, body));
            }
        }
    }

    /**
     * The schema of a kind and version.
     *
     * @param groupKind the kind
     * @param version the version, such as {@code v1}
     * @return the schema; empty when none is known
     * @throws io.meshkit.MeshKitException with code {@code MK-SCHEMA-INVALID} when the schema is no structural schema
     */
    public Optional<StructuralSchema> schema(GroupKind groupKind, String version) {
        KindVersion key = new KindVersion(groupKind, version);
        Optional<StructuralSchema> remembered = known.get(key);
        if (remembered != null) {
            return remembered;
        }
        Optional<StructuralSchema> found = schemas.apply(groupKind, version).map(StructuralSchema::parse);
        if (known.size() < MOST_REMEMBERED) {
            known.putIfAbsent(key, found);
        }
        return found;
    }

    @Override
    public Report check(Resource resource) {
        String apiVersion = resource.apiVersion();
        String version = apiVersion.substring(apiVersion.indexOf('/') + 1);
        return schema(resource.key().groupKind(), version)
                .map(schema -> new ResourceFindings(schema, codes, resource).report())
                .orElse(Report.EMPTY);
    }

    @Override
    public Optional<Boolean> hasProperty(GroupKind groupKind, String version, JsonPointer property) {
        return schema(groupKind, version).flatMap(schema -> hasProperty(schema, property));
    }

    /** A schema that keeps unknown fields on the way cannot tell whether anybody reads what it does not name. */
    private static Optional<Boolean> hasProperty(StructuralSchema schema, JsonPointer property) {
        if (schema.node(property).isPresent()) {
            return Optional.of(true);
        }
        JsonPointer way = JsonPointer.ROOT;
        boolean open = schema.preservesUnknownFields();
        for (String segment : property.segments()) {
            way = way.child(segment);
            open = open
                    || schema.node(way)
                            .filter(StructuralSchema::preservesUnknownFields)
                            .isPresent();
        }
        return open ? Optional.empty() : Optional.of(false);
    }
}
