// SPDX-License-Identifier: Apache-2.0
package io.meshkit.consul.internal;

import io.meshkit.consul.internal.store.ConsulSite;
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

/** Looks in a cluster for Consul's definitions, its injector and its servers, or asks an agent, and tells what it saw. */
final class ConsulDetection {

    private static final GroupKind SERVICE_DEFAULTS = new GroupKind("consul.hashicorp.com", "ServiceDefaults");
    private static final GroupKind DEPLOYMENT = new GroupKind("apps", "Deployment");
    private static final GroupKind STATEFUL_SET = new GroupKind("apps", "StatefulSet");

    private final Site site;
    private final List<String> evidence = new ArrayList<>();

    ConsulDetection(Site site) {
        this.site = site;
    }

    Detection detect() {
        try {
            if (site instanceof ConsulSite datacentre) {
                return ask(datacentre);
            }
            Optional<Cluster> cluster = site.cluster();
            if (cluster.isEmpty()) {
                evidence.add("neither a Kubernetes cluster nor an agent of Consul");
                return found(Status.UNKNOWN, Optional.empty(), Optional.empty());
            }
            return look(cluster.get());
        } catch (StoreException e) {
            if (e.reason() != StoreException.Reason.FORBIDDEN) {
                throw e;
            }
            evidence.add("not all could be seen: " + e.getMessage());
            return found(Status.UNKNOWN, Optional.empty(), Optional.empty());
        }
    }

    private Detection ask(ConsulSite datacentre) {
        Optional<String> version = datacentre.version();
        evidence.add("an agent of Consul answers at " + datacentre.id());
        return new Detection(Status.PRESENT, version, Optional.empty(), evidence);
    }

    // hashicorp/consul-k8s:charts/consul/templates/{connect-inject-deployment,server-statefulset}.yaml
    private Detection look(Cluster cluster) {
        boolean definitions = cluster.apiResource(SERVICE_DEFAULTS).isPresent();
        evidence.add(SERVICE_DEFAULTS + (definitions ? " is served" : " is not served"));
        List<LiveResource> injectors = cluster.listAll(
                ResourceQuery.of(DEPLOYMENT).withLabel("app", "consul").withLabel("component", "connect-injector"));
        List<LiveResource> servers = cluster.listAll(
                ResourceQuery.of(STATEFUL_SET).withLabel("app", "consul").withLabel("component", "server"));
        injectors.forEach(live -> evidence.add(live.key().toString()));
        servers.forEach(live -> evidence.add(live.key().toString()));
        if (injectors.isEmpty()) {
            evidence.add("no Deployment with labels app=consul,component=connect-injector");
            boolean some = definitions || !servers.isEmpty();
            return found(
                    some ? Status.PARTIAL : Status.ABSENT,
                    Optional.empty(),
                    servers.stream().findFirst());
        }
        return found(
                definitions ? Status.PRESENT : Status.PARTIAL,
                Optional.of(injectors.get(0)),
                servers.stream().findFirst());
    }

    /** The servers may be elsewhere; their version is then not to be seen here. */
    private Detection found(Status status, Optional<LiveResource> injector, Optional<LiveResource> server) {
        Optional<LiveResource> controlPlane = injector.isPresent() ? injector : server;
        return new Detection(
                status,
                server.flatMap(ConsulDetection::version),
                controlPlane.map(live -> live.key().namespace()),
                evidence);
    }

    private static Optional<String> version(LiveResource server) {
        Optional<Value> containers = server.resource().body().find("/spec/template/spec/containers");
        if (containers.isEmpty() || !(containers.get() instanceof ListValue list)) {
            return Optional.empty();
        }
        for (Value container : list) {
            if (container instanceof MapValue map && map.text("name").orElse("").equals("consul")) {
                String image = map.text("image").orElse("");
                int colon = image.lastIndexOf(':');
                return colon > image.lastIndexOf('/') && !image.contains("@")
                        ? Optional.of(image.substring(colon + 1))
                        : Optional.empty();
            }
        }
        return Optional.empty();
    }
}
