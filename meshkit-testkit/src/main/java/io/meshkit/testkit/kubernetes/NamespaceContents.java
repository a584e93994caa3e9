// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.kubernetes;

import static java.util.Objects.requireNonNull;

import io.meshkit.document.MapValue;
import io.meshkit.document.TextValue;
import io.meshkit.resource.GroupKind;
import io.meshkit.testkit.kubernetes.internal.fields.FieldManager;
import io.meshkit.testkit.kubernetes.internal.fields.FieldSet;
import io.meshkit.testkit.kubernetes.internal.fields.Ownership;
import io.meshkit.testkit.kubernetes.internal.kinds.ServedKind;
import io.meshkit.testkit.kubernetes.internal.store.Change;
import io.meshkit.testkit.kubernetes.internal.store.ObjectKey;
import java.util.Map;

/**
 * Keeps in each namespace what the controllers of a real server put there, and puts it back when somebody deletes it: the ServiceAccount
 * {@code default}, and the ConfigMap {@code kube-root-ca.crt}.
 */
final class NamespaceContents implements Controller {

    private static final GroupKind SERVICE_ACCOUNT = new GroupKind("", "ServiceAccount");
    private static final GroupKind CONFIG_MAP = new GroupKind("", "ConfigMap");
    private static final Map<GroupKind, String> NAMES =
            Map.of(SERVICE_ACCOUNT, "default", CONFIG_MAP, "kube-root-ca.crt");
    private static final String DESCRIPTION =
            "Contains a CA bundle that can be used to verify the kube-apiserver when using internal endpoints such as"
                    + " the internal service IP or kubernetes.default.svc. No other usage is guaranteed across"
                    + " distributions of Kubernetes clusters.";
    private static final String NO_CERTIFICATE = "# this API server speaks plain HTTP and has no certificate\n";

    private final ControlPlane plane;

    NamespaceContents(ControlPlane plane) {
        this.plane = plane;
    }

    @Override
    public void react(Change change) {
        ObjectKey key = change.key();
        if (key.kind().equals(ControlPlane.NAMESPACE) && !change.deleted()) {
            fill(key.name());
        } else if (change.deleted() && key.name().equals(NAMES.get(key.kind()))) {
            fill(key.namespace());
        }
    }

    private void fill(String namespace) {
        boolean active = plane.namespace(namespace)
                .filter(each -> !Metadata.isTerminating(each))
                .isPresent();
        if (active) {
            put(namespace, SERVICE_ACCOUNT, MapValue.EMPTY);
            put(namespace, CONFIG_MAP, MapValue.of("ca.crt", TextValue.of(NO_CERTIFICATE)));
        }
    }

    private void put(String namespace, GroupKind kind, MapValue data) {
        ObjectKey key = new ObjectKey(kind, namespace, requireNonNull(NAMES.get(kind)));
        if (plane.store().get(key).isPresent()) {
            return;
        }
        MapValue.Builder metadata = MapValue.builder().put("name", key.name()).put("namespace", namespace);
        MapValue.Builder object = MapValue.builder().put("apiVersion", "v1").put("kind", kind.kind());
        MapValue empty = object.put("metadata", MapValue.EMPTY).build();
        if (!data.isEmpty()) {
            metadata.put("annotations", MapValue.of("kubernetes.io/description", TextValue.of(DESCRIPTION)));
            object.put("data", data);
        }
        metadata.put("uid", plane.nextUid()).put("creationTimestamp", plane.now());
        MapValue made = object.put("metadata", metadata.build()).build();
        plane.store().put(key, data.isEmpty() ? made : owned(kind, empty, made));
    }

    private MapValue owned(GroupKind kind, MapValue empty, MapValue made) {
        ServedKind served = plane.kinds().find(kind).orElseThrow();
        ServedKind.Version version = requireNonNull(served.versions().get(served.preferred()));
        FieldManager manager = FieldManager.updating("kube-controller-manager", "v1", "");
        return new Ownership(version.type(), new FieldSet(), plane.now()).update(empty, made, manager);
    }
}
