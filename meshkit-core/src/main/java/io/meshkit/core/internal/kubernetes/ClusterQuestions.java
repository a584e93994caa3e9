// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.kubernetes;

import io.meshkit.core.internal.json.JsonReader;
import io.meshkit.core.internal.kubernetes.KubernetesTransport.Reply;
import io.meshkit.core.internal.kubernetes.KubernetesTransport.Request;
import io.meshkit.core.internal.kubernetes.StoreFailures.Action;
import io.meshkit.document.BooleanValue;
import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.Value;
import io.meshkit.resource.ApiResource;
import io.meshkit.resource.Cluster.AccessDecision;
import io.meshkit.resource.Cluster.AccessRequest;
import io.meshkit.resource.Cluster.ProxyReply;
import io.meshkit.resource.StoreException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.Optional;

/** What one may ask a cluster beside its objects: version, schemas, permissions, logs, and the ports of pods. */
final class ClusterQuestions {

    private static final int LARGEST_LOG = 10 * 1024 * 1024;
    private static final int LARGEST_PROXY_BODY = 64 * 1024 * 1024;

    private final ApiCalls calls;

    ClusterQuestions(ApiCalls calls) {
        this.calls = calls;
    }

    String serverVersion() {
        Action action = Action.of("get", "the version of the API server");
        MapValue answer = get(action, ApiPath.of("version"));
        return answer.text("gitVersion").orElseThrow(() -> calls.failures().garbled(action, "no gitVersion"));
    }

    Optional<MapValue> customSchema(ApiResource resource, String version) {
        if (resource.groupKind().group().isEmpty()) {
            return Optional.empty();
        }
        String name = resource.plural() + "." + resource.groupKind().group();
        Action action = Action.of("get", "the CustomResourceDefinition " + name);
        ApiPath path = ApiPath.of("apis", "apiextensions.k8s.io", "v1", "customresourcedefinitions", name);
        Reply reply = calls.send(action, Request.get(path.toString()));
        if (reply.status() == 404) {
            return Optional.empty();
        }
        MapValue definition = calls.map(action, calls.success(action, reply, MapValue.EMPTY));
        ListValue versions =
                definition.map("spec").flatMap(spec -> spec.list("versions")).orElse(ListValue.EMPTY);
        for (Value value : versions) {
            if (value instanceof MapValue one
                    && one.text("name").filter(version::equals).isPresent()) {
                return one.map("schema").flatMap(schema -> schema.map("openAPIV3Schema"));
            }
        }
        return Optional.empty();
    }

    AccessDecision review(AccessRequest request) {
        int slash = request.plural().indexOf('/');
        MapValue.Builder attributes = MapValue.builder()
                .put("namespace", request.namespace())
                .put("verb", request.verb())
                .put("group", request.group())
                .put("resource", slash < 0 ? request.plural() : request.plural().substring(0, slash))
                .put("name", request.name());
        if (slash >= 0) {
            attributes.put("subresource", request.plural().substring(slash + 1));
        }
        MapValue body = MapValue.builder()
                .put("apiVersion", "authorization.k8s.io/v1")
                .put("kind", "SelfSubjectAccessReview")
                .put("spec", MapValue.of("resourceAttributes", attributes.build()))
                .build();
        Action action = Action.of("create", "a review of the access to " + request.plural());
        String path = ApiPath.of("apis", "authorization.k8s.io", "v1", "selfsubjectaccessreviews")
                .toString();
        // a review stores nothing, so asking twice is harmless
        Request http = Request.send("POST", path, Request.JSON, calls.json(action, body), true);
        MapValue answer = calls.map(action, calls.success(action, calls.send(action, http), body));
        MapValue status =
                answer.map("status").orElseThrow(() -> calls.failures().garbled(action, "a review without a status"));
        boolean allowed =
                status.get("allowed").filter(BooleanValue.TRUE::equals).isPresent();
        return new AccessDecision(allowed, status.text("reason").orElse(""));
    }

    String logs(String namespace, String pod, String container, int tailLines) {
        if (tailLines < 1) {
            throw new IllegalArgumentException("a log is read from at least 1 line on; got " + tailLines);
        }
        Action action = Action.of("get", "the log of pod " + namespace + "/" + pod);
        ApiPath path = pod(namespace, pod)
                .segments("log")
                .with("tailLines", Integer.toString(tailLines))
                .with("limitBytes", Integer.toString(LARGEST_LOG));
        if (!container.isEmpty()) {
            path = path.with("container", container);
        }
        Reply reply = calls.send(action, Request.get(path.toString(), "*/*"));
        return calls.success(action, reply, MapValue.EMPTY).text();
    }

    ProxyReply proxyGet(String namespace, String pod, int port, String path) {
        checkPath(path);
        Action action = Action.of("get", path + " of port " + port + " of pod " + namespace + "/" + pod);
        String whole = pod(namespace, pod + ":" + port).segments("proxy") + path;
        // sent once: what a pod answers is the answer, be it 503
        Reply reply = calls.sendOnce(action, Request.get(whole, "*/*"));
        if (isOfServer(reply)) {
            throw calls.failures().refused(action, Refusal.of(reply, MapValue.EMPTY));
        }
        if (reply.body().length > LARGEST_PROXY_BODY) {
            throw new StoreException(
                    StoreException.Reason.SERVER,
                    null,
                    "the answer to " + action.subject() + " is larger than " + LARGEST_PROXY_BODY + " bytes",
                    "Ask for less.",
                    null,
                    null);
        }
        return new ProxyReply(reply.status(), reply.headers(), reply.body());
    }

    /** The path is the pod's and goes as it is; but what is no path, or leads out of the pod, does not go at all. */
    private static void checkPath(String path) {
        URI uri;
        try {
            uri = new URI("http://pod" + (path.startsWith("/") ? path : "/" + path));
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(
                    "\"" + path + "\" is no path: " + e.getReason()
                            + "; escape what is neither letter nor digit as %XX",
                    e);
        }
        boolean leadsOut = Arrays.asList(uri.getPath().split("/", -1)).contains("..");
        if (!path.startsWith("/") || uri.getRawFragment() != null || leadsOut) {
            throw new IllegalArgumentException(
                    "a path begins with a slash and has neither a fragment nor segments \"..\"; got \"" + path + "\"");
        }
    }

    /** The API server's own refusals are a {@code Status}; pods rarely speak so. */
    private static boolean isOfServer(Reply reply) {
        if (reply.isSuccess()) {
            return false;
        }
        try {
            MapValue body = JsonReader.readMap(reply.body());
            return body.text("kind").filter("Status"::equals).isPresent()
                    && body.text("apiVersion").filter("v1"::equals).isPresent();
        } catch (JsonReader.MalformedException e) {
            return false;
        }
    }

    private MapValue get(Action action, ApiPath path) {
        Reply reply = calls.send(action, Request.get(path.toString()));
        return calls.map(action, calls.success(action, reply, MapValue.EMPTY));
    }

    private static ApiPath pod(String namespace, String pod) {
        return ApiPath.of("api", "v1", "namespaces", namespace, "pods", pod);
    }
}
