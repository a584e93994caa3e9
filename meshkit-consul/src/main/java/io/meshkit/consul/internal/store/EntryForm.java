// SPDX-License-Identifier: Apache-2.0
package io.meshkit.consul.internal.store;

import io.meshkit.consul.internal.store.FieldType.Field;
import io.meshkit.consul.internal.store.FieldType.Form;
import io.meshkit.document.JsonPointer;
import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.NullValue;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import io.meshkit.resource.GroupKind;
import io.meshkit.resource.Rejection;
import io.meshkit.resource.Resource;
import io.meshkit.resource.ResourceKey;
import io.meshkit.resource.StoreException;
import io.meshkit.resource.StoreException.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Gives resources the form of Consul's HTTP API: those of the Kubernetes integration become the config entries that its controllers would
 * write (hashicorp/consul-k8s:control-plane/api/v1alpha1), config entries get the API's own spelling. Values keep their places.
 */
final class EntryForm {

    static final String RESOURCE_GROUP = "consul.hashicorp.com";

    /** Entries of the whole datacentre; the namespace of their resource says nothing. */
    private static final Set<String> GLOBAL =
            Set.of("control-plane-request-limit", "exported-services", "mesh", "proxy-defaults");

    private final EntryTypes types;

    EntryForm(EntryTypes types) {
        this.types = types;
    }

    /** The resource as a config entry; refused with a reason when it cannot be one. */
    Resource of(Resource resource) {
        GroupKind kind = resource.key().groupKind();
        if (kind.group().equals(EntryTypes.GROUP)) {
            check(resource, resource.body(), type(resource, kind.kind()), JsonPointer.ROOT);
            return spelled(resource, resource.body(), kind.kind());
        }
        Optional<String> entry = kind.group().equals(RESOURCE_GROUP) ? types.ofResource(kind.kind()) : Optional.empty();
        if (entry.isEmpty()) {
            throw refused(
                    resource,
                    "/kind",
                    kind + " is no config entry, and Consul's HTTP API keeps nothing else",
                    "Apply it to a Kubernetes cluster, or leave it out.");
        }
        return converted(resource, entry.get());
    }

    private Resource converted(Resource resource, String kind) {
        MapValue spec = resource.body().map("spec").orElse(MapValue.EMPTY);
        MapValue metadata = resource.body().map("metadata").orElse(MapValue.EMPTY);
        if (!GLOBAL.contains(kind)) {
            checkNamespace(resource, resource.key().namespace(), "/metadata/namespace");
        }
        check(resource, spec, type(resource, kind), JsonPointer.of("spec"));
        Value name = metadata.get("name").orElse(TextValue.of(resource.key().name()));
        MapValue.Builder entry = MapValue.builder();
        entry.put("Kind", TextValue.of(kind).at(resource.body().get("kind").orElse(name)));
        if (kind.equals("service-intentions")) {
            // the resource may have any name; the entry has that of the destination
            MapValue destination = spec.map("destination").orElse(MapValue.EMPTY);
            checkFields(resource, destination, JsonPointer.of("spec", "destination"));
            name = destination.get("name").orElse(name);
            spec = spec.without("destination");
        }
        boolean hasName = types.type(new GroupKind(EntryTypes.GROUP, kind))
                .flatMap(type -> type.field("Name"))
                .isPresent();
        if (hasName) {
            entry.put("Name", name);
        }
        spec.forEach(field -> entry.put(field.key(), field.value()));
        MapValue marks = marks(metadata);
        if (!marks.isEmpty()) {
            entry.put("Meta", marks);
        }
        ResourceKey key =
                new ResourceKey(resource.key().store(), new GroupKind(EntryTypes.GROUP, kind), "", name.toString());
        MapValue body = entry.build();
        return spelled(Resource.of(key, body), body, kind);
    }

    /** Labels and annotations have one place in config entries. */
    private static MapValue marks(MapValue metadata) {
        MapValue.Builder meta = MapValue.builder();
        metadata.map("labels").orElse(MapValue.EMPTY).forEach(label -> meta.put(label.key(), label.value()));
        metadata.map("annotations").orElse(MapValue.EMPTY).forEach(note -> meta.put(note.key(), note.value()));
        return meta.build();
    }

    private Resource spelled(Resource resource, MapValue body, String kind) {
        checkNamespace(resource, resource.key().namespace(), "/Namespace");
        ResourceKey key = resource.key();
        ResourceKey plain = new ResourceKey(key.store(), key.groupKind(), "", key.name());
        return Resource.of(plain, (MapValue) spelled(body, type(resource, kind)));
    }

    private FieldType type(Resource resource, String kind) {
        return types.type(new GroupKind(EntryTypes.GROUP, kind))
                .orElseThrow(() -> refused(
                        resource,
                        "/Kind",
                        "Consul has no config entry of the kind " + kind,
                        "Write one of " + String.join(", ", types.kinds()) + "."));
    }

    /** Refuses what only the Enterprise edition has, wherever it stands; nests no deeper than the table does. */
    private static void check(Resource resource, Value value, FieldType type, JsonPointer way) {
        if (value instanceof MapValue map && type.form() == Form.STRUCT) {
            checkFields(resource, map, way);
            map.forEach(entry -> type.field(entry.key())
                    .ifPresent(field -> check(resource, entry.value(), field.type(), way.child(entry.key()))));
        } else if (value instanceof MapValue map && type.form() == Form.MAP) {
            map.forEach(entry -> check(resource, entry.value(), type.item(), way.child(entry.key())));
        } else if (value instanceof ListValue list && type.form() == Form.LIST) {
            for (int i = 0; i < list.size(); i++) {
                check(resource, list.get(i), type.item(), way.child(i));
            }
        }
    }

    private static void checkFields(Resource resource, MapValue fields, JsonPointer way) {
        for (MapValue.Entry field : fields) {
            String value =
                    field.value() instanceof NullValue ? "" : field.value().toString();
            String place = way.child(field.key()).toString();
            if (field.key().equalsIgnoreCase("Namespace") || field.key().equalsIgnoreCase("Partition")) {
                checkNamespace(resource, value, place);
            } else if (field.key().equalsIgnoreCase("SamenessGroup") && !value.isEmpty()) {
                throw refused(
                        resource,
                        place,
                        "the sameness group " + value
                                + " cannot be used: the Community Edition of Consul has none, and those of the"
                                + " Enterprise edition are not supported",
                        "Leave it out, or name the peers one by one.");
            }
        }
    }

    private static void checkNamespace(Resource resource, String namespace, String field) {
        if (!namespace.isEmpty() && !namespace.equals("default")) {
            throw refused(
                    resource,
                    field,
                    "the namespace or partition " + namespace
                            + " cannot be used: the Community Edition of Consul has none, and those of the Enterprise"
                            + " edition are not supported",
                    "Leave it out, or write default.");
        }
    }

    /** Nests no deeper than the table does; what lies below is taken as it is. */
    private static Value spelled(Value value, FieldType type) {
        if (value instanceof MapValue map && type.form() == Form.STRUCT) {
            MapValue.Builder spelled = MapValue.builder();
            for (MapValue.Entry entry : map) {
                Optional<Field> field = type.field(entry.key());
                spelled.put(
                        field.map(Field::name).orElse(entry.key()),
                        field.map(known -> spelled(entry.value(), known.type())).orElse(entry.value()));
            }
            return spelled.build().at(map);
        }
        if (value instanceof MapValue map && type.form() == Form.MAP) {
            MapValue.Builder spelled = MapValue.builder();
            map.forEach(entry -> spelled.put(entry.key(), spelled(entry.value(), type.item())));
            return spelled.build().at(map);
        }
        if (value instanceof ListValue list && type.form() == Form.LIST) {
            List<Value> items = new ArrayList<>();
            list.forEach(item -> items.add(spelled(item, type.item())));
            return ListValue.of(items).at(list);
        }
        return value;
    }

    private static StoreException refused(Resource resource, String field, String why, String remedy) {
        Rejection.Cause cause =
                new Rejection.Cause(field, Optional.of(JsonPointer.parse(field)), why, Optional.empty());
        return new StoreException(
                Reason.UNSUPPORTED,
                resource.key(),
                resource.key() + " cannot be kept in Consul: " + why + ".",
                remedy,
                new Rejection(Reason.UNSUPPORTED, why, List.of(cause)),
                null);
    }
}
