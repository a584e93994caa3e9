// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.kubernetes;

import io.meshkit.document.MapValue;
import io.meshkit.document.TextValue;
import io.meshkit.testkit.kubernetes.internal.store.Change;
import io.meshkit.testkit.kubernetes.internal.store.ObjectKey;
import java.util.List;

/** Empties namespaces that are to go, and lets them go when they are empty. Objects with finalizers hold their namespace. */
final class NamespaceController implements Controller {

    private final ControlPlane plane;
    private final Removal removal;

    NamespaceController(ControlPlane plane) {
        this.plane = plane;
        this.removal = new Removal(plane);
    }

    @Override
    public void react(Change change) {
        String namespace = change.key().kind().equals(ControlPlane.NAMESPACE)
                ? change.key().name()
                : change.key().namespace();
        plane.namespace(namespace).filter(Metadata::isTerminating).ifPresent(object -> empty(namespace, object));
    }

    private void empty(String namespace, MapValue object) {
        ObjectKey key = new ObjectKey(ControlPlane.NAMESPACE, "", namespace);
        MapValue terminating = object.with("status", MapValue.of("phase", TextValue.of("Terminating")));
        if (!terminating.equals(object)) {
            plane.store().put(key, terminating);
        }
        List<ObjectKey> inside = plane.store().keys(each -> each.namespace().equals(namespace));
        inside.forEach(removal::start);
        if (plane.store().keys(each -> each.namespace().equals(namespace)).isEmpty()
                && Metadata.finalizers(object).isEmpty()) {
            plane.store().remove(key);
        }
    }
}
