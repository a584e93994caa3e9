// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.analysis;

import io.meshkit.analysis.AnalysisOptions;
import io.meshkit.analysis.AnalysisReport;
import io.meshkit.analysis.Rule;
import io.meshkit.analysis.Snapshot;
import io.meshkit.finding.Report;
import java.util.List;

/**
 * The way of an analysis, from what was read to what is wrong with it:
 *
 * <pre>
 * {@link ManifestFiles files} → {@link Snapshot} → as the imitated tool sees it → {@link RuleSelection rules} → {@link Indexes} → {@link
 * RuleRun one rule at one resource} → report
 * </pre>
 */
final class AnalysisPipeline {

    private final List<Rule> rules;
    private final Imitation imitation;

    AnalysisPipeline(List<Rule> rules, Imitation imitation) {
        this.rules = rules;
        this.imitation = imitation;
    }

    /** Gives the configuration as another tool sees it. */
    @FunctionalInterface
    interface Imitation {

        /** Lets all providers have their say. */
        Snapshot apply(String tool, Snapshot snapshot);
    }

    AnalysisReport run(Snapshot read, AnalysisOptions options) {
        Snapshot snapshot =
                options.imitated().map(tool -> imitation.apply(tool, read)).orElse(read);
        RuleSelection selection = new RuleSelection(rules, options);
        RuleRun run = new RuleRun(new Indexes(snapshot), selection, options);
        run.run();
        Report report = snapshot.report().and(Report.of(run.findings()));
        return new AnalysisReport(report, run.skipped(), run.unjudged(), run.resources(), run.rules());
    }
}
