// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.kubernetes;

import io.meshkit.document.MapValue;
import io.meshkit.testkit.kubernetes.AccessRules.Access;
import io.meshkit.testkit.kubernetes.internal.json.Json;
import io.meshkit.testkit.kubernetes.internal.kinds.ServedKind;
import java.util.List;
import java.util.Optional;

/** Holds requests against the rules, and answers reviews. */
final class AccessCheck {

    private static final String REVIEWS = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews";

    private final AccessRules rules;

    AccessCheck(AccessRules rules) {
        this.rules = rules;
    }

    /** The answer to a SelfSubjectAccessReview; empty for any other path. */
    Optional<Reply> findReview(ApiRequest request) {
        if (!request.rawPath().equals(REVIEWS)) {
            return Optional.empty();
        }
        if (!request.method().equals("POST")) {
            throw ApiException.methodNotAllowed();
        }
        MapValue review;
        try {
            review = Json.readYaml(request.body()) instanceof MapValue map ? map : MapValue.EMPTY;
        } catch (IllegalArgumentException e) {
            throw ApiException.badRequest("the review cannot be read: " + e.getMessage());
        }
        MapValue attributes = review.map("spec")
                .flatMap(spec -> spec.map("resourceAttributes"))
                .orElseThrow(() -> ApiException.invalid(
                        "authorization.k8s.io",
                        "SelfSubjectAccessReview",
                        "",
                        List.of(new ApiException.Cause(
                                "FieldValueInvalid",
                                "Invalid value: null: exactly one of nonResourceAttributes or resourceAttributes must"
                                        + " be specified",
                                "spec.resourceAttributes"))));
        String subresource = attributes
                .text("subresource")
                .filter(text -> !text.isEmpty())
                .map(text -> "/" + text)
                .orElse("");
        boolean allowed = rules.allows(new Access(
                request.user(),
                attributes.text("verb").orElse(""),
                attributes.text("group").orElse(""),
                attributes.text("resource").orElse("") + subresource,
                attributes.text("namespace").orElse(""),
                attributes.text("name").orElse("")));
        MapValue.Builder status = MapValue.builder().put("allowed", allowed);
        return Optional.of(Reply.json(
                201,
                MapValue.builder()
                        .put("kind", "SelfSubjectAccessReview")
                        .put("apiVersion", "authorization.k8s.io/v1")
                        .put("metadata", MapValue.EMPTY)
                        .put("spec", review.map("spec").orElse(MapValue.EMPTY))
                        .put("status", status.build())
                        .build()));
    }

    /** Fails unless the user may do what the request asks for. */
    void check(ApiRequest request, RequestPath path, Optional<ServedKind> kind, String verb) {
        String subresource = path.subresource().isEmpty() ? "" : "/" + path.subresource();
        String resource = path.plural() + subresource;
        Access access = new Access(request.user(), verb, path.group(), resource, path.namespace(), path.name());
        if (!rules.allows(access)) {
            String where = path.namespace().isEmpty()
                    ? " at the cluster scope"
                    : " in the namespace \"" + path.namespace() + "\"";
            String plural = kind.map(ServedKind::plural).orElse(path.plural());
            throw ApiException.forbidden(
                    path.group(),
                    plural,
                    path.name(),
                    "User \"" + request.user().name() + "\" cannot " + verb + " resource \"" + resource
                            + "\" in API group \"" + path.group() + "\"" + where,
                    List.of());
        }
    }
}
