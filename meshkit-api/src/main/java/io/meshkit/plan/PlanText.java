// SPDX-License-Identifier: Apache-2.0
package io.meshkit.plan;

import io.meshkit.finding.Finding;
import io.meshkit.finding.Severity;
import io.meshkit.resource.ResourceKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** A plan for people: components in the order in which they begin, below each its steps, below updates the fields. */
final class PlanText {

    private final Plan plan;
    private final PlanStyle style;
    private final Set<ResourceKey> refused = new HashSet<>();
    private final StringBuilder text = new StringBuilder();

    PlanText(Plan plan, PlanStyle style) {
        this.plan = plan;
        this.style = style;
        plan.report().findings().stream()
                .filter(finding -> finding.severity() == Severity.ERROR)
                .forEach(finding -> finding.resource().ifPresent(refused::add));
    }

    String write() {
        text.append(plan.removal() ? "Removal of " : "Plan of ")
                .append(plan.set())
                .append(" on ")
                .append(plan.store())
                .append("\n");
        Map<String, List<Step>> components = components();
        Map<String, String> componentOf = new HashMap<>();
        plan.steps().forEach(step -> componentOf.put(step.id(), step.component()));
        components.forEach((name, steps) -> {
            text.append('\n')
                    .append(name.isEmpty() ? "(no component)" : ValueText.printable(name))
                    .append(after(name, steps, componentOf))
                    .append('\n');
            steps.forEach(this::step);
        });
        text.append('\n');
        plan.report().findings().forEach(this::finding);
        text.append(summary()).append('\n');
        return text.toString();
    }

    private Map<String, List<Step>> components() {
        Map<String, List<Step>> components = new LinkedHashMap<>();
        for (Step step : plan.steps()) {
            components
                    .computeIfAbsent(step.component(), name -> new ArrayList<>())
                    .add(step);
        }
        return components;
    }

    private static String after(String name, List<Step> steps, Map<String, String> componentOf) {
        Set<String> others = new TreeSet<>();
        for (Step step : steps) {
            for (String id : step.dependsOn()) {
                others.add(componentOf.getOrDefault(id, ""));
            }
        }
        others.remove(name);
        others.remove("");
        return others.isEmpty() ? "" : " (after " + String.join(", ", others) + ")";
    }

    private void step(Step step) {
        String line = "  " + step.change().mark() + " " + title(step);
        text.append(style.paint(step.change(), line)).append('\n');
        for (FieldChange change : step.diff()) {
            if (step instanceof ApplyStep apply) {
                text.append("      ")
                        .append(ValueText.change(apply.key(), change))
                        .append('\n');
            }
        }
        if (step instanceof ApplyStep apply && changesOwnersOnly(apply)) {
            text.append("      no value becomes other; who owns fields of it does\n");
        }
    }

    /** An update without fields is one of ownership, unless nobody knows the fields because it was refused. */
    private boolean changesOwnersOnly(ApplyStep step) {
        return step.change() == Change.UPDATE
                && step.diff().isEmpty()
                && !step.interim()
                && !refused.contains(step.key());
    }

    private static String title(Step step) {
        if (step instanceof ApplyStep apply) {
            return apply.key() + (apply.interim() ? " (first adds what others need)" : note(step.change()));
        }
        if (step instanceof DeleteStep delete) {
            return delete.key().toString();
        }
        if (step instanceof WaitStep wait) {
            return wait.key()
                    + (wait.condition() == WaitStep.Condition.READY ? " (wait until ready)" : " (wait until gone)");
        }
        return ValueText.printable(step.id());
    }

    private static String note(Change change) {
        return switch (change) {
            case REPLACE -> " (delete, then create)";
            case ADOPT -> " (is there already, will belong to this set)";
            case UNKNOWN -> " (what changes is known when it is applied)";
            default -> "";
        };
    }

    private void finding(Finding finding) {
        text.append(ValueText.printable(finding.toString())).append('\n');
    }

    private String summary() {
        long errors = plan.report().count(Severity.ERROR);
        if (errors > 0) {
            return "This plan cannot be applied: " + errors + (errors == 1 ? " error." : " errors.");
        }
        if (!plan.hasChanges()) {
            int same = plan.count(Change.NO_CHANGE);
            return "No changes: " + same
                    + (same == 1 ? " resource is as it shall be." : " resources are as they shall be.");
        }
        List<String> parts = new ArrayList<>();
        for (Change change : Change.values()) {
            int count = plan.count(change);
            if (count > 0) {
                parts.add(count + " " + word(change));
            }
        }
        if (parts.isEmpty()
                || plan.unfinished()
                        && plan.count(Change.NO_CHANGE)
                                == plan.desired().resources().size()) {
            parts.add("records of an earlier operation to finish");
        }
        return "Plan: " + String.join(", ", parts) + ".";
    }

    private static String word(Change change) {
        return switch (change) {
            case NO_CHANGE -> "unchanged";
            case UNKNOWN -> "not known yet";
            default -> "to " + change.name().toLowerCase(Locale.ROOT);
        };
    }
}
