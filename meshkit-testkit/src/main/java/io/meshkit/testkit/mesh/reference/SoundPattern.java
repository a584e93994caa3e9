// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.mesh.reference;

import io.meshkit.MeshKit;
import io.meshkit.core.report.TextReport;
import io.meshkit.finding.Report;
import io.meshkit.pattern.Pattern;
import io.meshkit.pattern.PatternOptions;
import java.util.Optional;

/** A pattern through the same checks as for every mesh: references, guards, schemas, weights, and what this mesh can do. */
final class SoundPattern {

    private SoundPattern() {}

    /** The pattern with references resolved; refuses one with errors in the words of their findings. */
    static Pattern of(Pattern read) {
        ReferenceAdapter adapter = new ReferenceAdapter();
        try (MeshKit kit = MeshKit.builder().discover(false).provider(adapter).build()) {
            Report report = kit.patterns()
                    .render(read, ReferenceAdapter.MESH, PatternOptions.DEFAULT)
                    .report();
            if (report.hasErrors()) {
                throw new IllegalArgumentException("the pattern cannot be carried out:\n"
                        + TextReport.of(source -> Optional.empty()).render(report));
            }
        }
        return adapter.resolved().orElse(read);
    }
}
