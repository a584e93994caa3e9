// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.kubernetes;

import io.meshkit.document.MapValue;
import io.meshkit.document.NumberValue;
import io.meshkit.testkit.kubernetes.internal.store.ObjectKey;
import java.util.List;

/** Removes objects as controllers do: at once, or marked when finalizers hold them. */
final class Removal {

    private final ControlPlane plane;

    Removal(ControlPlane plane) {
        this.plane = plane;
    }

    void start(ObjectKey key) {
        plane.store().get(key).ifPresent(object -> {
            if (Metadata.finalizers(object).isEmpty()) {
                plane.store().remove(key);
            } else if (!Metadata.isTerminating(object)) {
                MapValue marked = Metadata.with(object, "deletionTimestamp", plane.now());
                plane.store().put(key, Metadata.with(marked, "deletionGracePeriodSeconds", NumberValue.of(0)));
            }
        });
    }

    /** Takes a finalizer off, and the object away when it was the last and the object is to go. */
    void release(ObjectKey key, String finalizer) {
        plane.store().get(key).ifPresent(object -> {
            List<String> left = Metadata.finalizers(object).stream()
                    .filter(each -> !each.equals(finalizer))
                    .toList();
            plane.store().put(key, Metadata.withFinalizers(object, left));
            if (left.isEmpty() && Metadata.isTerminating(object)) {
                plane.store().remove(key);
            }
        });
    }
}
