// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.kubernetes;

import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import io.meshkit.testkit.kubernetes.internal.store.ObjectKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;

/** Answers reads: one object, or a list with selectors and pages. */
final class ObjectReads {

    private final ControlPlane plane;

    ObjectReads(ControlPlane plane) {
        this.plane = plane;
    }

    Reply get(Call call) {
        MapValue object = plane.store()
                .get(call.key())
                .orElseThrow(
                        () -> ApiException.notFound(call.kind(), call.path().name()));
        return Reply.json(200, versioned(call, object));
    }

    /** An object in the version asked for; all versions of a kind have the same fields. */
    static MapValue versioned(Call call, MapValue object) {
        return object.with("apiVersion", TextValue.of(call.apiVersion()));
    }

    /** An object as lists show it: those of built-in kinds do not say their kind and version. */
    static MapValue listed(Call call, MapValue object) {
        return call.kind().custom()
                ? versioned(call, object)
                : object.without("kind").without("apiVersion");
    }

    Reply list(Call call) {
        return plane.store().inOneStep(() -> listNow(call));
    }

    private Reply listNow(Call call) {
        Selector selector = Selector.of(call);
        ContinueToken token =
                call.query().text("continue").map(ContinueToken::parse).orElse(ContinueToken.NONE);
        long version =
                token.version().orElse(exactVersion(call).orElse(plane.store().version()));
        checkVersion(call);
        SortedMap<ObjectKey, MapValue> all = plane.store()
                .list(call.kind().groupKind(), version)
                .orElseThrow(() -> token.version().isPresent()
                        ? ApiException.expiredPage(
                                token.withoutVersion().written(),
                                "The provided continue parameter is too old to display a consistent list result. You"
                                        + " can start a new list without the continue parameter, or use the continue token"
                                        + " in this response to retrieve the remainder of the results. Continuing with the"
                                        + " provided token results in an inconsistent list - objects that were created,"
                                        + " modified, or deleted between the time the first chunk was returned and now may"
                                        + " show up in the list.")
                        : ApiException.expired("The resourceVersion for the provided list is too old."));
        List<MapValue> found = new ArrayList<>();
        List<ObjectKey> keys = new ArrayList<>();
        for (Map.Entry<ObjectKey, MapValue> entry : all.entrySet()) {
            if (token.isBefore(entry.getKey()) && selector.matches(entry.getKey(), entry.getValue())) {
                found.add(listed(call, entry.getValue()));
                keys.add(entry.getKey());
            }
        }
        MapValue.Builder metadata = MapValue.builder().put("resourceVersion", Long.toString(version));
        int limit =
                (int) Math.min(Integer.MAX_VALUE, call.query().number("limit").orElse(0));
        if (limit > 0 && found.size() > limit) {
            metadata.put("continue", new ContinueToken(OptionalLong.of(version), keys.get(limit - 1)).written());
            if (selector.isEverything()) {
                metadata.put("remainingItemCount", found.size() - limit);
            }
            found = found.subList(0, limit);
        }
        return Reply.json(
                200,
                MapValue.builder()
                        .put("kind", call.kind().listKind())
                        .put("apiVersion", call.apiVersion())
                        .put("metadata", metadata.build())
                        .put("items", (Value) ListValue.of(found))
                        .build());
    }

    /** Fails when the request asks for a version that is not reached yet. */
    private void checkVersion(Call call) {
        Optional<String> match = call.query().text("resourceVersionMatch");
        if (match.isPresent() && call.query().text("resourceVersion").isEmpty()) {
            throw ApiException.invalid(
                    "meta.k8s.io",
                    "ListOptions",
                    "",
                    List.of(new ApiException.Cause(
                            "FieldValueForbidden",
                            "Forbidden: resourceVersionMatch is forbidden unless resourceVersion is provided",
                            "resourceVersionMatch")));
        }
        long asked = call.query().number("resourceVersion").orElse(0);
        if (asked > plane.store().version()) {
            throw ApiException.tooLargeVersion(asked, plane.store().version());
        }
    }

    private static OptionalLong exactVersion(Call call) {
        boolean exact = call.query()
                .text("resourceVersionMatch")
                .filter("Exact"::equals)
                .isPresent();
        return exact ? call.query().number("resourceVersion") : OptionalLong.empty();
    }
}
