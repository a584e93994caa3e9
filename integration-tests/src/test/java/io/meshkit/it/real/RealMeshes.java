// SPDX-License-Identifier: Apache-2.0
package io.meshkit.it.real;

import io.meshkit.MeshKit;
import io.meshkit.document.MapValue;
import io.meshkit.document.SourceText;
import io.meshkit.mesh.Detection;
import io.meshkit.mesh.MeshId;
import io.meshkit.mesh.Site;
import io.meshkit.plan.OperationOptions;
import io.meshkit.plan.OperationResult;
import io.meshkit.plan.Plan;
import io.meshkit.plan.PlanOptions;
import io.meshkit.resource.ApplyOptions;
import io.meshkit.resource.LiveResource;
import io.meshkit.resource.Resource;
import io.meshkit.resource.ResourceKey;
import io.meshkit.resource.ResourceVersion;
import io.meshkit.testkit.kubernetes.RealKubernetes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A kit on the real server, where the definitions of the meshes were put by a plan of their own. What was seen on the way is kept, since it
 * happens but once for all tests.
 */
final class RealMeshes implements AutoCloseable {

    static final String SOMEBODY = "somebody";

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final OperationOptions OPTIONS = OperationOptions.DEFAULT.readinessLimit(Duration.ofSeconds(60));

    private final Path kubeconfig;
    private final MeshKit kit;
    private final Site site;
    private final StatusWriter statusWriter;
    private final Map<MeshId, Detection> detectedBefore;
    private final Plan definitions;
    private final StepOrder definitionOrder = new StepOrder();
    private final OperationResult installation;
    private final Map<MeshId, Detection> detectedAfter;
    private final ControlPlane controlPlane;
    private final AtomicInteger namespaces = new AtomicInteger();

    RealMeshes(RealKubernetes server) {
        kubeconfig = write(server.kubeconfig());
        kit = MeshKit.builder()
                .site(URI.create("k8s:.?kubeconfig=" + kubeconfig))
                .build();
        site = kit.sites().get(0);
        statusWriter = new StatusWriter(server, site.cluster().orElseThrow());
        detectedBefore = detect();
        definitions = kit.planner().plan(MeshDefinitions.state(site.id()), PlanOptions.DEFAULT);
        installation = kit.apply(definitions, OPTIONS.listener(definitionOrder))
                .await(LIMIT)
                .orThrow();
        detectedAfter = detect();
        controlPlane = new ControlPlane(site.store(), statusWriter);
        controlPlane.linkerd();
        if (MeshDefinitions.corpus().isPresent()) {
            controlPlane.consul();
        }
    }

    private static Path write(String text) {
        try {
            Path file = Files.createTempFile("meshkit-kubeconfig", ".yaml");
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException("no kubeconfig could be written", e);
        }
    }

    private Map<MeshId, Detection> detect() {
        return kit.meshes().stream()
                .collect(Collectors.toMap(
                        Function.identity(),
                        mesh -> kit.adapter(mesh).orElseThrow().detect(site)));
    }

    MeshKit kit() {
        return kit;
    }

    Site site() {
        return site;
    }

    StatusWriter statusWriter() {
        return statusWriter;
    }

    ControlPlane controlPlane() {
        return controlPlane;
    }

    Detection detectedBefore(MeshId mesh) {
        return detectedBefore.get(mesh);
    }

    Detection detectedAfter(MeshId mesh) {
        return detectedAfter.get(mesh);
    }

    Plan definitions() {
        return definitions;
    }

    StepOrder definitionOrder() {
        return definitionOrder;
    }

    OperationResult installation() {
        return installation;
    }

    /** A namespace of the test's own, where no controller of a mesh looks. */
    String unattendedNamespace() {
        return freshNamespace(ControlPlane.UNATTENDED);
    }

    /** A namespace of the test's own. */
    String freshNamespace(String prefix) {
        String name = prefix + "-" + namespaces.incrementAndGet();
        applyAs(SOMEBODY, "{apiVersion: v1, kind: Namespace, metadata: {name: %s}}".formatted(name));
        return name;
    }

    OperationResult apply(Plan plan) {
        return kit.apply(plan, OPTIONS).await(LIMIT).orThrow();
    }

    /** Applies a plan that may not get there in the time that is given to each step. */
    OperationResult attempt(Plan plan, Duration readinessLimit) {
        return kit.apply(plan, OPTIONS.readinessLimit(readinessLimit)).await(LIMIT);
    }

    OperationResult apply(Plan plan, StepOrder order) {
        return kit.apply(plan, OPTIONS.listener(order)).await(LIMIT).orThrow();
    }

    /** Writes an object, or fields of one, under a name that is not ours. */
    LiveResource applyAs(String manager, String yaml) {
        return applyAs(manager, resource(yaml));
    }

    LiveResource applyAs(String manager, Resource resource) {
        return site.store()
                .apply(
                        resource.in(site.id()),
                        ApplyOptions.DEFAULT.fieldManager(manager).force(true));
    }

    Resource resource(String yaml) {
        MapValue body = (MapValue) kit.reader()
                .read(SourceText.of("object.yaml", yaml))
                .documents()
                .get(0)
                .root();
        return Resource.kubernetes(site.id(), body).orElseThrow();
    }

    boolean exists(ResourceKey key) {
        return site.store().get(key).isPresent();
    }

    /** The states of those of the objects that are there. */
    SortedMap<ResourceKey, ResourceVersion> versions(Collection<ResourceKey> keys) {
        SortedMap<ResourceKey, ResourceVersion> versions = new TreeMap<>();
        keys.forEach(key -> site.store().get(key).ifPresent(live -> versions.put(key, live.version())));
        return versions;
    }

    @Override
    public void close() {
        controlPlane.close();
        kit.close();
        try {
            Files.deleteIfExists(kubeconfig);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + kubeconfig, e);
        }
    }
}
