// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.mesh.reference;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.meshkit.document.BooleanValue;
import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.NumberValue;
import io.meshkit.document.Value;
import io.meshkit.pattern.DurationText;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The settings of a trait, which its schema has checked, as values of Java. */
record Settings(MapValue map) {

    static final Settings NONE = new Settings(MapValue.EMPTY);

    Settings under(String key) {
        return new Settings(map.map(key).orElse(MapValue.EMPTY));
    }

    List<Settings> each(String key) {
        return map.list(key).orElse(ListValue.EMPTY).items().stream()
                .map(item -> new Settings(item instanceof MapValue one ? one : MapValue.EMPTY))
                .toList();
    }

    boolean has(String key) {
        return map.has(key);
    }

    Optional<String> text(String key) {
        return map.get(key).map(Value::toString);
    }

    List<String> texts(String key) {
        return map.list(key).orElse(ListValue.EMPTY).items().stream()
                .map(Value::toString)
                .toList();
    }

    Set<String> set(String key) {
        return new TreeSet<>(texts(key));
    }

    Map<String, String> textsByKey(String key) {
        Map<String, String> texts = new LinkedHashMap<>();
        under(key).map.forEach(entry -> texts.put(entry.key(), entry.value().toString()));
        return texts;
    }

    Optional<Boolean> flag(String key) {
        return map.get(key).map(BooleanValue.TRUE::equals);
    }

    Optional<Double> number(String key) {
        return map.get(key).map(Settings::number);
    }

    static double number(Value value) {
        return value instanceof NumberValue number
                ? number.decimal().map(BigDecimal::doubleValue).orElse(0.0)
                : 0;
    }

    Optional<Integer> whole(String key) {
        return number(key).map(Double::intValue);
    }

    Optional<Duration> time(String key) {
        return text(key)
                .map(text -> DurationText.parse(text)
                        .orElseThrow(() -> new IllegalArgumentException(
                                key + " " + text + " is no time to the millisecond; write 5s or 500ms")));
    }

    Optional<Pattern> regex(String key) {
        return text(key).map(text -> {
            try {
                return Pattern.compile(text);
            } catch (PatternSyntaxException e) {
                throw new IllegalArgumentException(
                        "the regular expression " + text + " cannot be read: " + e.getDescription(), e);
            }
        });
    }

    TextCondition condition() {
        return new TextCondition(
                text("name").orElse(""),
                text("exact"),
                text("prefix"),
                regex("regex"),
                flag("present"),
                flag("invert").orElse(false));
    }
}
