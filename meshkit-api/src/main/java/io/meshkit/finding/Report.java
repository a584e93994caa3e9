// SPDX-License-Identifier: Apache-2.0
package io.meshkit.finding;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Findings in their order, each once. Immutable.
 *
 * @param findings the findings, sorted
 * @since 0.1.0
 */
public record Report(List<Finding> findings) {

    /** Nothing found. */
    public static final Report EMPTY = new Report(List.of());

    /** Sorts the findings and leaves out what is there twice. */
    public Report {
        findings = findings.stream().distinct().sorted().toList();
    }

    /**
     * A report of some findings.
     *
     * @param findings the findings in any order
     * @return the report
     */
    public static Report of(Collection<Finding> findings) {
        return new Report(List.copyOf(findings));
    }

    /**
     * This report and another in one.
     *
     * @param other the other
     * @return the joined report
     */
    public Report and(Report other) {
        return new Report(
                Stream.concat(findings.stream(), other.findings.stream()).toList());
    }

    /**
     * Whether anything is an error.
     *
     * @return true when at least one finding is an error
     */
    public boolean hasErrors() {
        return findings.stream().anyMatch(finding -> finding.severity() == Severity.ERROR);
    }

    /**
     * The gravest severity.
     *
     * @return the severity, or empty when nothing was found
     */
    public Optional<Severity> worst() {
        return findings.stream().map(Finding::severity).min(Severity::compareTo);
    }

    /**
     * How many findings have a severity.
     *
     * @param severity the severity
     * @return the number
     */
    public long count(Severity severity) {
        return findings.stream()
                .filter(finding -> finding.severity() == severity)
                .count();
    }
}
