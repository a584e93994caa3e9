// SPDX-License-Identifier: Apache-2.0
package io.meshkit.it.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.meshkit.MeshKit;
import io.meshkit.analysis.AnalysisOptions;
import io.meshkit.analysis.AnalysisReport;
import io.meshkit.analysis.Snapshot;
import io.meshkit.finding.Finding;
import io.meshkit.finding.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What the makers of meshes install is no error, and no rule fails at it. */
class RenderedChartsTest {

    @TestFactory
    Stream<DynamicTest> charts_as_their_makers_render_them_have_no_error() throws IOException {
        String corpus = System.getenv("MESHKIT_CORPUS");
        assumeTrue(corpus != null && !corpus.isBlank(), "MESHKIT_CORPUS is not set");
        List<Path> charts;
        try (Stream<Path> entries = Files.list(Path.of(corpus, "rendered"))) {
            charts = entries.filter(chart ->
                            Files.isDirectory(chart) || chart.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
        assertThat(charts).isNotEmpty();
        return charts.stream()
                .map(chart -> DynamicTest.dynamicTest(chart.getFileName().toString(), () -> judge(chart)));
    }

    private static void judge(Path chart) {
        try (MeshKit kit = MeshKit.offline()) {
            Snapshot snapshot = kit.analysis().read(List.of(chart));
            AnalysisReport report = kit.analysis().run(snapshot, AnalysisOptions.DEFAULT);

            assertThat(snapshot.resources()).isNotEmpty();
            assertThat(report.report().findings())
                    .filteredOn(finding -> finding.severity() == Severity.ERROR)
                    .extracting(Finding::toString)
                    .isEmpty();
        }
    }
}
