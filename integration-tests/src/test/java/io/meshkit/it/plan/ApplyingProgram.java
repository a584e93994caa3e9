// SPDX-License-Identifier: Apache-2.0
package io.meshkit.it.plan;

import io.meshkit.core.plan.PlanFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Applies a saved plan, for tests that kill it meanwhile. */
public final class ApplyingProgram {

    private ApplyingProgram() {}

    /** Takes the kubeconfig, the file of the plan, and how many steps run at the same time. */
    public static void main(String[] arguments) throws IOException {
        try (Session session = Session.on(Files.readString(Path.of(arguments[0])))) {
            session.apply(PlanFile.read(Path.of(arguments[1])), Integer.parseInt(arguments[2]))
                    .orThrow();
        }
    }
}
