// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import io.meshkit.pattern.Component;
import io.meshkit.pattern.Pattern;
import java.util.Collections;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * New keys for the services that a drawing tool gave a UUID as key. A new key is made from the name of the service, or from its type where
 * the UUID is also its name; it has no dot, so that references need no brackets, and a number where another service has it already.
 */
final class ReadableKeys {

    private static final java.util.regex.Pattern UUID =
            java.util.regex.Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private final Map<String, String> newKeys;
    private final Set<String> namedElsewhere;

    private ReadableKeys(Map<String, String> newKeys, Set<String> namedElsewhere) {
        this.newKeys = Collections.unmodifiableMap(newKeys);
        this.namedElsewhere = Collections.unmodifiableSet(namedElsewhere);
    }

    static ReadableKeys of(Pattern pattern) {
        Set<String> taken = new HashSet<>();
        pattern.components().forEach(component -> taken.add(component.key()));
        Map<String, String> newKeys = new TreeMap<>();
        Set<String> namedElsewhere = new TreeSet<>();
        for (Component component : pattern.components()) {
            if (isUuid(component.key())) {
                Optional<String> inSettings = nameInSettings(component);
                boolean unnamed = component.name().text().equals(component.key());
                if (unnamed && (inSettings.isPresent() || component.isDrawing())) {
                    namedElsewhere.add(component.key());
                }
                String name = unnamed ? inSettings.orElse("") : component.name().text();
                boolean otherInSettings =
                        inSettings.filter(inner -> !inner.equals(name)).isPresent();
                if (otherInSettings) {
                    // a service whose name is its key counts as one without a name, and would take that of its settings
                    taken.add(name);
                }
                String key = free(wordOf(component, name), component, taken);
                taken.add(key);
                newKeys.put(component.key(), key);
            }
        }
        return new ReadableKeys(newKeys, namedElsewhere);
    }

    /** The name that a kind has in its settings, as RawKindRenderer looks for it. */
    private static Optional<String> nameInSettings(Component component) {
        MapValue settings = component.settings();
        boolean kind = component.type().text().indexOf('.') > 0
                || component.apiVersion().isPresent();
        return settings.map("metadata")
                .flatMap(metadata -> metadata.text("name"))
                .or(() -> settings.text("name"))
                .filter(name -> kind && !name.isBlank());
    }

    private static boolean isUuid(String text) {
        return UUID.matcher(text).matches();
    }

    private static String wordOf(Component component, String name) {
        String word = cleaned(isUuid(name) ? "" : name);
        if (word.isEmpty()) {
            word = kindOf(component);
        }
        return word.isEmpty() ? "service" : word;
    }

    private static String kindOf(Component component) {
        return cleaned(component.type().text().replaceFirst("\\..*", ""));
    }

    private static String cleaned(String text) {
        return ReferenceText.mayHaveReference(text)
                ? ""
                : text.replaceAll("[^A-Za-z0-9_-]+", "-").replaceAll("^-+|-+$", "");
    }

    /** The word, or the word and the kind where another service has the word, or both with a number. */
    private static String free(String word, Component component, Set<String> taken) {
        if (!taken.contains(word)) {
            return word;
        }
        String kind = kindOf(component).toLowerCase(Locale.ROOT);
        String stem = kind.isEmpty() ? word : word + "-" + kind;
        String key = stem;
        for (int number = 2; taken.contains(key); number++) {
            key = stem + "-" + number;
        }
        return key;
    }

    /** The old keys and the new, sorted by the old. */
    Map<String, String> newKeys() {
        return newKeys;
    }

    /** Whether a service needs no name beside its new key: its settings have one, or nothing is made of it. */
    boolean isNamedElsewhere(String key) {
        return namedElsewhere.contains(key);
    }

    String of(String key) {
        return newKeys.getOrDefault(key, key);
    }

    /** An entry of dependsOn: a key, or a text with references. */
    TextValue dependency(TextValue name) {
        return newKeys.containsKey(name.text())
                ? TextValue.of(of(name.text())).at(name)
                : TextValue.of(text(name.text())).at(name);
    }

    /** A value in which references lead to the new keys. */
    Value rewritten(Value value) {
        return newKeys.isEmpty() ? value : inTexts(value);
    }

    private String text(String text) {
        if (newKeys.isEmpty() || !ReferenceText.mayHaveReference(text)) {
            return text;
        }
        StringBuilder rewritten = new StringBuilder();
        for (ReferenceText.Part part : ReferenceText.parse(text).parts()) {
            if (part instanceof ReferenceText.Reference reference) {
                rewritten.append(reference(reference));
            } else if (part instanceof ReferenceText.Plain plain) {
                rewritten.append(plain.text());
            } else if (part instanceof ReferenceText.Broken broken) {
                rewritten.append(broken.written());
            }
        }
        return rewritten.toString();
    }

    private String reference(ReferenceText.Reference reference) {
        boolean toService = reference.kind().equals("ref")
                && reference.path().size() > 1
                && reference.path().get(0).equals(ReferenceView.SERVICES)
                && newKeys.containsKey(reference.path().get(1));
        if (!toService) {
            return reference.written();
        }
        String old = reference.path().get(1);
        String bracketed = "[" + old + "]";
        String written = reference.written();
        return written.contains(bracketed) ? replaced(written, bracketed, of(old)) : replaced(written, old, of(old));
    }

    /** The first occurrence is the step after "services", since no kind and no other step before it can be a UUID. */
    private static String replaced(String text, String old, String now) {
        int at = text.indexOf(old);
        return text.substring(0, at) + now + text.substring(at + old.length());
    }

    /** Documents are at most as deep as the reader allows, so this ends. */
    private Value inTexts(Value value) {
        if (value instanceof TextValue text) {
            String rewritten = text(text.text());
            return rewritten.equals(text.text())
                    ? text
                    : TextValue.of(rewritten).at(text);
        }
        if (value instanceof ListValue list) {
            return ListValue.of(list.items().stream().map(this::inTexts).toList())
                    .at(list);
        }
        if (value instanceof MapValue map) {
            MapValue.Builder rewritten = MapValue.builder();
            map.forEach(entry -> rewritten.put(entry.key(), inTexts(entry.value())));
            return rewritten.build();
        }
        return value;
    }
}
