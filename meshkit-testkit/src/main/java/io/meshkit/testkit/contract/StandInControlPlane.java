// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.contract;

import io.meshkit.plan.ApplyStep;
import io.meshkit.plan.OperationListener;
import io.meshkit.plan.Step;
import io.meshkit.resource.Resource;
import io.meshkit.testkit.kubernetes.FakeKubernetes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Locale;

/** Stands for the control plane of a mesh: says of custom objects that are waited for that they are in force. */
final class StandInControlPlane implements OperationListener {

    private static final String GOOD = """
        {"status": {"conditions": [{"type": "Accepted", "status": "True"}, {"type": "Synced", "status": "True"}]}}
        """;

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    private final FakeKubernetes kubernetes;

    StandInControlPlane(FakeKubernetes kubernetes) {
        this.kubernetes = kubernetes;
    }

    /** The plural by which the contract defines kinds. */
    static String plural(String kind) {
        return kind.toLowerCase(Locale.ROOT) + "s";
    }

    @Override
    public void stepWaiting(Step step, String message) {
        if (step instanceof ApplyStep applied) {
            judge(applied.resource());
        }
    }

    private void judge(Resource waited) {
        String path = "/apis/" + waited.apiVersion() + "/namespaces/"
                + waited.key().namespace() + "/"
                + plural(waited.key().groupKind().kind()) + "/" + waited.key().name();
        HttpRequest request = HttpRequest.newBuilder(URI.create(kubernetes.url() + path))
                .timeout(Duration.ofSeconds(10))
                .header("Authorization", "Bearer " + FakeKubernetes.ADMIN_TOKEN)
                .header("Content-Type", "application/merge-patch+json")
                .method("PATCH", BodyPublishers.ofString(GOOD))
                .build();
        try {
            client.send(request, BodyHandlers.discarding());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
