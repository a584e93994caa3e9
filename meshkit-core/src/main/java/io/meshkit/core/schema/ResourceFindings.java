// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.schema;

import io.meshkit.document.JsonPointer;
import io.meshkit.document.MapValue;
import io.meshkit.document.Value;
import io.meshkit.finding.Finding;
import io.meshkit.finding.Report;
import io.meshkit.resource.Resource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Says of one resource what a server would prune and refuse, in words for people and at the places where it was written. */
final class ResourceFindings {

    /** They say only that something is wrong, where a branch may already say what. */
    private static final Set<String> JUNCTORS = Set.of("oneOf", "anyOf", "allOf", "not");

    private final StructuralSchema schema;
    private final Resource resource;
    private final Complaints complaints;
    private final Set<JsonPointer> misspelt = new HashSet<>();
    private final List<Finding> findings = new ArrayList<>();

    ResourceFindings(StructuralSchema schema, SchemaCodes codes, Resource resource) {
        this.schema = schema;
        this.resource = resource;
        this.complaints = new Complaints(codes, resource.body());
    }

    Report report() {
        StructuralSchema.Pruned pruned = schema.prune(resource.body());
        pruned.pruned().forEach(this::unknownKey);
        List<SchemaViolation> violations = schema.validate(schema.applyDefaults(pruned.value()));
        List<SchemaViolation> specific = violations.stream()
                .filter(violation -> !JUNCTORS.contains(violation.keyword()) && !isOneOfSeveral(violation))
                .toList();
        for (SchemaViolation violation : violations) {
            boolean told = JUNCTORS.contains(violation.keyword())
                    ? specific.stream().noneMatch(other -> violation.pointer().isPrefixOf(other.pointer()))
                    : specific.contains(violation) && !isWrongTypeToo(violation, specific);
            if (told) {
                violation(violation);
            }
        }
        return Report.of(findings);
    }

    private void unknownKey(JsonPointer key) {
        StructuralSchema around = schema.at(key.parent()).orElse(schema);
        Set<String> legal = new LinkedHashSet<>(around.propertyNames());
        if (key.parent().isRoot()) {
            legal.addAll(List.of("apiVersion", "kind", "metadata"));
        }
        Complaints.meantKey(key.last(), legal, Map.of())
                .map(key.parent()::child)
                .ifPresent(misspelt::add);
        add(complaints.unknownKey(key, legal, Map.of()));
    }

    private void add(Finding.Builder finding) {
        findings.add(finding.resource(resource.key()).build());
    }

    /** A number that is not whole breaks the range of its type as well. */
    private static boolean isWrongTypeToo(SchemaViolation violation, List<SchemaViolation> all) {
        return violation.keyword().equals("format")
                && all.stream()
                        .anyMatch(other -> other.keyword().equals("type")
                                && other.pointer().equals(violation.pointer()));
    }

    /** A key that only one branch asks for, while others would be content with another key: the junctor names them all. */
    private boolean isOneOfSeveral(SchemaViolation violation) {
        Optional<StructuralSchema> around = schema.at(violation.pointer().parent());
        return violation.keyword().equals("required")
                && around.isPresent()
                && !around.get().required().contains(violation.pointer().last())
                && around.get().values.oneOf().stream()
                        .anyMatch(branch ->
                                branch.required().contains(violation.pointer().last()));
    }

    private void violation(SchemaViolation violation) {
        JsonPointer at = violation.pointer();
        StructuralSchema node = schema.at(at).orElse(schema);
        switch (violation.keyword()) {
            case "required" -> missingKey(at);
            case "type" -> wrongType(at, violation);
            case "enum" -> add(complaints.notAllowed(at, node.values.allowed().orElse(List.of())));
            case "x-kubernetes-list-type" -> duplicate(at, violation);
            default ->
                add(complaints
                        .wrongValue(at, Words.name(at) + " " + words(violation, node))
                        .parameter("reason", violation.reason().wireName()));
        }
    }

    private void missingKey(JsonPointer key) {
        if (!misspelt.contains(key)) {
            add(complaints.missingKey(key.parent(), key.last(), Optional.empty()));
        }
    }

    private void wrongType(JsonPointer at, SchemaViolation violation) {
        List<String> types =
                List.of(violation.parameters().getOrDefault("expected", "").split(","));
        add(complaints.wrongType(at, types.stream().map(Words::type).toList(), types));
    }

    private void duplicate(JsonPointer at, SchemaViolation violation) {
        String first = violation.parameters().get("first");
        if (first == null) {
            add(complaints.wrongType(at, List.of("a map"), List.of("object")));
            return;
        }
        List<String> keys =
                schema.at(at.parent()).map(StructuralSchema::listMapKeys).orElse(List.of());
        String same = keys.isEmpty() ? "" : " by " + Words.allOf(keys);
        String message = Words.name(at) + " is there twice" + same + ": "
                + Words.cut(violation.parameters().getOrDefault("actual", ""));
        add(complaints
                .wrongValue(at, message)
                .related(complaints.value(at.parent().child(first)).place(), "first written here"));
    }

    private String words(SchemaViolation violation, StructuralSchema node) {
        String expected = violation.parameters().getOrDefault("expected", "");
        Value value = complaints.value(violation.pointer());
        String shown = Words.shown(value);
        return switch (violation.keyword()) {
            case "minimum" ->
                "must be " + (node.values.exclusiveMinimum() ? "more than " : "at least ") + expected + ", not "
                        + shown;
            case "maximum" ->
                "must be " + (node.values.exclusiveMaximum() ? "less than " : "at most ") + expected + ", not " + shown;
            case "multipleOf" -> "must be a multiple of " + expected + ", not " + shown;
            case "minLength" ->
                expected.equals("1")
                        ? "must not be empty"
                        : "is too short; it needs at least " + expected + " characters";
            case "maxLength" -> "is too long; it may have at most " + expected + " characters";
            case "pattern" -> shown + " has the wrong form; it must match " + expected;
            case "format" -> shown + " has the wrong form; it must be a " + expected;
            case "minItems" -> "has too few items; it needs at least " + expected;
            case "maxItems" -> "has too many items; it may have at most " + expected;
            case "minProperties" -> "has too few keys; it needs at least " + expected;
            case "maxProperties" -> "has too many keys; it may have at most " + expected;
            case "uniqueItems" -> "has an item twice; each may be there once";
            case "oneOf" -> alternatives(value, node);
            default -> "is not allowed: " + violation.message();
        };
    }

    /** Most {@code oneOf} of CRDs stand for the fields of a protobuf union: each branch requires one key. */
    private static String alternatives(Value value, StructuralSchema node) {
        Set<String> present = new LinkedHashSet<>();
        Set<String> possible = new LinkedHashSet<>();
        for (StructuralSchema branch : node.values.oneOf()) {
            for (String key : branch.required()) {
                possible.add(key);
                if (value instanceof MapValue map && map.has(key)) {
                    present.add(key);
                }
            }
        }
        if (present.size() > 1) {
            return "must have only one of " + Words.anyOf(possible) + ", not " + Words.allOf(present) + " together";
        }
        return possible.isEmpty() || present.size() == 1
                ? "fits none of the forms that are allowed"
                : "must have one of " + Words.anyOf(possible);
    }
}
