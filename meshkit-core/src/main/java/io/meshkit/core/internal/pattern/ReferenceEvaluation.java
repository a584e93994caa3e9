// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import io.meshkit.core.internal.pattern.ReferenceText.Broken;
import io.meshkit.core.internal.pattern.ReferenceText.Part;
import io.meshkit.core.internal.pattern.ReferenceText.Plain;
import io.meshkit.core.internal.pattern.ReferenceText.Reference;
import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.NullValue;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import io.meshkit.finding.Finding;
import io.meshkit.finding.FindingSink;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a text with references becomes, once those are resolved that it refers to. A text that is one reference takes the type of its
 * target; a reference inside a text is written into it.
 */
final class ReferenceEvaluation {

    private static final int LONGEST_TEXT = 1 << 20;
    /** How many values can come through references. */
    static final int MOST_NODES = 200_000;

    private static final int DEEPEST = 100;

    /** Where only a text can stand. */
    private static final Set<String> TEXTS = Set.of("name", "type", "apiVersion", "version", "namespace");

    private static final Set<String> MAPS_OF_TEXTS = Set.of("labels", "annotations", "dependsOn");

    private final ReferenceView view;
    private final Environment environment;
    private final FindingSink findings;
    private int nodesLeft = MOST_NODES;
    private boolean isTooLarge;

    ReferenceEvaluation(ReferenceView view, Environment environment, FindingSink findings) {
        this.view = view;
        this.environment = environment;
        this.findings = findings;
    }

    /** A reference by which the pattern gets larger than a file can mean. */
    static Finding tooLarge(Referrer referrer) {
        return PatternCodes.REFERENCE_TYPE
                .finding("with its references filled in the pattern gets too large: at most " + DEEPEST + " levels and "
                        + MOST_NODES + " values can come through references")
                .at(referrer.text)
                .build();
    }

    /** The value; empty, with a finding, when there is none. Notes the services that the text refers to. */
    Optional<Value> of(Referrer referrer) {
        Optional<Value> value = referrer.parsed.isWhole() ? whole(referrer) : interpolated(referrer);
        return value.flatMap(known -> fitting(referrer, known));
    }

    private Optional<Value> whole(Referrer referrer) {
        Reference reference = referrer.parsed.references().get(0);
        boolean dependency = referrer.isUnder("dependsOn")
                && reference.kind().equals("ref")
                && reference.path().get(0).equals(ReferenceView.SERVICES)
                && reference.path().size() > 2;
        Optional<Value> value = target(reference, referrer);
        return dependency
                ? value.map(found -> TextValue.of(reference.path().get(1)).at(referrer.text))
                : value;
    }

    private Optional<Value> interpolated(Referrer referrer) {
        StringBuilder text = new StringBuilder();
        for (Part part : referrer.parsed.parts()) {
            if (part instanceof Plain plain) {
                text.append(plain.text());
            } else if (part instanceof Broken broken) {
                findings.report(PatternCodes.UNRESOLVED
                        .finding("the reference \"" + broken.written() + "\" is not closed; end it with )")
                        .at(referrer.text)
                        .build());
                return Optional.empty();
            } else if (part instanceof Reference reference) {
                Optional<Value> value = target(reference, referrer);
                if (value.isEmpty()) {
                    return Optional.empty();
                }
                if (isScalar(value.get())) {
                    text.append(value.get());
                } else {
                    wrongType(
                            referrer,
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
                        .at(referrer.text)
                        .build());
                return Optional.empty();
            }
        }
        return Optional.of(TextValue.of(text.toString()).at(referrer.text));
    }

    private static boolean isScalar(Value value) {
        return !(value instanceof MapValue || value instanceof ListValue || value instanceof NullValue);
    }

    private Optional<Value> target(Reference reference, Referrer referrer) {
        if (reference.kind().equals("env")) {
            return environment.value(reference, referrer.text, findings);
        }
        if (!reference.kind().equals("ref")) {
            findings.report(Outside.finding(reference).at(referrer.text).build());
            return Optional.empty();
        }
        Optional<Value> value = view.find(reference.path());
        if (value.isEmpty() && view.isUnset(reference.path())) {
            return value;
        }
        if (value.isEmpty()) {
            ReferenceView.Names names = view.namesAt(reference.path());
            findings.report(PatternCodes.UNRESOLVED
                    .finding(reference.written() + " leads nowhere: there is no \"" + names.missing() + "\""
                            + Suggestion.sentence(names.missing(), names.known()))
                    .at(referrer.text)
                    .build());
            return Optional.empty();
        }
        List<String> path = reference.path();
        if (path.get(0).equals(ReferenceView.SERVICES)) {
            referrer.services.add(path.get(1));
        }
        return value.get() instanceof MapValue || value.get() instanceof ListValue
                ? bounded(value.get(), referrer)
                : Optional.of(value.get().at(referrer.text));
    }

    /** Maps and lists may be referred to again and again; all together they stay small enough to be walked. */
    private Optional<Value> bounded(Value value, Referrer referrer) {
        Deque<Map.Entry<Value, Integer>> open = new ArrayDeque<>();
        open.push(Map.entry(value, referrer.pointer.segments().size()));
        while (!open.isEmpty()) {
            Map.Entry<Value, Integer> next = open.pop();
            nodesLeft--;
            if (nodesLeft < 0 || next.getValue() > DEEPEST) {
                if (!isTooLarge) {
                    findings.report(tooLarge(referrer));
                }
                isTooLarge = true;
                return Optional.empty();
            }
            int depth = next.getValue() + 1;
            if (next.getKey() instanceof MapValue map) {
                map.forEach(entry -> open.push(Map.entry(entry.value(), depth)));
            } else if (next.getKey() instanceof ListValue list) {
                list.forEach(item -> open.push(Map.entry(item, depth)));
            }
        }
        return Optional.of(value.at(referrer.text));
    }

    /** A value as the place of a text can take it: where only texts can stand, scalars are taken as texts. */
    private Optional<Value> fitting(Referrer referrer, Value value) {
        List<String> segments = referrer.pointer.segments();
        boolean text = referrer.owner().isPresent()
                && ((segments.size() == 3 && TEXTS.contains(segments.get(2)))
                        || (segments.size() == 4 && MAPS_OF_TEXTS.contains(segments.get(2))));
        if (!text || value instanceof TextValue) {
            return Optional.of(value);
        }
        if (isScalar(value)) {
            return Optional.of(TextValue.of(value.toString()).at(referrer.text));
        }
        wrongType(referrer, referrer.text.text(), "a text", value);
        return Optional.empty();
    }

    private void wrongType(Referrer referrer, String reference, String expected, Value value) {
        String got = value instanceof MapValue ? "a map" : value instanceof ListValue ? "a list" : "null";
        findings.report(PatternCodes.REFERENCE_TYPE
                .finding(reference + " leads to " + got + "; here stands " + expected)
                .at(referrer.text)
                .build());
    }
}
