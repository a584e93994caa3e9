// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.kubernetes;

import io.meshkit.document.MapValue;
import io.meshkit.document.NumberValue;
import io.meshkit.resource.GroupKind;
import io.meshkit.testkit.kubernetes.internal.json.Json;
import io.meshkit.testkit.kubernetes.internal.store.ObjectKey;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.OptionalLong;

/**
 * Where a list goes on: the version that all pages show, and the last object that was given.
 *
 * @param version the version; empty for whatever is there now
 * @param last the last object given
 */
record ContinueToken(OptionalLong version, ObjectKey last) {

    static final ContinueToken NONE =
            new ContinueToken(OptionalLong.empty(), new ObjectKey(new GroupKind("", "-"), "", ""));

    static ContinueToken parse(String written) {
        try {
            byte[] decoded = Base64.getUrlDecoder().decode(written);
            if (Json.read(decoded) instanceof MapValue map
                    && map.get("rv").orElse(map) instanceof NumberValue version
                    && version.asLong().isPresent()) {
                ObjectKey last = new ObjectKey(
                        NONE.last().kind(),
                        map.text("namespace").orElse(""),
                        map.text("name").orElse(""));
                long at = version.asLong().getAsLong();
                return new ContinueToken(at < 0 ? OptionalLong.empty() : OptionalLong.of(at), last);
            }
        } catch (IllegalArgumentException e) {
            throw ApiException.badRequest("invalid continue token: continue key is not valid: " + e.getMessage());
        }
        throw ApiException.badRequest("invalid continue token: continue key is not valid: no version in it");
    }

    /** The token for those who go on although the version is gone. */
    ContinueToken withoutVersion() {
        return new ContinueToken(OptionalLong.empty(), last);
    }

    String written() {
        MapValue map = MapValue.builder()
                .put("v", "meta.k8s.io/v1")
                .put("rv", version.orElse(-1))
                .put("namespace", last.namespace())
                .put("name", last.name())
                .build();
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(Json.write(map).getBytes(StandardCharsets.UTF_8));
    }

    /** Whether an object comes after the last one given. */
    boolean isBefore(ObjectKey key) {
        int byNamespace = key.namespace().compareTo(last.namespace());
        return byNamespace > 0 || byNamespace == 0 && key.name().compareTo(last.name()) > 0;
    }
}
