// SPDX-License-Identifier: Apache-2.0
package io.meshkit.examples;

import io.meshkit.ErrorCode;
import io.meshkit.MeshKitException;
import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.NumberValue;
import io.meshkit.document.Value;
import io.meshkit.mesh.Site;
import io.meshkit.resource.ApiResource;
import io.meshkit.resource.GroupKind;
import io.meshkit.resource.LiveResource;
import io.meshkit.resource.ResourceListener;
import io.meshkit.resource.ResourceQuery;
import io.meshkit.resource.Watch;
import io.meshkit.spi.DocumentWriter;
import io.meshkit.testkit.kubernetes.FakeKubernetes;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Says of configuration what the control planes of Linkerd and Consul say of it when they have taken it, and does nothing else. Without
 * them, applying would wait for somebody who is not there.
 */
final class StandInControlPlanes implements AutoCloseable {

    private static final String CONSUL = "consul.hashicorp.com";
    private static final GroupKind ROUTE = new GroupKind("gateway.networking.k8s.io", "HTTPRoute");

    private final FakeKubernetes kubernetes;
    private final Site site;
    private final DocumentWriter writer;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<Watch> watches = new ArrayList<>();

    StandInControlPlanes(FakeKubernetes kubernetes, Site site, DocumentWriter writer) {
        this.kubernetes = kubernetes;
        this.site = site;
        this.writer = writer;
    }

    void start() {
        for (ApiResource kind : site.cluster().orElseThrow().apiResources()) {
            if (kind.groupKind().equals(ROUTE) || kind.groupKind().group().equals(CONSUL)) {
                watches.add(site.store().watch(ResourceQuery.of(kind.groupKind()), new ResourceListener() {
                    @Override
                    public void added(LiveResource resource) {
                        accept(kind, resource);
                    }

                    @Override
                    public void changed(LiveResource resource) {
                        accept(kind, resource);
                    }
                }));
            }
        }
    }

    private void accept(ApiResource kind, LiveResource resource) {
        MapValue status = kind.groupKind().equals(ROUTE) ? routeStatus(resource) : consulStatus();
        if (!resource.resource().body().map("status").equals(Optional.of(status))) {
            patch(kind, resource, MapValue.of("status", status));
        }
    }

    private static MapValue consulStatus() {
        return MapValue.of("conditions", ListValue.of(condition("Synced").build()));
    }

    private static MapValue routeStatus(LiveResource route) {
        Value generation = route.resource().body().find("/metadata/generation").orElse(NumberValue.of(1));
        List<Value> conditions = new ArrayList<>();
        for (String type : List.of("Accepted", "ResolvedRefs")) {
            conditions.add(condition(type).put("observedGeneration", generation).build());
        }
        List<Value> parents = new ArrayList<>();
        ListValue references = (ListValue) route.resource()
                .body()
                .find("/spec/parentRefs")
                .filter(ListValue.class::isInstance)
                .orElse(ListValue.EMPTY);
        for (Value reference : references) {
            parents.add(MapValue.builder()
                    .put("controllerName", "linkerd.io/policy-controller")
                    .put("parentRef", reference)
                    .put("conditions", ListValue.of(conditions))
                    .build());
        }
        return MapValue.of("parents", ListValue.of(parents));
    }

    private static MapValue.Builder condition(String type) {
        return MapValue.builder().put("type", type).put("status", "True").put("reason", "StandIn");
    }

    private void patch(ApiResource kind, LiveResource resource, MapValue change) {
        URI uri = kubernetes
                .url()
                .resolve("/apis/" + kind.groupKind().group() + "/" + kind.version() + "/namespaces/"
                        + resource.key().namespace() + "/" + kind.plural() + "/"
                        + resource.key().name() + "/status");
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Authorization", "Bearer " + FakeKubernetes.ADMIN_TOKEN)
                .header("Content-Type", "application/merge-patch+json")
                .method("PATCH", HttpRequest.BodyPublishers.ofString(writer.json(change)))
                .build();
        try {
            http.send(request, HttpResponse.BodyHandlers.discarding());
        } catch (IOException e) {
            throw new MeshKitException(
                    new ErrorCode("MK-EXAMPLE-CLUSTER"),
                    "the embedded cluster broke: " + e.getMessage(),
                    "Run it again.",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        watches.forEach(Watch::close);
    }
}
