// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.plan;

import io.meshkit.document.JsonPointer;
import io.meshkit.finding.Finding;
import io.meshkit.finding.Severity;
import io.meshkit.resource.Rejection.Cause;
import io.meshkit.resource.ResourceKey;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Errors that were found before a server was asked. Of its complaints they leave what they do not tell already, so that one mistake is one
 * finding.
 */
final class KnownErrors {

    /** Complains of a value as a whole (k8s.io/kube-openapi:pkg/validation/validate/schema_props.go). */
    private static final Pattern COMBINED_SCHEMA =
            Pattern.compile("must (?:not )?validate (?:one and only one|at least one|all the|the) schema");
    /** Not an error of its own (k8s.io/apiextensions-apiserver:pkg/registry/customresource/strategy.go). */
    private static final String UNCHECKED_RULES =
            "some validation rules were not checked because the object was invalid";

    private static final String MISSING = "Required value";

    private final List<Finding> errors;

    KnownErrors(List<Finding> findings) {
        errors = findings.stream()
                .filter(finding -> finding.severity() == Severity.ERROR)
                .filter(finding ->
                        finding.resource().isPresent() && finding.pointer().isPresent())
                .toList();
    }

    /** The complaints that say something new of a resource, each once. */
    List<Cause> unknown(ResourceKey key, List<Cause> causes) {
        List<Finding> known = errors.stream()
                .filter(error -> isOf(error.resource().orElseThrow(), key))
                .toList();
        List<Cause> unknown = new ArrayList<>(new LinkedHashSet<>(causes));
        unknown.removeIf(cause -> known.stream().anyMatch(error -> tells(error, cause)));
        List<JsonPointer> told = new ArrayList<>(
                known.stream().map(error -> error.pointer().orElseThrow()).toList());
        unknown.stream()
                .filter(cause -> !isCombination(cause))
                .map(Cause::pointer)
                .flatMap(Optional::stream)
                .forEach(told::add);
        unknown.removeIf(cause -> isCombination(cause) && isToldInside(cause, told));
        boolean others = !known.isEmpty() || unknown.stream().anyMatch(cause -> !isUncheckedRules(cause));
        unknown.removeIf(cause -> isUncheckedRules(cause) && others);
        return unknown;
    }

    /** Binding fills in stores and namespaces, so an empty namespace stands for any. */
    private static boolean isOf(ResourceKey known, ResourceKey key) {
        return known.groupKind().equals(key.groupKind())
                && known.name().equals(key.name())
                && (known.namespace().equals(key.namespace())
                        || known.namespace().isEmpty()
                        || key.namespace().isEmpty());
    }

    private static boolean tells(Finding error, Cause cause) {
        JsonPointer known = error.pointer().orElseThrow();
        Optional<JsonPointer> complained = cause.pointer();
        if (complained.isEmpty()) {
            return false;
        }
        String key = error.parameters().get("key");
        boolean missing = cause.message().startsWith(MISSING)
                && !complained.get().isRoot()
                && complained.get().parent().equals(known)
                && (key == null || key.equals(complained.get().last()));
        return missing || complained.get().equals(known);
    }

    private static boolean isToldInside(Cause combination, List<JsonPointer> told) {
        JsonPointer whole = combination.pointer().orElse(JsonPointer.ROOT);
        return told.stream().anyMatch(whole::isPrefixOf);
    }

    private static boolean isCombination(Cause cause) {
        return COMBINED_SCHEMA.matcher(cause.message()).find();
    }

    private static boolean isUncheckedRules(Cause cause) {
        return cause.message().contains(UNCHECKED_RULES);
    }
}
