// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import io.meshkit.core.internal.pattern.ReferenceText.Broken;
import io.meshkit.core.internal.pattern.ReferenceText.Part;
import io.meshkit.core.internal.pattern.ReferenceText.Plain;
import io.meshkit.core.internal.pattern.ReferenceText.Reference;
import io.meshkit.document.JsonPointer;
import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.NullValue;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import io.meshkit.finding.Finding;
import io.meshkit.finding.FindingSink;
import io.meshkit.pattern.Component;
import io.meshkit.pattern.Pattern;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Replaces references by what they refer to, those first that others refer to. A text that is one reference takes the type of its target;
 * a reference inside a text is written into it. A reference to another service makes the service depend on it.
 */
final class ReferenceResolver {

    private static final int LONGEST_TEXT = 1 << 20;
    private static final int MOST_NODES = 200_000;
    private static final int DEEPEST = 100;

    /** Where only a text can stand. */
    private static final Set<String> TEXTS = Set.of("name", "type", "apiVersion", "version", "namespace");

    private static final Set<String> MAPS_OF_TEXTS = Set.of("labels", "annotations", "dependsOn");

    private final Environment environment;
    private final FindingSink findings;
    private final TreeMap<String, Leaf> leaves = new TreeMap<>();
    private int nodesLeft = MOST_NODES;

    ReferenceResolver(Environment environment, FindingSink findings) {
        this.environment = environment;
        this.findings = findings;
    }

    /** A text with references, and what became of it. */
    private static final class Leaf {
        final JsonPointer pointer;
        final TextValue text;
        final ReferenceText parsed;
        final Set<String> services = new LinkedHashSet<>();
        boolean broken;

        Leaf(JsonPointer pointer, TextValue text) {
            this.pointer = pointer;
            this.text = text;
            this.parsed = ReferenceText.parse(text.text());
        }

        /** The service it stands in; empty for a variable. */
        Optional<String> owner() {
            List<String> segments = pointer.segments();
            return segments.get(0).equals(ReferenceView.SERVICES) ? Optional.of(segments.get(1)) : Optional.empty();
        }

        boolean isUnder(String part) {
            List<String> segments = pointer.segments();
            return segments.size() > 2 && owner().isPresent() && segments.get(2).equals(part);
        }
    }

    /**
     * A pattern without references.
     *
     * @param pattern the pattern, variables filled in
     * @param broken the keys of services with references that could not be resolved
     */
    record Resolution(Pattern pattern, Set<String> broken) {}

    Resolution resolve(Pattern pattern, MapValue vars) {
        ReferenceView view = new ReferenceView(pattern, vars);
        view.forEachRoot(this::collect);
        if (leaves.isEmpty()) {
            return new Resolution(pattern, Set.of());
        }
        DependencyGraph<Leaf> graph = new DependencyGraph<>(List.copyOf(leaves.values()), this::targets);
        graph.cycles().forEach(this::reportCycle);
        for (Leaf leaf : graph.order()) {
            resolve(leaf, view);
        }
        Set<String> broken = new HashSet<>();
        leaves.values().stream()
                .filter(leaf -> leaf.broken)
                .forEach(leaf -> leaf.owner().ifPresent(broken::add));
        Pattern resolved = pattern.toBuilder()
                .components(withDependencies(view.components()))
                .vars(view.vars())
                .build();
        return new Resolution(resolved, broken);
    }

    private void collect(JsonPointer root, Value tree) {
        Deque<Map.Entry<JsonPointer, Value>> open = new ArrayDeque<>();
        open.push(Map.entry(root, tree));
        while (!open.isEmpty()) {
            Map.Entry<JsonPointer, Value> next = open.pop();
            JsonPointer pointer = next.getKey();
            Value value = next.getValue();
            if (value instanceof MapValue map) {
                for (MapValue.Entry entry : map) {
                    if (isInteresting(entry.value())) {
                        open.push(Map.entry(pointer.child(entry.key()), entry.value()));
                    }
                }
            } else if (value instanceof ListValue list) {
                for (int i = 0; i < list.size(); i++) {
                    if (isInteresting(list.get(i))) {
                        open.push(Map.entry(pointer.child(i), list.get(i)));
                    }
                }
            } else if (value instanceof TextValue text) {
                leaves.put(pointer.toString(), new Leaf(pointer, text));
            }
        }
    }

    private static boolean isInteresting(Value value) {
        return value instanceof TextValue text
                ? ReferenceText.mayHaveReference(text.text())
                : value instanceof MapValue || value instanceof ListValue;
    }

    /** The texts that have to be resolved before: those at, inside and around what a text refers to. */
    private List<Leaf> targets(Leaf leaf) {
        List<Leaf> targets = new ArrayList<>();
        for (Reference reference : leaf.parsed.references()) {
            if (!reference.kind().equals("ref")) {
                continue;
            }
            JsonPointer target = new JsonPointer(reference.path());
            for (JsonPointer around = target; !around.isRoot(); around = around.parent()) {
                Optional.ofNullable(leaves.get(around.toString())).ifPresent(targets::add);
            }
            // '0' follows '/' in the order of characters, so this is everything below the target
            targets.addAll(leaves.subMap(target + "/", target + "0").values());
        }
        return targets;
    }

    private void reportCycle(List<Leaf> cycle) {
        List<String> names = new ArrayList<>();
        cycle.forEach(leaf -> names.add(name(leaf)));
        names.add(names.get(0));
        Finding.Builder finding = PatternCodes.REFERENCE_CYCLE
                .finding("references go in a circle: " + String.join(" -> ", names))
                .at(cycle.get(0).text);
        for (int i = 1; i < cycle.size(); i++) {
            finding.related(cycle.get(i).text.place(), names.get(i) + " refers to " + names.get(i + 1));
        }
        findings.report(finding.build());
        cycle.forEach(leaf -> leaf.broken = true);
    }

    private static String name(Leaf leaf) {
        return String.join(".", leaf.pointer.segments());
    }

    private void resolve(Leaf leaf, ReferenceView view) {
        List<Leaf> targets = targets(leaf);
        boolean stuck = leaf.broken || targets.stream().anyMatch(target -> target.broken);
        if (stuck) {
            leaf.broken = true;
            return;
        }
        targets.stream()
                .filter(target -> target.owner().isEmpty())
                .forEach(target -> leaf.services.addAll(target.services));
        Optional<Value> value = leaf.parsed.isWhole() ? whole(leaf, view) : interpolated(leaf, view);
        Optional<Value> fitting = value.flatMap(known -> fitting(leaf, known));
        if (fitting.isEmpty()) {
            leaf.broken = true;
            return;
        }
        view.replace(leaf.pointer, fitting.get());
    }

    private Optional<Value> whole(Leaf leaf, ReferenceView view) {
        Reference reference = leaf.parsed.references().get(0);
        boolean dependency = leaf.isUnder("dependsOn")
                && reference.kind().equals("ref")
                && reference.path().get(0).equals(ReferenceView.SERVICES)
                && reference.path().size() > 2;
        Optional<Value> value = target(reference, leaf, view);
        return dependency
                ? value.map(found -> TextValue.of(reference.path().get(1)).at(leaf.text))
                : value;
    }

    private Optional<Value> interpolated(Leaf leaf, ReferenceView view) {
        StringBuilder text = new StringBuilder();
        for (Part part : leaf.parsed.parts()) {
            if (part instanceof Plain plain) {
                text.append(plain.text());
            } else if (part instanceof Broken broken) {
                findings.report(PatternCodes.UNRESOLVED
                        .finding("the reference \"" + broken.written() + "\" is not closed; end it with )")
                        .at(leaf.text)
                        .build());
                return Optional.empty();
            } else if (part instanceof Reference reference) {
                Optional<Value> value = target(reference, leaf, view);
                if (value.isEmpty()) {
                    return Optional.empty();
                }
                if (isScalar(value.get())) {
                    text.append(value.get());
                } else {
                    wrongType(
                            leaf,
                            reference.written(),
                            "a text, number or boolean, to be written into a text",
                            value.get());
                    return Optional.empty();
                }
            }
            if (text.length() > LONGEST_TEXT) {
                findings.report(PatternCodes.REFERENCE_TYPE
                        .finding(
                                "with its references filled in this text has more than " + LONGEST_TEXT + " characters")
                        .at(leaf.text)
                        .build());
                return Optional.empty();
            }
        }
        return Optional.of(TextValue.of(text.toString()).at(leaf.text));
    }

    private static boolean isScalar(Value value) {
        return !(value instanceof MapValue || value instanceof ListValue || value instanceof NullValue);
    }

    private Optional<Value> target(Reference reference, Leaf leaf, ReferenceView view) {
        if (reference.kind().equals("env")) {
            return environment.value(reference, leaf.text, findings);
        }
        if (!reference.kind().equals("ref")) {
            findings.report(Outside.finding(reference).at(leaf.text).build());
            return Optional.empty();
        }
        Optional<Value> value = view.find(reference.path());
        if (value.isEmpty()) {
            ReferenceView.Names names = view.namesAt(reference.path());
            findings.report(PatternCodes.UNRESOLVED
                    .finding(reference.written() + " leads nowhere: there is no \"" + names.missing() + "\""
                            + Suggestion.sentence(names.missing(), names.known()))
                    .at(leaf.text)
                    .build());
            return Optional.empty();
        }
        List<String> path = reference.path();
        if (path.get(0).equals(ReferenceView.SERVICES)) {
            leaf.services.add(path.get(1));
        }
        return value.get() instanceof MapValue || value.get() instanceof ListValue
                ? bounded(value.get(), leaf)
                : Optional.of(value.get().at(leaf.text));
    }

    /** Maps and lists may be referred to again and again; all together they stay small enough to be walked. */
    private Optional<Value> bounded(Value value, Leaf leaf) {
        Deque<Map.Entry<Value, Integer>> open = new ArrayDeque<>();
        open.push(Map.entry(value, leaf.pointer.segments().size()));
        while (!open.isEmpty()) {
            Map.Entry<Value, Integer> next = open.pop();
            nodesLeft--;
            if (nodesLeft < 0 || next.getValue() > DEEPEST) {
                findings.report(PatternCodes.REFERENCE_TYPE
                        .finding("with its references filled in the pattern gets too large: at most " + DEEPEST
                                + " levels and " + MOST_NODES + " values can come through references")
                        .at(leaf.text)
                        .build());
                return Optional.empty();
            }
            int depth = next.getValue() + 1;
            if (next.getKey() instanceof MapValue map) {
                map.forEach(entry -> open.push(Map.entry(entry.value(), depth)));
            } else if (next.getKey() instanceof ListValue list) {
                list.forEach(item -> open.push(Map.entry(item, depth)));
            }
        }
        return Optional.of(value.at(leaf.text));
    }

    /** A value as the place of a text can take it: where only texts can stand, scalars are taken as texts. */
    private Optional<Value> fitting(Leaf leaf, Value value) {
        List<String> segments = leaf.pointer.segments();
        boolean text = leaf.owner().isPresent()
                && ((segments.size() == 3 && TEXTS.contains(segments.get(2)))
                        || (segments.size() == 4 && MAPS_OF_TEXTS.contains(segments.get(2))));
        if (!text || value instanceof TextValue) {
            return Optional.of(value);
        }
        if (isScalar(value)) {
            return Optional.of(TextValue.of(value.toString()).at(leaf.text));
        }
        wrongType(leaf, leaf.text.text(), "a text", value);
        return Optional.empty();
    }

    private void wrongType(Leaf leaf, String reference, String expected, Value value) {
        String got = value instanceof MapValue ? "a map" : value instanceof ListValue ? "a list" : "null";
        findings.report(PatternCodes.REFERENCE_TYPE
                .finding(reference + " leads to " + got + "; here stands " + expected)
                .at(leaf.text)
                .build());
    }

    private List<Component> withDependencies(Collection<Component> components) {
        ReferenceEdges edges = new ReferenceEdges();
        for (Leaf leaf : leaves.values()) {
            Optional<String> owner = leaf.owner();
            if (owner.isPresent() && !leaf.isUnder("dependsOn")) {
                leaf.services.forEach(service -> edges.add(owner.get(), service, leaf.text));
            }
        }
        return edges.addTo(components, findings);
    }
}
