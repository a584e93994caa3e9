// SPDX-License-Identifier: Apache-2.0
package io.meshkit.it.reference;

import io.meshkit.analysis.RuleInfo;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The page of the rules: what each finds, why that matters and what to do. */
final class RulesPage {

    private RulesPage() {}

    static String of(List<RuleInfo> rules) {
        Map<String, StringBuilder> areas = new TreeMap<>();
        for (RuleInfo rule : rules) {
            areas.computeIfAbsent(area(rule), area -> new StringBuilder()).append(row(rule));
        }
        StringBuilder page = new StringBuilder("""
                # Rules

                What `Analysis.run` and `examples/run analyze` check. A rule is named by its code, by what another tool calls it, or by its
                group. A rule that needs a kind of which nothing was loaded is skipped, and the report says so; what was not loaded is never
                called missing.
                """);
        areas.forEach((area, rows) -> page.append("\n## ")
                .append(area)
                .append(
                        "\n\n| rule | also called | severity | finds | why | remedy | group |\n| --- | --- | --- | --- | --- | --- | --- |\n")
                .append(rows));
        return page.toString();
    }

    /** {@code MKV-ISTIO-GW-001} is of the area ISTIO-GW. */
    private static String area(RuleInfo rule) {
        String code = rule.code().value();
        return code.substring("MKV-".length(), code.lastIndexOf('-'));
    }

    private static String aliases(RuleInfo rule) {
        return rule.aliases().values().stream().flatMap(Set::stream).collect(Collectors.joining(", "));
    }

    private static String row(RuleInfo rule) {
        return "| `" + rule.code() + "`" + (rule.isOptional() ? " (when asked for)" : "") + " | "
                + aliases(rule) + " | "
                + rule.severity().name().toLowerCase(Locale.ROOT) + " | " + rule.title() + " | " + rule.reason() + " | "
                + rule.remedy() + " | " + String.join(", ", rule.groups()) + " |\n";
    }
}
