// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.kubernetes;

import io.meshkit.document.MapValue;
import io.meshkit.document.TextValue;
import io.meshkit.resource.ApplyOptions;
import io.meshkit.resource.Resource;

/** The body that is sent to apply a resource: all that somebody wants, nothing that only a server writes. */
final class AppliedBody {

    /**
     * The largest version there can be, and so that of no object. An apply that expects it changes nothing that is there, but creates what
     * is not: the API server compares versions of what exists alone (kubernetes/kubernetes:
     * staging/src/k8s.io/apiserver/pkg/registry/generic/registry/store.go, {@code Store.Update}).
     */
    private static final String NO_VERSION = Long.toString(Long.MAX_VALUE);

    private AppliedBody() {}

    /** The body without what a server writes; name and namespace are those of the key. */
    static MapValue of(Resource desired) {
        return of(desired, ApplyOptions.DEFAULT);
    }

    /** The same, with the expectations as the server checks them: {@code metadata.resourceVersion} and {@code metadata.uid}. */
    static MapValue of(Resource desired, ApplyOptions options) {
        MapValue metadata = desired.body().map("metadata").orElse(MapValue.EMPTY);
        MapValue.Builder ours = metadata.toBuilder()
                .remove("managedFields")
                .remove("resourceVersion")
                .remove("uid")
                .remove("creationTimestamp")
                .remove("generation")
                .put("name", metadata.get("name").orElse(text(desired.key().name())));
        if (!desired.key().namespace().isEmpty()) {
            ours.put(
                    "namespace",
                    metadata.get("namespace").orElse(text(desired.key().namespace())));
        }
        options.expectedVersion().ifPresent(version -> ours.put("resourceVersion", version.value()));
        if (options.expectsAbsence()) {
            ours.put("resourceVersion", NO_VERSION);
        }
        options.expectedUid().ifPresent(uid -> ours.put("uid", uid));
        return desired.body().without("status").with("metadata", ours.build());
    }

    private static TextValue text(String text) {
        return TextValue.of(text);
    }
}
