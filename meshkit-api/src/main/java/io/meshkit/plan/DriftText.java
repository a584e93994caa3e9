// SPDX-License-Identifier: Apache-2.0
package io.meshkit.plan;

/** A drift for people. */
final class DriftText {

    private final Drift drift;

    DriftText(Drift drift) {
        this.drift = drift;
    }

    String write() {
        StringBuilder text = new StringBuilder();
        if (drift.isEmpty()) {
            return "No drift: " + drift.set() + " is as revision " + drift.revision() + " left it.\n";
        }
        text.append("Drift of ")
                .append(drift.set())
                .append(" from revision ")
                .append(drift.revision())
                .append('\n');
        for (Drift.Drifted drifted : drift.resources()) {
            text.append("  ").append(mark(drifted.kind())).append(' ').append(drifted.key());
            switch (drifted.kind()) {
                case MISSING -> text.append(" (missing)");
                case UNREADABLE ->
                    text.append(" (unreadable: ")
                            .append(ValueText.printable(drifted.message()))
                            .append(')');
                case CHANGED -> {}
            }
            text.append('\n');
            drifted.changes()
                    .forEach(change -> text.append("      ")
                            .append(ValueText.change(drifted.key(), change))
                            .append('\n'));
        }
        return text.append(drift.resources().size())
                .append(drift.resources().size() == 1 ? " resource differs.\n" : " resources differ.\n")
                .toString();
    }

    private static char mark(Drift.Kind kind) {
        return switch (kind) {
            case CHANGED -> '~';
            case MISSING -> '-';
            case UNREADABLE -> '?';
        };
    }
}
