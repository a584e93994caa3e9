// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.kubernetes;

import io.meshkit.core.internal.kubernetes.KubernetesTransport.Reply;
import io.meshkit.core.internal.kubernetes.KubernetesTransport.Request;
import io.meshkit.core.internal.kubernetes.StoreFailures.Action;
import io.meshkit.document.BooleanValue;
import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.Value;
import io.meshkit.resource.ApiResource;
import io.meshkit.resource.GroupKind;
import io.meshkit.resource.StoreException;
import io.meshkit.resource.StoreException.Reason;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The kinds that an API server serves. Asked for on first use, kept, and asked for once more when an unknown kind is looked up. Uses
 * aggregated discovery (two requests; {@code apidiscovery.k8s.io}) and, on servers without it, one request per group and version.
 */
final class Discovery {

    private static final String AGGREGATED = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,"
            + "application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList,application/json";

    /** Reasons that can lie in what serves one group, rather than in the API server or the connection to it. */
    private static final Set<Reason> OF_ONE_GROUP =
            Set.of(Reason.UNAVAILABLE, Reason.TIMEOUT, Reason.SERVER, Reason.FORBIDDEN);

    private final ApiCalls calls;
    private volatile @Nullable Served known;

    /**
     * What a server serves.
     *
     * @param kinds the kinds
     * @param silent the groups that are served, but did not answer, with the reason
     */
    private record Served(Map<GroupKind, ApiResource> kinds, Map<String, String> silent) {}

    Discovery(ApiCalls calls) {
        this.calls = calls;
    }

    List<ApiResource> all() {
        return List.copyOf(known().kinds().values());
    }

    /**
     * What is served of a kind.
     *
     * @throws StoreException with reason {@code UNAVAILABLE} when the kind's group does not answer, for then nobody knows
     */
    Optional<ApiResource> find(GroupKind kind) {
        Served before = known;
        Served now = known();
        if (!now.kinds().containsKey(kind) && before != null) {
            now = refresh(before);
        }
        return find(kind, now);
    }

    /** As {@link #find(GroupKind)}, but asks the server whatever was known. */
    Optional<ApiResource> findAnew(GroupKind kind) {
        return find(kind, refresh(known));
    }

    private Optional<ApiResource> find(GroupKind kind, Served served) {
        ApiResource found = served.kinds().get(kind);
        String silence = served.silent().get(kind.group());
        if (found == null && silence != null) {
            throw calls.failures().silentGroup(kind, silence);
        }
        return Optional.ofNullable(found);
    }

    private Served known() {
        Served now = known;
        return now == null ? refresh(null) : now;
    }

    /** Asks again, unless another thread did since {@code before} was seen. */
    private synchronized Served refresh(@Nullable Served before) {
        Served now = known;
        if (now == null || now == before) {
            now = load();
            known = now;
        }
        return now;
    }

    private Served load() {
        Kinds kinds = new Kinds();
        loadRoot("/api", kinds);
        loadRoot("/apis", kinds);
        return kinds.build();
    }

    private void loadRoot(String root, Kinds kinds) {
        MapValue answer = map(send(root, AGGREGATED), root);
        String kind = answer.text("kind").orElse("");
        switch (kind) {
            case "APIGroupDiscoveryList" -> maps(answer, "items").forEach(group -> readGroup(group, kinds));
            case "APIVersions" ->
                answer.list("versions")
                        .orElse(ListValue.EMPTY)
                        .forEach(version -> readVersion("/api/" + version, "", kinds));
            case "APIGroupList" ->
                maps(answer, "groups")
                        .forEach(group -> versionsOf(group)
                                .forEach(version -> readVersion(
                                        "/apis/" + version, group.text("name").orElse(""), kinds)));
            default -> throw calls.failures().garbled(action(root), "kind \"" + kind + "\"");
        }
    }

    /** Group versions of a group, the preferred one first. */
    private static Set<String> versionsOf(MapValue group) {
        Set<String> versions = new LinkedHashSet<>();
        group.map("preferredVersion")
                .flatMap(preferred -> preferred.text("groupVersion"))
                .ifPresent(versions::add);
        maps(group, "versions").forEach(version -> version.text("groupVersion").ifPresent(versions::add));
        return versions;
    }

    private static void readGroup(MapValue group, Kinds kinds) {
        String name =
                group.map("metadata").flatMap(metadata -> metadata.text("name")).orElse("");
        for (MapValue version : maps(group, "versions")) {
            String versionName = version.text("version").orElse("");
            boolean stale = version.text("freshness").filter("Stale"::equals).isPresent();
            if (stale && maps(version, "resources").isEmpty()) {
                kinds.silent(name, "its group \"" + name + "\" is listed as stale, with no kinds");
            }
            for (MapValue resource : maps(version, "resources")) {
                MapValue responseKind = resource.map("responseKind").orElse(MapValue.EMPTY);
                kinds.add(
                        name,
                        responseKind.text("kind").orElse(""),
                        versionName,
                        resource.text("resource").orElse(""),
                        resource.text("scope").filter("Namespaced"::equals).isPresent(),
                        texts(resource, "verbs"));
            }
        }
    }

    private static void readResourceList(MapValue list, Kinds kinds) {
        String groupVersion = list.text("groupVersion").orElse("");
        int slash = groupVersion.indexOf('/');
        String group = slash < 0 ? "" : groupVersion.substring(0, slash);
        String version = groupVersion.substring(slash + 1);
        for (MapValue resource : maps(list, "resources")) {
            String plural = resource.text("name").orElse("");
            if (plural.indexOf('/') < 0) {
                boolean namespaced = resource.get("namespaced")
                        .filter(BooleanValue.TRUE::equals)
                        .isPresent();
                kinds.add(
                        group, resource.text("kind").orElse(""), version, plural, namespaced, texts(resource, "verbs"));
            }
        }
    }

    /** An aggregated API whose back end is away, or answers nonsense, must not hide all others. */
    private void readVersion(String path, String group, Kinds kinds) {
        try {
            Reply reply = send(path, Request.JSON);
            if (reply.status() != 404) {
                readResourceList(map(reply, path), kinds);
            }
        } catch (StoreException failure) {
            if (!OF_ONE_GROUP.contains(failure.reason())) {
                throw failure;
            }
            kinds.silent(group, String.valueOf(failure.getMessage()));
        }
    }

    private Reply send(String path, String accept) {
        return calls.send(action(path), Request.get(path, accept));
    }

    private MapValue map(Reply reply, String path) {
        return calls.map(action(path), calls.success(action(path), reply, MapValue.EMPTY));
    }

    private static Action action(String path) {
        return Action.of("get", "the kinds served at " + path);
    }

    private static List<MapValue> maps(MapValue map, String key) {
        List<MapValue> maps = new ArrayList<>();
        for (Value value : map.list(key).orElse(ListValue.EMPTY)) {
            if (value instanceof MapValue item) {
                maps.add(item);
            }
        }
        return maps;
    }

    private static List<String> texts(MapValue map, String key) {
        return map.list(key).orElse(ListValue.EMPTY).items().stream()
                .map(Value::toString)
                .toList();
    }

    /** Collects kinds; what comes first of a kind is preferred. */
    private static final class Kinds {

        private final Map<GroupKind, ApiResource> preferred = new TreeMap<>();
        private final Map<GroupKind, Set<String>> versions = new LinkedHashMap<>();
        private final Map<String, String> silent = new TreeMap<>();

        void silent(String group, String why) {
            silent.putIfAbsent(group, why);
        }

        void add(String group, String kind, String version, String plural, boolean namespaced, List<String> verbs) {
            if (kind.isBlank() || version.isBlank() || plural.isBlank()) {
                return;
            }
            GroupKind groupKind = new GroupKind(group, kind);
            versions.computeIfAbsent(groupKind, none -> new LinkedHashSet<>()).add(version);
            preferred.putIfAbsent(
                    groupKind,
                    new ApiResource(groupKind, version, List.of(version), plural, namespaced, Set.copyOf(verbs)));
        }

        Served build() {
            Map<GroupKind, ApiResource> all = new TreeMap<>();
            preferred.forEach((kind, first) -> all.put(
                    kind,
                    new ApiResource(
                            kind,
                            first.version(),
                            List.copyOf(versions.getOrDefault(kind, Set.of(first.version()))),
                            first.plural(),
                            first.namespaced(),
                            first.verbs())));
            return new Served(Collections.unmodifiableMap(all), Map.copyOf(silent));
        }
    }
}
