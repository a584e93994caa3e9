// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.kubernetes;

import io.meshkit.resource.Readiness;
import io.meshkit.resource.Readiness.Status;
import java.util.Optional;

/** One way to tell from an object whether it does its work. */
interface ReadinessRule {

    /** The readiness; empty when this rule has nothing to say about the object. */
    Optional<Readiness> judge(LiveFields object);

    static Readiness current(String message) {
        return new Readiness(Status.CURRENT, message);
    }

    static Readiness inProgress(String message) {
        return new Readiness(Status.IN_PROGRESS, message);
    }

    static Readiness failed(String message) {
        return new Readiness(Status.FAILED, message);
    }
}
