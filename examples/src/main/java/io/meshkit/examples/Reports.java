// SPDX-License-Identifier: Apache-2.0
package io.meshkit.examples;

import io.meshkit.MeshKit;
import io.meshkit.document.ListValue;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import io.meshkit.finding.Report;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** Prints findings. */
final class Reports {

    private Reports() {}

    static String text(Report report, Path file) {
        return report.findings().stream().map(Object::toString).collect(Collectors.joining("\n"));
    }

    static Value value(MeshKit kit, Report report) {
        return ListValue.of(report.findings().stream().map(f -> TextValue.of(f.toString())).toList());
    }
}
