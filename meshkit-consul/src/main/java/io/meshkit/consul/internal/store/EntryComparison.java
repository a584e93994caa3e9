// SPDX-License-Identifier: Apache-2.0
package io.meshkit.consul.internal.store;

import io.meshkit.consul.internal.store.FieldType.Field;
import io.meshkit.consul.internal.store.FieldType.Form;
import io.meshkit.document.BooleanValue;
import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.NullValue;
import io.meshkit.document.NumberValue;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a config entry would be after a write, found out by comparison: Consul drops what is empty, adds what it knows itself, and gives
 * durations back in a spelling of its own or in nanoseconds. Where both mean the same, the result has the spelling of what is there, so
 * that a result that equals it means no change.
 */
final class EntryComparison {

    /** Whether fields that are not wanted stay. */
    private final boolean partial;

    EntryComparison(boolean partial) {
        this.partial = partial;
    }

    /** The entry after the write. */
    MapValue result(MapValue desired, MapValue live, FieldType type) {
        return struct(desired, live, type);
    }

    /** The entry without what Consul writes itself, to be sent back. */
    static MapValue writable(MapValue entry, FieldType type) {
        MapValue.Builder kept = MapValue.builder();
        for (MapValue.Entry part : entry) {
            Optional<Field> field = type.field(part.key());
            if (field.isEmpty() || field.get().type().form() != Form.SERVER) {
                kept.put(
                        part.key(),
                        field.map(known -> writable(part.value(), known.type())).orElse(part.value()));
            }
        }
        return kept.build();
    }

    private static Value writable(Value value, FieldType type) {
        if (value instanceof MapValue map && type.form() == Form.STRUCT) {
            return writable(map, type);
        }
        if (value instanceof ListValue list && type.form() == Form.LIST) {
            return ListValue.of(list.items().stream()
                    .map(item -> writable(item, type.item()))
                    .toList());
        }
        return value;
    }

    private MapValue struct(MapValue desired, MapValue live, FieldType type) {
        MapValue.Builder result = MapValue.builder();
        for (MapValue.Entry there : live) {
            Optional<Field> field = type.field(there.key());
            FieldType held = field.map(Field::type).orElse(FieldType.ANY);
            Optional<Value> wanted = desired.get(there.key());
            if (wanted.isPresent()) {
                result.put(there.key(), merged(wanted.get(), there.value(), held));
            } else if (partial
                    || held.form() == Form.SERVER
                    || isEmpty(there.value(), held)
                    || held.isFilledIn(there.value())) {
                result.put(there.key(), there.value());
            }
        }
        for (MapValue.Entry wanted : desired) {
            FieldType held = type.field(wanted.key()).map(Field::type).orElse(FieldType.ANY);
            if (!live.has(wanted.key()) && !isEmpty(wanted.value(), held)) {
                result.put(wanted.key(), wanted.value());
            }
        }
        return result.build();
    }

    private MapValue map(MapValue desired, MapValue live, FieldType item) {
        MapValue.Builder result = MapValue.builder();
        for (MapValue.Entry there : live) {
            Optional<Value> wanted = desired.get(there.key());
            if (wanted.isPresent()) {
                result.put(there.key(), merged(wanted.get(), there.value(), item));
            } else if (partial) {
                result.put(there.key(), there.value());
            }
        }
        desired.forEach(wanted -> {
            if (!live.has(wanted.key())) {
                result.put(wanted.key(), wanted.value());
            }
        });
        return result.build();
    }

    private static ListValue list(ListValue desired, ListValue live, FieldType type) {
        List<Value> wanted = type.identity().isEmpty() ? desired.items() : inOrderOf(live, desired, type.identity());
        List<Value> result = new ArrayList<>();
        for (int i = 0; i < wanted.size(); i++) {
            // an item of a list is wanted as a whole
            result.add(
                    i < live.size()
                            ? new EntryComparison(false).merged(wanted.get(i), live.get(i), type.item())
                            : wanted.get(i));
        }
        return ListValue.of(result);
    }

    /** The wanted items that are there in the order of those there, then the others. */
    private static List<Value> inOrderOf(ListValue live, ListValue desired, List<String> identity) {
        List<List<String>> order =
                live.items().stream().map(item -> identity(item, identity)).toList();
        return desired.items().stream()
                .sorted(Comparator.comparingInt(item -> {
                    int place = order.indexOf(identity(item, identity));
                    return place < 0 ? order.size() : place;
                }))
                .toList();
    }

    private static List<String> identity(Value item, List<String> fields) {
        MapValue map = item instanceof MapValue given ? given : MapValue.EMPTY;
        return fields.stream().map(field -> map.text(field).orElse("")).toList();
    }

    private Value merged(Value wanted, Value there, FieldType type) {
        if (wanted instanceof MapValue map && there instanceof MapValue liveMap && type.form() == Form.STRUCT) {
            return struct(map, liveMap, type);
        }
        if (wanted instanceof MapValue map && there instanceof MapValue liveMap && type.form() == Form.MAP) {
            return map(map, liveMap, type.item());
        }
        if (wanted instanceof ListValue list && there instanceof ListValue liveList && type.form() == Form.LIST) {
            return list(list, liveList, type);
        }
        return means(wanted, there, type) ? there : wanted;
    }

    private static boolean means(Value wanted, Value there, FieldType type) {
        if (wanted.equals(there) || isEmpty(wanted, type) && isEmpty(there, type)) {
            return true;
        }
        if (type.form() == Form.DURATION) {
            Optional<BigDecimal> one = nanos(wanted);
            return one.isPresent() && one.equals(nanos(there));
        }
        if (type.form() == Form.WORD) {
            return wanted.toString().equalsIgnoreCase(there.toString());
        }
        if (wanted instanceof NumberValue one && there instanceof NumberValue other) {
            return one.decimal().isPresent()
                    && other.decimal().isPresent()
                    && one.decimal().get().compareTo(other.decimal().get()) == 0;
        }
        // weakly typed on Consul's side: "5" is read as 5
        boolean isNumber = type.form() == Form.NUMBER || type.form() == Form.COUNT;
        return isNumber && wanted.toString().equals(there.toString())
                || type.form() == Form.ANY && single(wanted).equals(single(there));
    }

    /** Consul gives a list of one item in opaque settings back as the item (seen on 1.21). */
    private static Value single(Value value) {
        if (value instanceof ListValue list) {
            List<Value> items =
                    list.items().stream().map(EntryComparison::single).toList();
            return items.size() == 1 ? items.get(0) : ListValue.of(items);
        }
        if (value instanceof MapValue map) {
            MapValue.Builder single = MapValue.builder();
            map.forEach(entry -> single.put(entry.key(), single(entry.value())));
            return single.build();
        }
        return value;
    }

    private static Optional<BigDecimal> nanos(Value value) {
        return value instanceof NumberValue number
                ? number.decimal().map(BigDecimal::stripTrailingZeros)
                : GoDuration.nanos(value.toString());
    }

    /** Whether Consul treats the value as not set: Go's zero values. */
    private static boolean isEmpty(Value value, FieldType type) {
        if (value instanceof MapValue map) {
            return map.entries().stream().allMatch(entry -> isEmpty(entry.value(), held(type, entry.key())));
        }
        if (value instanceof ListValue list) {
            return list.size() == 0;
        }
        if (type.form() == Form.COUNT) {
            return value instanceof NullValue;
        }
        if (value instanceof NumberValue number) {
            return number.decimal().map(BigDecimal::signum).orElse(1) == 0;
        }
        if (type.form() == Form.DURATION) {
            return value.toString().isEmpty()
                    || nanos(value).filter(nanos -> nanos.signum() == 0).isPresent();
        }
        return value instanceof NullValue
                || value.equals(BooleanValue.FALSE)
                || value instanceof TextValue text && text.text().isEmpty();
    }

    private static FieldType held(FieldType type, String key) {
        return type.form() == Form.MAP
                ? type.item()
                : type.field(key).map(Field::type).orElse(FieldType.ANY);
    }
}
