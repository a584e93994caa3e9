// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import io.meshkit.document.JsonPointer;
import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.Place;
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

/**
 * New keys for the services that a drawing tool gave a UUID as key. A new key is made from the name of the service, or from its type where
 * the UUID is also its name; it has no dot, so that references need no brackets, and a number where another service has it already. A
 * service that is named through a reference, as by a variable, keeps its key.
 */
final class ReadableKeys {

    private static final java.util.regex.Pattern UUID =
            java.util.regex.Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private final Map<String, String> newKeys;
    private final Map<String, TextValue> names;
    private final ServiceNames serviceNames;

    private ReadableKeys(Map<String, String> newKeys, Map<String, TextValue> names, ServiceNames serviceNames) {
        this.newKeys = Collections.unmodifiableMap(newKeys);
        this.names = Collections.unmodifiableMap(names);
        this.serviceNames = serviceNames;
    }

    static ReadableKeys of(Pattern pattern, ServiceNames serviceNames) {
        Set<String> taken = new HashSet<>();
        pattern.components().forEach(component -> taken.add(component.key()));
        Set<String> bound = new HashSet<>();
        Map<String, Map<JsonPointer, TextValue>> meant = serviceNames.meant(pattern, Set.of());
        for (Component component : pattern.components()) {
            Map<JsonPointer, TextValue> written = serviceNames.in(component);
            meant.getOrDefault(component.key(), Map.of()).forEach((way, name) -> {
                // a new key must not be the name of a service elsewhere
                taken.add(name.text());
                if (!name.equals(written.get(way))) {
                    bound.add(name.text());
                }
            });
        }
        Map<String, String> newKeys = new TreeMap<>();
        Map<String, TextValue> names = new TreeMap<>();
        for (Component component : pattern.components()) {
            Optional<String> inSettings = nameInSettings(component);
            String last = lastStep(component.key());
            if (isUuid(last) && !bound.contains(component.key())) {
                String before = component.key().substring(0, component.key().length() - last.length());
                String key = newKey(before, component, inSettings, taken);
                taken.add(key);
                newKeys.put(component.key(), key);
            }
            String key = newKeys.getOrDefault(component.key(), component.key());
            nameBeside(key, component, inSettings).ifPresent(name -> names.put(component.key(), name));
        }
        return new ReadableKeys(newKeys, names, serviceNames);
    }

    private static Optional<TextValue> nameBeside(String key, Component component, Optional<String> inSettings) {
        TextValue name = isNamed(component) || inSettings.isEmpty() ? component.name() : TextValue.of(inSettings.get());
        boolean unneeded =
                key.equals(component.key()) && component.name().text().equals(key);
        boolean nameless = component.isDrawing() && !isNamed(component);
        return unneeded || nameless || name.text().equals(key) ? Optional.empty() : Optional.of(name);
    }

    /** What an import brings in has the key of the importing service before its own. */
    static String lastStep(String key) {
        return key.substring(key.lastIndexOf('.') + 1);
    }

    private static String newKey(String before, Component component, Optional<String> inSettings, Set<String> taken) {
        boolean named = isNamed(component);
        String name = named ? component.name().text() : inSettings.orElse("");
        boolean otherInSettings =
                named && inSettings.filter(inner -> !inner.equals(name)).isPresent();
        if (otherInSettings) {
            // a service whose name is its key counts as one without a name, and would take that of its settings
            taken.add(name);
        }
        return free(before + wordOf(component, name), component, taken);
    }

    /** Whether a service has a name beside its key, by the rule of RawKindRenderer. */
    private static boolean isNamed(Component component) {
        Optional<Place> place = component.name().place();
        return !component.name().text().equals(component.key())
                && (place.isEmpty() || !place.equals(component.keyPlace()));
    }

    /** The name that a kind has in its settings, as RawKindRenderer looks for it. */
    private static Optional<String> nameInSettings(Component component) {
        MapValue settings = component.settings();
        return settings.map("metadata")
                .flatMap(metadata -> metadata.text("name"))
                .or(() -> settings.text("name"))
                .filter(name -> !name.isBlank());
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

    /** The name that a service needs beside its key, so that its object has the name that it had. */
    Optional<TextValue> name(Component component) {
        return Optional.ofNullable(names.get(component.key()));
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

    /** A component whose traits name services by the new keys. */
    Component named(Component component) {
        Map<JsonPointer, TextValue> changed = new TreeMap<>();
        serviceNames.inTraits(component).forEach((way, name) -> {
            if (newKeys.containsKey(name.text())) {
                changed.put(way, TextValue.of(of(name.text())).at(name));
            }
        });
        return ServiceNames.with(component, changed);
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
        String now = of(old).indexOf('.') < 0 ? of(old) : "[" + of(old) + "]";
        return replaced(written, written.contains(bracketed) ? bracketed : old, now);
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
