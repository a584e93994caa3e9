// SPDX-License-Identifier: Apache-2.0
package io.meshkit.examples;

import io.meshkit.MeshKit;
import io.meshkit.MeshKitException;
import io.meshkit.core.report.JsonReport;
import io.meshkit.core.report.TextReport;
import io.meshkit.document.SourceId;
import io.meshkit.document.SourceText;
import io.meshkit.document.Value;
import io.meshkit.finding.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Prints findings, with the lines that they are about. */
final class Reports {

    private Reports() {}

    static String text(Report report) {
        return TextReport.of(Reports::source).render(report);
    }

    /** In the form of a finding. */
    static String text(MeshKitException e) {
        String problem = String.valueOf(e.getMessage()).replace(" [" + e.code() + "] " + e.remedy(), "");
        return "error[" + e.code() + "]: " + problem + "\n  = help: " + e.remedy();
    }

    static Value value(MeshKit kit, Report report) {
        SourceText json = SourceText.of("report.json", JsonReport.render(report));
        return kit.reader().read(json).documents().get(0).root();
    }

    /** A text that cannot be read again is shown without its lines. */
    private static Optional<SourceText> source(SourceId id) {
        Path file = Path.of(id.name());
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new SourceText(id, Files.readString(file)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
