// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.plan;

import io.meshkit.document.MapValue;
import io.meshkit.plan.Digest;
import io.meshkit.resource.LiveResource;
import java.util.List;
import java.util.Optional;

/** Fields of live objects that the server keeps for itself, and what is left without them. */
final class ServerFields {

    private static final List<String> BOOKKEEPING =
            List.of("managedFields", "resourceVersion", "generation", "selfLink");
    private static final List<String> IDENTITY =
            List.of("uid", "creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds");

    private ServerFields() {}

    /** What is compared: all but status and bookkeeping. */
    static MapValue comparable(MapValue body) {
        return withoutMetadata(body.without("status"), BOOKKEEPING);
    }

    /** What can be created anew: nothing that is of the object that was. */
    static MapValue recreatable(MapValue body) {
        return withoutMetadata(comparable(body), IDENTITY);
    }

    static Digest state(LiveResource live) {
        return Digest.of(comparable(live.resource().body()));
    }

    static boolean isTerminating(LiveResource live) {
        return live.resource()
                .body()
                .map("metadata")
                .map(metadata -> metadata.has("deletionTimestamp"))
                .orElse(false);
    }

    private static MapValue withoutMetadata(MapValue body, List<String> keys) {
        Optional<MapValue> metadata = body.map("metadata");
        if (metadata.isEmpty()) {
            return body;
        }
        MapValue left = metadata.get();
        for (String key : keys) {
            left = left.without(key);
        }
        return body.with("metadata", left);
    }
}
