// SPDX-License-Identifier: Apache-2.0
package io.meshkit.linkerd.internal;

import io.meshkit.mesh.Detection;
import io.meshkit.mesh.Detection.Status;
import io.meshkit.mesh.Site;
import io.meshkit.resource.Cluster;
import io.meshkit.resource.GroupKind;
import io.meshkit.resource.LiveResource;
import io.meshkit.resource.ResourceQuery;
import io.meshkit.resource.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks for Linkerd's definitions and for its control plane, and tells what it saw. */
final class LinkerdDetection {

    private static final GroupKind SERVER = new GroupKind("policy.linkerd.io", "Server");
    private static final GroupKind DEPLOYMENT = new GroupKind("apps", "Deployment");
    private static final String CREATED_BY = "linkerd.io/created-by";

    private final Site site;
    private final List<String> evidence = new ArrayList<>();

    LinkerdDetection(Site site) {
        this.site = site;
    }

    Detection detect() {
        Optional<Cluster> cluster = site.cluster();
        if (cluster.isEmpty()) {
            evidence.add("not a Kubernetes cluster; Linkerd runs on Kubernetes only");
            return found(Status.ABSENT, Optional.empty());
        }
        try {
            return look(cluster.get());
        } catch (StoreException e) {
            if (e.reason() != StoreException.Reason.FORBIDDEN) {
                throw e;
            }
            evidence.add("not all could be seen: " + e.getMessage());
            return found(Status.UNKNOWN, Optional.empty());
        }
    }

    private Detection look(Cluster cluster) {
        boolean definitions = cluster.apiResource(SERVER).isPresent();
        evidence.add(SERVER + (definitions ? " is served" : " is not served"));
        List<LiveResource> controlPlanes = controlPlanes(cluster);
        if (controlPlanes.isEmpty()) {
            evidence.add("no Deployment with label linkerd.io/control-plane-component=destination");
            return found(definitions ? Status.PARTIAL : Status.ABSENT, Optional.empty());
        }
        controlPlanes.forEach(live -> evidence.add(live.key().toString()));
        return found(definitions ? Status.PRESENT : Status.PARTIAL, Optional.of(controlPlanes.get(0)));
    }

    // linkerd/linkerd2:charts/linkerd-control-plane/templates/destination.yaml
    private static List<LiveResource> controlPlanes(Cluster cluster) {
        return cluster.listAll(
                ResourceQuery.of(DEPLOYMENT).withLabel("linkerd.io/control-plane-component", "destination"));
    }

    private Detection found(Status status, Optional<LiveResource> controlPlane) {
        return new Detection(
                status,
                controlPlane.flatMap(LinkerdDetection::version),
                controlPlane.map(live -> live.key().namespace()),
                evidence);
    }

    /** Control plane objects say who made them: {@code linkerd/helm VERSION} or {@code linkerd/cli VERSION}. */
    private static Optional<String> version(LiveResource controlPlane) {
        String createdBy = controlPlane.resource().annotations().getOrDefault(CREATED_BY, "");
        int blank = createdBy.lastIndexOf(' ');
        return blank < 0 ? Optional.empty() : Optional.of(createdBy.substring(blank + 1));
    }
}
