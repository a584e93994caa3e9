// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.plan;

import io.meshkit.MeshKitException;
import java.time.Duration;

/** What is said when a resource does not get where it shall. */
final class NotReady {

    private NotReady() {}

    static MeshKitException late(String step, Duration limit, String waitingFor) {
        return new MeshKitException(
                PlanCodes.NOT_READY,
                "MKP070: \"" + step + "\" was not done within " + limit.toMillis() + " ms; it waits for " + waitingFor
                        + ".",
                "Look at what it waits for, then plan and apply again; what is done already is left as it is.");
    }

    static MeshKitException failed(Object what, String message) {
        return new MeshKitException(
                PlanCodes.NOT_READY,
                "MKP070: " + what + " failed: " + (message.isBlank() ? "no reason given" : message) + ".",
                "Mend the cause, then plan and apply again; what is done already is left as it is.");
    }
}
