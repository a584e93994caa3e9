// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.kubernetes;

import io.meshkit.core.internal.json.JsonReader;
import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.NullValue;
import io.meshkit.document.Value;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Decides from an object as it was read whether applying a body would change nothing: the entry of the field manager in
 * {@code metadata.managedFields} covers exactly the fields of the body, and every one of them has the value of the body. Whatever is not
 * certain, such as a quantity that the server spells otherwise, counts as a change; the server's dry run decides then.
 *
 * <p>The form of {@code fieldsV1} is that of {@code sigs.k8s.io/structured-merge-diff:fieldpath/serialize.go}: {@code f:} a key of a map,
 * {@code k:} the item of a list by its key fields, {@code v:} the item of a set, {@code .} the item itself; an empty map is a leaf.
 */
final class OwnedFields {

    /** What a server leaves out of the owned fields ({@code managedfields/internal/stripmeta.go} of apimachinery). */
    private static final Set<String> NEVER_OWNED_METADATA = Set.of(
            "name",
            "namespace",
            "creationTimestamp",
            "selfLink",
            "uid",
            "generation",
            "managedFields",
            "resourceVersion");

    private OwnedFields() {}

    static boolean cover(MapValue desired, MapValue live, String fieldManager) {
        MapValue metadata = live.map("metadata").orElse(MapValue.EMPTY);
        Optional<String> apiVersion = desired.text("apiVersion");
        if (metadata.has("deletionTimestamp")
                || apiVersion.isEmpty()
                || !apiVersion.equals(live.text("apiVersion"))
                || !desired.get("kind").equals(live.get("kind"))) {
            return false;
        }
        MapValue wanted = ownable(desired);
        if (wanted.isEmpty() && entries(metadata, fieldManager).isEmpty()) {
            // a server keeps no entry for a manager that owns nothing
            return true;
        }
        Optional<MapValue> owned = entry(metadata, fieldManager, apiVersion.get());
        return owned.isPresent() && matches(new Node(wanted, owned.get(), live));
    }

    /** The entries of the manager that server-side apply wrote. */
    private static List<MapValue> entries(MapValue metadata, String manager) {
        List<MapValue> entries = new ArrayList<>();
        for (Value value : metadata.list("managedFields").orElse(ListValue.EMPTY)) {
            if (value instanceof MapValue entry
                    && entry.text("manager").filter(manager::equals).isPresent()
                    && entry.text("operation").filter("Apply"::equals).isPresent()
                    && entry.text("subresource").orElse("").isEmpty()) {
                entries.add(entry);
            }
        }
        return entries;
    }

    /** The one entry of the manager; empty when there is none, or more than one. */
    private static Optional<MapValue> entry(MapValue metadata, String manager, String apiVersion) {
        List<MapValue> entries = entries(metadata, manager);
        if (entries.size() != 1
                || entries.get(0).text("apiVersion").filter(apiVersion::equals).isEmpty()
                || entries.get(0).text("fieldsType").filter("FieldsV1"::equals).isEmpty()) {
            return Optional.empty();
        }
        return entries.get(0).map("fieldsV1");
    }

    /** The body without what is never owned; a metadata of which nothing is left is no field either. */
    private static MapValue ownable(MapValue desired) {
        MapValue.Builder metadata = desired.map("metadata").orElse(MapValue.EMPTY).toBuilder();
        NEVER_OWNED_METADATA.forEach(metadata::remove);
        MapValue owned = metadata.build();
        MapValue body = desired.without("apiVersion").without("kind");
        return owned.isEmpty() ? body.without("metadata") : body.with("metadata", owned);
    }

    /** A value wanted, the fields owned of it, and the value that is there. */
    private record Node(Value desired, MapValue fields, Value live) {}

    private static boolean matches(Node root) {
        Deque<Node> open = new ArrayDeque<>();
        open.push(root);
        while (!open.isEmpty()) {
            Node node = open.pop();
            boolean same;
            if (node.fields().isEmpty()) {
                // a leaf: a scalar, or a map or list that is owned as a whole
                same = node.desired().equals(node.live()) && !holdsNull(node.desired());
            } else if (node.desired() instanceof MapValue desired && node.live() instanceof MapValue live) {
                same = openMap(desired, node.fields(), live, open);
            } else if (node.desired() instanceof ListValue desired && node.live() instanceof ListValue live) {
                same = openList(desired, node.fields(), live, open);
            } else {
                same = false;
            }
            if (!same) {
                return false;
            }
        }
        return true;
    }

    /** A null in an applied body may mean "remove"; what the server makes of it is not decided here. */
    private static boolean holdsNull(Value value) {
        Deque<Value> open = new ArrayDeque<>();
        open.push(value);
        while (!open.isEmpty()) {
            Value next = open.pop();
            if (next instanceof NullValue) {
                return true;
            }
            if (next instanceof MapValue map) {
                map.forEach(entry -> open.push(entry.value()));
            } else if (next instanceof ListValue list) {
                list.forEach(open::push);
            }
        }
        return false;
    }

    private static boolean openMap(MapValue desired, MapValue fields, MapValue live, Deque<Node> open) {
        int named = 0;
        for (MapValue.Entry field : fields) {
            if (field.key().equals(".")) {
                continue;
            }
            if (!field.key().startsWith("f:") || !(field.value() instanceof MapValue inner)) {
                return false;
            }
            String key = field.key().substring(2);
            Optional<Value> wanted = desired.get(key);
            Optional<Value> there = live.get(key);
            if (wanted.isEmpty() || there.isEmpty()) {
                return false;
            }
            open.push(new Node(wanted.get(), inner, there.get()));
            named++;
        }
        return named == desired.size();
    }

    private static boolean openList(ListValue desired, MapValue fields, ListValue live, Deque<Node> open) {
        Node[] nodes = new Node[desired.size()];
        int[] positions = new int[desired.size()];
        int named = 0;
        for (MapValue.Entry field : fields) {
            if (field.key().equals(".")) {
                continue;
            }
            if (!(field.value() instanceof MapValue inner)) {
                return false;
            }
            Optional<Value> name = name(field.key());
            int there =
                    name.map(wanted -> indexOf(live, wanted, field.key(), true)).orElse(-1);
            int wanted = there < 0 ? -1 : indexOfWanted(desired, name.get(), field.key());
            if (wanted < 0 || nodes[wanted] != null) {
                return false;
            }
            nodes[wanted] = new Node(desired.get(wanted), withoutSelf(inner), live.get(there));
            positions[wanted] = there;
            named++;
        }
        if (named != desired.size() || !ascending(positions)) {
            return false;
        }
        for (Node node : nodes) {
            open.push(node);
        }
        return true;
    }

    /** An item owns itself beside its fields; without fields it is a leaf. */
    private static MapValue withoutSelf(MapValue fields) {
        return fields.without(".");
    }

    private static Optional<Value> name(String key) {
        if (!key.startsWith("k:") && !key.startsWith("v:")) {
            return Optional.empty();
        }
        try {
            Value value = JsonReader.read(key.substring(2).getBytes(StandardCharsets.UTF_8));
            return Optional.of(value).filter(name -> key.charAt(0) == 'v' || name instanceof MapValue);
        } catch (JsonReader.MalformedException e) {
            return Optional.empty();
        }
    }

    /** The wanted item of that name, where a key field may be left to its default, such as {@code protocol: TCP}. */
    private static int indexOfWanted(ListValue desired, Value name, String key) {
        int exact = indexOf(desired, name, key, true);
        return exact >= 0 ? exact : indexOf(desired, name, key, false);
    }

    /** The only item of that name, or -1. */
    private static int indexOf(ListValue list, Value name, String key, boolean allKeys) {
        int found = -1;
        for (int i = 0; i < list.size(); i++) {
            boolean same =
                    key.charAt(0) == 'v' ? list.get(i).equals(name) : hasKeys(list.get(i), (MapValue) name, allKeys);
            if (same) {
                if (found >= 0) {
                    return -1;
                }
                found = i;
            }
        }
        return found;
    }

    private static boolean hasKeys(Value item, MapValue keys, boolean allKeys) {
        if (!(item instanceof MapValue map)) {
            return false;
        }
        boolean any = false;
        for (MapValue.Entry key : keys) {
            Optional<Value> value = map.get(key.key());
            if (value.isPresent() ? !value.get().equals(key.value()) : allKeys) {
                return false;
            }
            any |= value.isPresent();
        }
        return any;
    }

    /** The items of an applied list keep their order among the others'; another order would be a change. */
    private static boolean ascending(int[] positions) {
        for (int i = 1; i < positions.length; i++) {
            if (positions[i - 1] >= positions[i]) {
                return false;
            }
        }
        return true;
    }
}
