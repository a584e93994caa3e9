// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal;

import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.Value;
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

/** Looks for Istio's definitions and for its control plane, and tells what it saw. */
final class IstioDetection {

    private static final GroupKind VIRTUAL_SERVICE = new GroupKind("networking.istio.io", "VirtualService");
    private static final GroupKind DEPLOYMENT = new GroupKind("apps", "Deployment");

    private final Site site;
    private final List<String> evidence = new ArrayList<>();

    IstioDetection(Site site) {
        this.site = site;
    }

    Detection detect() {
        Optional<Cluster> cluster = site.cluster();
        if (cluster.isEmpty()) {
            evidence.add("not a Kubernetes cluster; Istio is looked for on Kubernetes only");
            return found(Status.UNKNOWN, Optional.empty());
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
        boolean definitions = cluster.apiResource(VIRTUAL_SERVICE).isPresent();
        evidence.add(VIRTUAL_SERVICE + (definitions ? " is served" : " is not served"));
        List<LiveResource> controlPlanes = controlPlanes(cluster);
        if (controlPlanes.isEmpty()) {
            evidence.add("no Deployment with label app=istiod");
            return found(definitions ? Status.PARTIAL : Status.ABSENT, Optional.empty());
        }
        controlPlanes.forEach(live -> evidence.add(live.key().toString()));
        return found(definitions ? Status.PRESENT : Status.PARTIAL, Optional.of(controlPlanes.get(0)));
    }

    // istio/istio:manifests/charts/istio-control/istio-discovery/templates/deployment.yaml labels istiod with app:
    // istiod
    private static List<LiveResource> controlPlanes(Cluster cluster) {
        return cluster.listAll(ResourceQuery.of(DEPLOYMENT).withLabel("app", "istiod"));
    }

    private Detection found(Status status, Optional<LiveResource> controlPlane) {
        return new Detection(
                status,
                controlPlane.flatMap(IstioDetection::version),
                controlPlane.map(live -> live.key().namespace()),
                evidence);
    }

    /** The tag of the container {@code discovery}, without a variant such as {@code -distroless}. */
    private static Optional<String> version(LiveResource controlPlane) {
        ListValue containers = controlPlane
                .resource()
                .body()
                .find("/spec/template/spec/containers")
                .filter(ListValue.class::isInstance)
                .map(ListValue.class::cast)
                .orElse(ListValue.EMPTY);
        for (Value container : containers) {
            if (container instanceof MapValue map && map.text("name").orElse("").equals("discovery")) {
                return map.text("image").flatMap(IstioDetection::tag);
            }
        }
        return Optional.empty();
    }

    private static Optional<String> tag(String image) {
        String name = image.contains("@") ? image.substring(0, image.indexOf('@')) : image;
        int colon = name.lastIndexOf(':');
        if (colon < name.lastIndexOf('/')) {
            return Optional.empty();
        }
        String tag = name.substring(colon + 1);
        int variant = tag.indexOf("-distroless");
        return Optional.of(variant < 0 ? tag : tag.substring(0, variant));
    }
}
