// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.kubernetes.internal.kinds;

import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.Value;
import java.util.List;
import java.util.Optional;

/** The selectors that objects hold: {@code matchLabels} and {@code matchExpressions}. */
final class LabelSelector {

    private LabelSelector() {}

    static boolean matches(MapValue selector, MapValue labels) {
        for (MapValue.Entry wanted : selector.map("matchLabels").orElse(MapValue.EMPTY)) {
            if (!labels.get(wanted.key()).equals(Optional.of(wanted.value()))) {
                return false;
            }
        }
        for (Value item : selector.list("matchExpressions").orElse(ListValue.of())) {
            if (item instanceof MapValue expression && !holds(expression, labels)) {
                return false;
            }
        }
        return true;
    }

    private static boolean holds(MapValue expression, MapValue labels) {
        Optional<String> own = labels.text(expression.text("key").orElse(""));
        List<String> values = expression.list("values").map(ListValue::texts).orElse(List.of());
        return switch (expression.text("operator").orElse("")) {
            case "In" -> own.filter(values::contains).isPresent();
            case "NotIn" -> own.filter(values::contains).isEmpty();
            case "Exists" -> own.isPresent();
            default -> own.isEmpty();
        };
    }
}
