// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.plan;

import io.meshkit.ErrorCode;
import io.meshkit.MeshKitException;
import io.meshkit.core.document.TextWriter;
import io.meshkit.core.internal.plan.SavedText;
import io.meshkit.document.MapValue;
import io.meshkit.plan.Plan;
import io.meshkit.spi.ReadResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Plans in files, as JSON for people and programs. A file holds no secret values, but digests of them.
 *
 * @since 0.1.0
 */
public final class PlanFile {

    private static final ErrorCode WRITE = new ErrorCode("MK-FILE-WRITE");
    private static final ErrorCode FORM = new ErrorCode("MK-PLAN-FORM");

    private PlanFile() {}

    /**
     * Saves a plan. What the file held before is replaced.
     *
     * @param plan the plan
     * @param file the file
     * @throws MeshKitException with code {@code MK-FILE-WRITE} when it cannot be written
     */
    public static void write(Plan plan, Path file) {
        try {
            Files.writeString(file, new TextWriter().prettyJson(plan.toValue()));
        } catch (IOException e) {
            throw new MeshKitException(
                    WRITE, file + " cannot be written: " + e.getMessage() + ".", "Name a file that can be written.", e);
        }
    }

    /**
     * Reads a plan back.
     *
     * @param file the file
     * @return the plan; where it needs secrets, references stand for them
     * @throws MeshKitException as {@link Plan#from}, or with code {@code MK-FILE-READ} when the file cannot be read
     */
    public static Plan read(Path file) {
        ReadResult result = SavedText.reader().read(file);
        if (!result.report().hasErrors()
                && result.documents().size() == 1
                && result.documents().get(0).root() instanceof MapValue saved) {
            return Plan.from(saved);
        }
        throw new MeshKitException(
                FORM,
                file + " is no saved plan"
                        + result.report().findings().stream()
                                .findFirst()
                                .map(finding -> ": " + finding)
                                .orElse("")
                        + ".",
                "Name a file that a plan was saved to.");
    }
}
