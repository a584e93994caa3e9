// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.kubernetes;

import static java.util.Objects.requireNonNull;

import io.meshkit.document.MapValue;
import io.meshkit.document.NullValue;
import io.meshkit.document.Value;
import io.meshkit.testkit.kubernetes.internal.json.Json;
import io.meshkit.testkit.kubernetes.internal.kinds.ServedKind;
import io.meshkit.testkit.kubernetes.internal.store.ObjectKey;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request for objects of a kind that is served.
 *
 * @param request the request
 * @param path what it asks for
 * @param kind the kind asked for
 */
record Call(ApiRequest request, RequestPath path, ServedKind kind) {

    private static final List<String> WRITTEN_FORMATS =
            List.of("application/json", "application/yaml", "application/vnd.kubernetes.protobuf");

    ServedKind.Version version() {
        return requireNonNull(kind.versions().get(path.version()), "a served version");
    }

    String apiVersion() {
        return kind.apiVersion(path.version());
    }

    ObjectKey key() {
        return key(path.name());
    }

    ObjectKey key(String name) {
        return new ObjectKey(kind.groupKind(), path.namespace(), name);
    }

    boolean onStatus() {
        return path.subresource().equals("status");
    }

    Query query() {
        return request.query();
    }

    /** The body as an object. */
    MapValue object() {
        String type = request.mediaType();
        Value body = switch (type) {
            case "", "application/json" -> json();
            case "application/yaml" -> yaml();
            default -> throw ApiException.unsupportedMediaType(WRITTEN_FORMATS);
        };
        if (body instanceof MapValue map) {
            return map;
        }
        throw unrecognized("the body is no object");
    }

    Value json() {
        if (request.body().length == 0) {
            throw unrecognized("unexpected end of JSON input (<empty>)");
        }
        try {
            return Json.read(request.body());
        } catch (IllegalArgumentException e) {
            throw unrecognized(e.getMessage());
        }
    }

    private ApiException unrecognized(@Nullable String why) {
        return ApiException.badRequest("the object provided is unrecognized (must be of type " + kind.kind()
                + "): couldn't get version/kind; json parse error: " + why);
    }

    /** The body as a patch in JSON. */
    Value patch() {
        try {
            return Json.read(request.body());
        } catch (IllegalArgumentException e) {
            throw ApiException.badRequest("error decoding patch: " + e.getMessage());
        }
    }

    Value yaml() {
        try {
            return Json.readYaml(request.body());
        } catch (IllegalArgumentException e) {
            throw ApiException.badRequest("error decoding YAML: " + e.getMessage());
        }
    }

    /** The body as delete options; empty when there is none. */
    MapValue options() {
        if (request.body().length == 0) {
            return MapValue.EMPTY;
        }
        try {
            Value body = Json.readYaml(request.body());
            if (body instanceof MapValue map) {
                return map;
            }
            if (body instanceof NullValue) {
                return MapValue.EMPTY;
            }
        } catch (IllegalArgumentException e) {
            throw ApiException.badRequest("couldn't get version/kind; json parse error: " + e.getMessage());
        }
        throw ApiException.badRequest("couldn't get version/kind; json parse error: the options are no object");
    }

    /** Who writes: the name asked for, else the first word of the user agent. */
    String fieldManager() {
        Optional<String> named = query().text("fieldManager");
        if (named.isPresent()) {
            return named.get();
        }
        String agent = request.userAgent().split("/", 2)[0];
        return agent.isEmpty() ? "unknown" : agent;
    }
}
