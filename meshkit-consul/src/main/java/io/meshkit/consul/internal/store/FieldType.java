// SPDX-License-Identifier: Apache-2.0
package io.meshkit.consul.internal.store;

import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.Value;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a field of a config entry holds, as the table of config entries says. Immutable. */
final class FieldType {

    /** What is known of nothing: any value, compared exactly. */
    static final FieldType ANY = new FieldType(Form.ANY, Map.of(), Optional.empty());

    private static final String EACH = "*";
    private static final String SORTED_BY = "sorted by ";

    private final Form form;
    private final Map<String, Field> fields;
    private final Optional<FieldType> item;
    private final Optional<String> filledIn;
    private final List<String> identity;

    private FieldType(Form form, Map<String, Field> fields, Optional<FieldType> item) {
        this(form, fields, item, Optional.empty(), List.of());
    }

    private FieldType(
            Form form,
            Map<String, Field> fields,
            Optional<FieldType> item,
            Optional<String> filledIn,
            List<String> identity) {
        this.form = form;
        this.fields = fields;
        this.item = item;
        this.filledIn = filledIn;
        this.identity = identity;
    }

    enum Form {
        TEXT,
        /** A text whose case Consul changes. */
        WORD,
        NUMBER,
        /** A number whose 0 says something, and is not that nothing was said. */
        COUNT,
        BOOLEAN,
        /** Read by Consul as Go's text or as nanoseconds, given back as either. */
        DURATION,
        /** Anything, compared exactly. */
        ANY,
        /** Written by Consul itself. */
        SERVER,
        /** Fields by name. Consul reads the names in any case. */
        STRUCT,
        LIST,
        /** Entries by keys of the user, whose case counts. */
        MAP
    }

    /** A field under its own spelling. */
    record Field(String name, FieldType type) {}

    /** Reads a line of the table; how deep it nests is fixed there. */
    static FieldType of(Value written) {
        if (written instanceof ListValue list) {
            List<String> identity = list.size() == 1
                    ? List.of()
                    : List.of(
                            list.get(1).toString().substring(SORTED_BY.length()).split(" "));
            return new FieldType(Form.LIST, Map.of(), Optional.of(of(list.get(0))), Optional.empty(), identity);
        }
        if (!(written instanceof MapValue map)) {
            String[] words = written.toString().split(" ", 2);
            return new FieldType(
                    Form.valueOf(words[0].toUpperCase(Locale.ROOT)),
                    Map.of(),
                    Optional.empty(),
                    words.length == 1 ? Optional.empty() : Optional.of(words[1]),
                    List.of());
        }
        if (map.has(EACH)) {
            return new FieldType(Form.MAP, Map.of(), map.get(EACH).map(FieldType::of));
        }
        Map<String, Field> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        map.forEach(entry -> fields.put(entry.key(), new Field(entry.key(), of(entry.value()))));
        return new FieldType(Form.STRUCT, fields, Optional.empty());
    }

    Form form() {
        return form;
    }

    /** A field of a structure, in whatever case it is asked for. */
    Optional<Field> field(String name) {
        return Optional.ofNullable(fields.get(name));
    }

    /** Whether Consul writes this value where nothing was given. */
    boolean isFilledIn(Value value) {
        if (form == Form.STRUCT && value instanceof MapValue map) {
            return map.entries().stream()
                    .allMatch(entry -> field(entry.key())
                            .filter(known -> known.type().isFilledIn(entry.value()))
                            .isPresent());
        }
        return filledIn.filter(value.toString()::equals).isPresent();
    }

    /** The fields that tell the items of a list apart, whose order is Consul's; empty when the order is the user's. */
    List<String> identity() {
        return identity;
    }

    /** What the items of a list or the entries of a map hold. */
    FieldType item() {
        return item.orElse(ANY);
    }
}
