// SPDX-License-Identifier: Apache-2.0
package io.meshkit.analysis;

import static java.util.Objects.requireNonNull;

import io.meshkit.finding.Report;
import java.util.List;

/**
 * What an analysis found, and what it could not look at. Immutable and deterministic: the same configuration gives the same report, byte for
 * byte, in whatever order it was read.
 *
 * @param report the findings, those of reading the texts among them
 * @param skipped the rules that did not run, sorted by code
 * @param unjudged references that could not be judged, since what they lead to was not loaded, sorted
 * @param resources how many resources the rules looked at
 * @param rules how many rules ran
 * @since 0.1.0
 */
public record AnalysisReport(
        Report report, List<SkippedRule> skipped, List<Unjudged> unjudged, int resources, int rules) {

    /** Copies the lists. */
    public AnalysisReport {
        requireNonNull(report, "report");
        skipped = skipped.stream().sorted().toList();
        unjudged = unjudged.stream().distinct().sorted().toList();
    }
}
