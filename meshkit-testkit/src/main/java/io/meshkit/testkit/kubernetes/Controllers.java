// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.kubernetes;

import io.meshkit.testkit.kubernetes.internal.store.Change;
import java.util.List;

/** Lets all controllers see all changes, until nothing changes any more. To be called in one step with the change that a request made. */
final class Controllers {

    /** More reactions than this to one request are a loop. */
    private static final int MOST_ROUNDS = 10_000;

    private final ControlPlane plane;
    private final List<Controller> controllers;
    private long seen;
    private boolean running;

    Controllers(ControlPlane plane, List<Controller> controllers) {
        this.plane = plane;
        this.controllers = List.copyOf(controllers);
        this.seen = plane.store().version();
    }

    void settle() {
        if (running) {
            return;
        }
        running = true;
        try {
            for (int round = 0; plane.store().version() > seen; round++) {
                if (round > MOST_ROUNDS) {
                    throw new IllegalStateException("the controllers of the fake server find no end");
                }
                List<Change> changes = plane.store().changes(seen).orElse(List.of());
                seen = plane.store().version();
                changes.forEach(change -> controllers.forEach(controller -> controller.react(change)));
            }
        } finally {
            running = false;
        }
    }
}
