// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.kubernetes;

import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.Value;
import io.meshkit.testkit.kubernetes.internal.kinds.ServedKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says which kinds are served, in the plain form and in the aggregated one. */
final class Discovery {

    private final ControlPlane plane;
    private final String version;

    Discovery(ControlPlane plane, String version) {
        this.plane = plane;
        this.version = version;
    }

    /** The answer to a discovery path; empty for any other path. */
    Optional<Reply> find(ApiRequest request) {
        String path = request.rawPath().replaceAll("/+$", "");
        boolean aggregated = request.header("Accept").contains("as=APIGroupDiscoveryList");
        String[] segments = path.isEmpty() ? new String[0] : path.substring(1).split("/");
        if (path.equals("/version")) {
            return Optional.of(Reply.json(200, versionInfo()));
        }
        if (path.equals("/api")) {
            return Optional.of(aggregated ? aggregated(List.of("")) : Reply.json(200, coreVersions()));
        }
        if (path.equals("/apis")) {
            return Optional.of(aggregated ? aggregated(plane.kinds().groups()) : Reply.json(200, groups()));
        }
        if (segments.length == 2 && segments[0].equals("api")) {
            return Optional.of(resources("", segments[1]));
        }
        if (segments.length == 2 && segments[0].equals("apis")) {
            return Optional.of(
                    plane.kinds().versions(segments[1]).isEmpty()
                            ? Reply.text(404, "404 page not found\n")
                            : Reply.json(200, group(segments[1], true)));
        }
        if (segments.length == 3 && segments[0].equals("apis")) {
            return Optional.of(resources(segments[1], segments[2]));
        }
        return Optional.empty();
    }

    private MapValue versionInfo() {
        String[] parts = version.replaceFirst("^v", "").split("\\.");
        return MapValue.builder()
                .put("major", parts[0])
                .put("minor", parts.length > 1 ? parts[1] : "0")
                .put("gitVersion", version)
                .put("gitCommit", "")
                .put("gitTreeState", "clean")
                .put("buildDate", "1970-01-01T00:00:00Z")
                .put("goVersion", "")
                .put("compiler", "")
                .put("platform", "java/jvm")
                .build();
    }

    private static MapValue coreVersions() {
        return MapValue.builder()
                .put("kind", "APIVersions")
                .put("versions", (Value) ListValue.ofTexts(List.of("v1")))
                .put("serverAddressByClientCIDRs", (Value) ListValue.of())
                .build();
    }

    private MapValue groups() {
        List<Value> groups = new ArrayList<>();
        plane.kinds().groups().forEach(group -> groups.add(group(group, false)));
        return MapValue.builder()
                .put("kind", "APIGroupList")
                .put("apiVersion", "v1")
                .put("groups", (Value) ListValue.of(groups))
                .build();
    }

    private MapValue group(String group, boolean whole) {
        List<Value> versions = new ArrayList<>();
        plane.kinds()
                .versions(group)
                .forEach(each -> versions.add(MapValue.builder()
                        .put("groupVersion", group + "/" + each)
                        .put("version", each)
                        .build()));
        MapValue.Builder map = MapValue.builder();
        if (whole) {
            map.put("kind", "APIGroup").put("apiVersion", "v1");
        }
        return map.put("name", group)
                .put("versions", (Value) ListValue.of(versions))
                .put("preferredVersion", versions.get(0))
                .build();
    }

    private Reply resources(String group, String wanted) {
        List<Value> resources = new ArrayList<>();
        for (ServedKind kind : plane.kinds().all()) {
            ServedKind.Version served = kind.versions().get(wanted);
            if (kind.group().equals(group) && served != null) {
                resources.add(resource(kind, kind.plural(), kind.verbs()));
                if (served.status()) {
                    resources.add(resource(kind, kind.plural() + "/status", List.of("get", "patch", "update")));
                }
            }
        }
        if (resources.isEmpty()) {
            return Reply.text(404, "404 page not found\n");
        }
        return Reply.json(
                200,
                MapValue.builder()
                        .put("kind", "APIResourceList")
                        .put("apiVersion", "v1")
                        .put("groupVersion", group.isEmpty() ? wanted : group + "/" + wanted)
                        .put("resources", (Value) ListValue.of(resources))
                        .build());
    }

    private static MapValue resource(ServedKind kind, String name, List<String> verbs) {
        MapValue.Builder map = MapValue.builder()
                .put("name", name)
                .put("singularName", name.equals(kind.plural()) ? kind.singular() : "")
                .put("namespaced", kind.namespaced())
                .put("kind", kind.kind())
                .put("verbs", (Value) ListValue.ofTexts(verbs));
        if (name.equals(kind.plural()) && !kind.shortNames().isEmpty()) {
            map.put("shortNames", (Value) ListValue.ofTexts(kind.shortNames()));
        }
        return map.build();
    }

    /** All groups in one answer ({@code kubernetes/api:apidiscovery/v2/types.go}). */
    private Reply aggregated(List<String> groups) {
        List<Value> items = new ArrayList<>();
        for (String group : groups) {
            List<Value> versions = new ArrayList<>();
            plane.kinds().versions(group).forEach(each -> versions.add(aggregatedVersion(group, each)));
            MapValue.Builder metadata = MapValue.builder();
            if (!group.isEmpty()) {
                metadata.put("name", group);
            }
            items.add(MapValue.builder()
                    .put("metadata", metadata.build())
                    .put("versions", (Value) ListValue.of(versions))
                    .build());
        }
        MapValue list = MapValue.builder()
                .put("kind", "APIGroupDiscoveryList")
                .put("apiVersion", "apidiscovery.k8s.io/v2")
                .put("metadata", MapValue.EMPTY)
                .put("items", (Value) ListValue.of(items))
                .build();
        String type = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";
        return Reply.bytes(200, type, Reply.json(200, list).body());
    }

    private MapValue aggregatedVersion(String group, String wanted) {
        List<Value> resources = new ArrayList<>();
        for (ServedKind kind : plane.kinds().all()) {
            ServedKind.Version served = kind.versions().get(wanted);
            if (kind.group().equals(group) && served != null) {
                resources.add(aggregatedResource(kind, wanted, served));
            }
        }
        return MapValue.builder()
                .put("version", wanted)
                .put("resources", (Value) ListValue.of(resources))
                .put("freshness", "Current")
                .build();
    }

    private static MapValue aggregatedResource(ServedKind kind, String wanted, ServedKind.Version served) {
        MapValue responseKind = MapValue.builder()
                .put("group", kind.group())
                .put("version", wanted)
                .put("kind", kind.kind())
                .build();
        MapValue.Builder map = MapValue.builder()
                .put("resource", kind.plural())
                .put("responseKind", responseKind)
                .put("scope", kind.namespaced() ? "Namespaced" : "Cluster")
                .put("singularResource", kind.singular())
                .put("verbs", (Value) ListValue.ofTexts(kind.verbs()));
        if (!kind.shortNames().isEmpty()) {
            map.put("shortNames", (Value) ListValue.ofTexts(kind.shortNames()));
        }
        if (served.status()) {
            MapValue status = MapValue.builder()
                    .put("subresource", "status")
                    .put("responseKind", responseKind)
                    .put("verbs", (Value) ListValue.ofTexts(List.of("get", "patch", "update")))
                    .build();
            map.put("subresources", (Value) ListValue.of(status));
        }
        return map.build();
    }
}
