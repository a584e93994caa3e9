// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.kubernetes;

import io.meshkit.document.MapValue;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import io.meshkit.testkit.kubernetes.internal.store.ObjectKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which objects a list or watch is about: namespace, name, labels and fields. Immutable. */
final class Selector {

    private static final Pattern SET = Pattern.compile("([^\\s!=(),]+)\\s+(in|notin)\\s+\\(([^()]*)\\)");
    private static final Pattern EQUALITY = Pattern.compile("([^\\s!=(),]+)\\s*(!=|==|=)\\s*([^\\s!=(),]*)");
    private static final Pattern EXISTENCE = Pattern.compile("(!?)\\s*([^\\s!=(),]+)");
    private static final Pattern FIELD = Pattern.compile("([^=!]+)(!=|==|=)(.*)");

    private static final Set<String> FIELDS = Set.of("metadata.name", "metadata.namespace");
    /** Kind and field (kubernetes/kubernetes:pkg/apis/core/v1/conversion.go); those that tests need. */
    private static final Set<String> MORE_FIELDS = Set.of(
            "Pod spec.nodeName",
            "Pod spec.restartPolicy",
            "Pod spec.serviceAccountName",
            "Pod status.phase",
            "Pod status.podIP",
            "Secret type",
            "Namespace status.phase",
            "Event involvedObject.kind",
            "Event involvedObject.name",
            "Event involvedObject.namespace",
            "Event involvedObject.uid",
            "Event reason",
            "Event type");

    private final List<BiPredicate<ObjectKey, MapValue>> conditions;
    private final boolean everything;

    private Selector(List<BiPredicate<ObjectKey, MapValue>> conditions, boolean everything) {
        this.conditions = conditions;
        this.everything = everything;
    }

    static Selector of(Call call) {
        List<BiPredicate<ObjectKey, MapValue>> conditions = new ArrayList<>();
        String namespace = call.path().namespace();
        if (!namespace.isEmpty()) {
            conditions.add((key, object) -> key.namespace().equals(namespace));
        }
        if (!call.path().name().isEmpty()) {
            conditions.add((key, object) -> key.name().equals(call.path().name()));
        }
        int scope = conditions.size();
        call.query()
                .text("labelSelector")
                .ifPresent(text -> splitLabels(text).forEach(part -> conditions.add(labels(part))));
        call.query()
                .text("fieldSelector")
                .ifPresent(text -> Arrays.stream(text.split(","))
                        .forEach(part -> conditions.add(field(call.kind().kind(), part))));
        return new Selector(conditions, conditions.size() == scope);
    }

    boolean matches(ObjectKey key, MapValue object) {
        return conditions.stream().allMatch(condition -> condition.test(key, object));
    }

    /** Whether neither labels nor fields are asked for. */
    boolean isEverything() {
        return everything;
    }

    /** Splits at commas outside parentheses. */
    private static List<String> splitLabels(String text) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            char c = i == text.length() ? ',' : text.charAt(i);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (c == ',' && depth == 0) {
                parts.add(text.substring(start, i).trim());
                start = i + 1;
            }
        }
        return parts;
    }

    private static BiPredicate<ObjectKey, MapValue> labels(String part) {
        Matcher set = SET.matcher(part);
        if (set.matches()) {
            Set<String> wanted = new TreeSet<>();
            Arrays.stream(set.group(3).split(",")).map(String::trim).forEach(wanted::add);
            boolean in = set.group(2).equals("in");
            return (key, object) -> {
                MapValue labels = labelsOf(object);
                boolean found =
                        labels.text(set.group(1)).filter(wanted::contains).isPresent();
                return in == found;
            };
        }
        Matcher equality = EQUALITY.matcher(part);
        if (equality.matches()) {
            boolean equal = !equality.group(2).equals("!=");
            return (key, object) -> equal
                    == labelsOf(object)
                            .text(equality.group(1))
                            .filter(equality.group(3)::equals)
                            .isPresent();
        }
        Matcher existence = EXISTENCE.matcher(part);
        if (existence.matches()) {
            boolean present = existence.group(1).isEmpty();
            return (key, object) -> present == labelsOf(object).has(existence.group(2));
        }
        throw ApiException.badRequest("unable to parse requirement: " + part);
    }

    private static MapValue labelsOf(MapValue object) {
        return Metadata.of(object).map("labels").orElse(MapValue.EMPTY);
    }

    private static BiPredicate<ObjectKey, MapValue> field(String kind, String part) {
        Matcher matcher = FIELD.matcher(part.trim());
        if (!matcher.matches()) {
            throw ApiException.badRequest("invalid selector: '" + part + "'; can't understand '" + part + "'");
        }
        if (!FIELDS.contains(matcher.group(1)) && !MORE_FIELDS.contains(kind + " " + matcher.group(1))) {
            throw ApiException.badRequest("\"" + matcher.group(1)
                    + "\" is not a known field selector: only \"metadata.name\", \"metadata.namespace\"");
        }
        String pointer = "/" + matcher.group(1).replace(".", "/");
        boolean equal = !matcher.group(2).equals("!=");
        return (key, object) -> {
            Value value = object.find(pointer).orElse(TextValue.of(""));
            return equal == value.toString().equals(matcher.group(3));
        };
    }
}
