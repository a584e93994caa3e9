// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.kubernetes.internal.kinds;

import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.NullValue;
import io.meshkit.document.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** When a rule of a table is meant: fields, by paths without the first slash, have a form or are absent. An empty list or map is absent. */
final class Condition {

    private final List<Form> forms;

    private Condition(List<Form> forms) {
        this.forms = forms;
    }

    /** The form of a field: empty for absent. */
    private record Form(String pointer, Optional<Pattern> pattern) {

        boolean fits(MapValue object) {
            Optional<Value> value = object.find(pointer).filter(found -> !isEmpty(found));
            return pattern.isPresent()
                    ? value.isPresent()
                            && pattern.get().matcher(value.get().toString()).matches()
                    : value.isEmpty();
        }
    }

    static Condition read(MapValue rule) {
        List<Form> forms = new ArrayList<>();
        for (MapValue.Entry entry : rule.map("when").orElse(MapValue.EMPTY)) {
            Optional<Pattern> pattern = entry.value() instanceof NullValue
                    ? Optional.empty()
                    : Optional.of(Pattern.compile(entry.value().toString()));
            forms.add(new Form("/" + entry.key(), pattern));
        }
        return new Condition(forms);
    }

    static boolean isEmpty(Value value) {
        return value instanceof NullValue
                || value instanceof MapValue map && map.isEmpty()
                || value instanceof ListValue list && list.size() == 0
                || value.toString().isEmpty();
    }

    boolean holds(MapValue object) {
        return forms.stream().allMatch(form -> form.fits(object));
    }
}
