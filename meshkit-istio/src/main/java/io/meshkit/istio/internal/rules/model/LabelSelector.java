// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.model;

import io.meshkit.analysis.Node;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Selectors of Kubernetes with {@code matchLabels} and {@code matchExpressions}: kubernetes/apimachinery:pkg/apis/meta/v1. */
public final class LabelSelector {

    private LabelSelector() {}

    /** Whether labels are selected; a selector that is not there selects all, one that is wrong selects nothing. */
    public static boolean selects(Node selector, Map<String, String> labels) {
        return labels.entrySet().containsAll(selector.get("matchLabels").texts().entrySet())
                && selector.get("matchExpressions").items().stream().allMatch(expression -> holds(expression, labels));
    }

    /** Whether labels are selected as far as one label goes, whatever the selector wants of others. */
    public static boolean admits(Node selector, String label, Map<String, String> labels) {
        Node wanted = selector.get("matchLabels", label);
        return (!wanted.isPresent() || wanted.text("").equals(labels.get(label)))
                && selector.get("matchExpressions").items().stream()
                        .filter(expression -> expression.get("key").text("").equals(label))
                        .allMatch(expression -> holds(expression, labels));
    }

    /** The values of one label that a selector speaks of. */
    public static Set<String> values(Node selector, String label) {
        Set<String> values = new TreeSet<>();
        selector.get("matchLabels", label).text().ifPresent(values::add);
        for (Node expression : selector.get("matchExpressions").items()) {
            if (expression.get("key").text("").equals(label)) {
                values.addAll(expression.get("values").textItems());
            }
        }
        return values;
    }

    private static boolean holds(Node expression, Map<String, String> labels) {
        String value = labels.get(expression.get("key").text(""));
        boolean listed = value != null && expression.get("values").textItems().contains(value);
        return switch (expression.get("operator").text("")) {
            case "In" -> listed;
            case "NotIn" -> !listed;
            case "Exists" -> value != null;
            case "DoesNotExist" -> value == null;
            default -> false;
        };
    }
}
