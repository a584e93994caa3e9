// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.kubernetes;

import io.meshkit.testkit.kubernetes.internal.kinds.ServedKind;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The way of a request: discovery and health, access, then reads and writes of objects. Knows nothing of sockets. */
final class ApiServer {

    private final ControlPlane plane;
    private final Discovery discovery;
    private final AccessCheck access;
    private final PodResponses pods;
    private final ObjectReads reads;
    private final ObjectWrites writes;
    private final Deletions deletions;

    ApiServer(ControlPlane plane, Controllers controllers, AccessRules rules, PodResponses pods, String version) {
        this.plane = plane;
        this.discovery = new Discovery(plane, version);
        this.access = new AccessCheck(rules);
        this.pods = pods;
        this.reads = new ObjectReads(plane);
        this.writes = new ObjectWrites(plane, new Admission(plane), new Commit(plane, controllers));
        this.deletions = new Deletions(plane, controllers);
    }

    Reply answer(ApiRequest request) {
        try {
            return answerOrRefuse(request);
        } catch (ApiException e) {
            return Reply.failure(e);
        }
    }

    private Reply answerOrRefuse(ApiRequest request) {
        if (request.rawPath().matches("/(readyz|livez|healthz)")) {
            return Reply.text(200, "ok");
        }
        if (request.user().equals(KubernetesUser.ANONYMOUS)
                && !request.rawPath().equals("/version")) {
            return anonymous(request);
        }
        Optional<Reply> page = discovery.find(request).or(() -> access.findReview(request));
        if (page.isPresent()) {
            boolean review = request.rawPath().contains("/authorization.k8s.io/");
            return review || request.method().equals("GET") ? page.get() : refuse();
        }
        Optional<RequestPath> path = RequestPath.parse(request.rawPath());
        if (path.isEmpty()) {
            return Reply.text(404, "404 page not found\n");
        }
        RequestPath asked = path.get();
        Optional<ServedKind> kind = plane.kinds().find(asked.group(), asked.version(), asked.plural());
        access.check(request, asked, kind, verb(request, asked));
        if (kind.isEmpty()) {
            return unknown(asked);
        }
        return answer(new Call(request, asked, kind.get()));
    }

    /** Anonymous users may be known, but may do nothing unless a rule says so. */
    private Reply anonymous(ApiRequest request) {
        Optional<RequestPath> path = RequestPath.parse(request.rawPath());
        if (path.isPresent()) {
            access.check(request, path.get(), Optional.empty(), verb(request, path.get()));
        }
        return Reply.failure(ApiException.of(
                403,
                "Forbidden",
                "forbidden: User \"" + request.user().name() + "\" cannot "
                        + request.method().toLowerCase(Locale.ROOT) + " path \"" + request.rawPath() + "\""));
    }

    private Reply unknown(RequestPath path) {
        boolean knownVersion = plane.kinds().versions(path.group()).contains(path.version());
        return knownVersion ? Reply.failure(ApiException.unknownPath()) : Reply.text(404, "404 page not found\n");
    }

    private Reply answer(Call call) {
        Optional<Reply> pod = pods.find(call);
        if (pod.isPresent()) {
            return pod.get();
        }
        String subresource = call.path().subresource();
        boolean known =
                subresource.isEmpty() || call.onStatus() && call.version().status();
        if (!known
                || call.kind().namespaced()
                        && call.path().namespace().isEmpty()
                        && !call.path().name().isEmpty()) {
            throw ApiException.unknownPath();
        }
        boolean one = !call.path().name().isEmpty();
        return switch (call.request().method()) {
            case "GET" -> read(call, one);
            case "POST" -> one ? refuse() : writes.create(call);
            case "PUT" -> one ? writes.update(call) : refuse();
            case "PATCH" -> one ? writes.patch(call) : refuse();
            case "DELETE" -> one ? deletions.delete(call) : deletions.deleteAll(call);
            default -> refuse();
        };
    }

    private Reply read(Call call, boolean one) {
        if (!one && call.query().flag("watch")) {
            return Reply.stream(new WatchStream(plane, call));
        }
        return one ? reads.get(call) : reads.list(call);
    }

    private static Reply refuse() {
        throw ApiException.methodNotAllowed();
    }

    private static String verb(ApiRequest request, RequestPath path) {
        boolean one = !path.name().isEmpty();
        if (request.method().equals("GET")) {
            return request.query().flag("watch") ? "watch" : one ? "get" : "list";
        }
        if (request.method().equals("DELETE")) {
            return one ? "delete" : "deletecollection";
        }
        return Map.of("POST", "create", "PUT", "update", "PATCH", "patch").getOrDefault(request.method(), "get");
    }
}
