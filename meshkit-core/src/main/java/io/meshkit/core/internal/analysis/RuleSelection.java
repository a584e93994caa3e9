// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.analysis;

import io.meshkit.MeshKitException;
import io.meshkit.analysis.AnalysisOptions;
import io.meshkit.analysis.Rule;
import io.meshkit.analysis.RuleInfo;
import io.meshkit.finding.Severity;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Which rules the options ask for, and how grave what they find is. */
final class RuleSelection {

    private final List<Rule> rules;
    private final AnalysisOptions options;

    /**
     * Makes the selection.
     *
     * @throws MeshKitException with code {@code MK-ANALYSIS-RULE} when the options name what no rule is called, {@code
     *     MK-ANALYSIS-TOOL} when they name a tool that no rule knows
     */
    RuleSelection(List<Rule> all, AnalysisOptions options) {
        this.options = options;
        refuseUnknown(all, options.only());
        refuseUnknown(all, options.with());
        refuseUnknown(all, options.without());
        refuseUnknown(all, options.severities().keySet());
        options.imitated().ifPresent(tool -> refuseUnknownTool(all, tool));
        rules = all.stream().filter(rule -> isWanted(rule.info())).toList();
    }

    List<Rule> rules() {
        return rules;
    }

    Severity severity(RuleInfo info) {
        Map<String, Severity> other = options.severities();
        Severity byCode = other.get(info.code().value());
        if (byCode != null) {
            return byCode;
        }
        return Stream.concat(aliases(info), info.groups().stream())
                .filter(other::containsKey)
                .findFirst()
                .map(other::get)
                .orElse(info.severity());
    }

    private boolean isWanted(RuleInfo info) {
        if (isNamed(info, options.without())) {
            return false;
        }
        if (!options.only().isEmpty()) {
            return isNamed(info, options.only());
        }
        return !info.isOptional() || isNamed(info, options.with());
    }

    private static boolean isNamed(RuleInfo info, Set<String> names) {
        return names.contains(info.code().value())
                || info.groups().stream().anyMatch(names::contains)
                || aliases(info).anyMatch(names::contains);
    }

    private static Stream<String> aliases(RuleInfo info) {
        return info.aliases().values().stream().flatMap(Set::stream);
    }

    private static void refuseUnknownTool(Collection<Rule> all, String tool) {
        Set<String> tools = new TreeSet<>();
        all.forEach(rule -> tools.addAll(rule.info().aliases().keySet()));
        if (!tools.contains(tool)) {
            throw new MeshKitException(
                    AnalysisCodes.NO_TOOL,
                    "No rule knows the tool \"" + tool + "\".",
                    "Rules know " + String.join(", ", tools) + ".");
        }
    }

    private static void refuseUnknown(Collection<Rule> all, Set<String> names) {
        for (String name : names) {
            if (all.stream().noneMatch(rule -> isNamed(rule.info(), Set.of(name)))) {
                Set<String> groups = new TreeSet<>();
                all.forEach(rule -> groups.addAll(rule.info().groups()));
                throw new MeshKitException(
                        AnalysisCodes.NO_RULE,
                        "There is no rule \"" + name + "\".",
                        "Name a rule by its code, an alias such as IST0101, or its group; there are the groups "
                                + String.join(", ", groups) + ".");
            }
        }
    }
}
