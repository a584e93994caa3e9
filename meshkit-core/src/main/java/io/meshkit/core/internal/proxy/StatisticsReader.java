// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.proxy;

import io.meshkit.MeshKitException;
import io.meshkit.core.envoy.EnvoyAdmin.Node;
import io.meshkit.core.envoy.EnvoyAdmin.RejectedListener;
import io.meshkit.core.internal.envoy.EnvoyCodes;
import io.meshkit.plan.MeshProxy;
import io.meshkit.resource.Cluster;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Asks an Envoy in a pod for its statistics, which it serves to whoever asks, in the text form of Prometheus. Istio's proxies keep those of
 * listeners and clusters by default, not those of routes
 * (istio/istio:pkg/bootstrap/config.go, {@code requiredEnvoyStatsMatcherInclusionPrefixes}).
 */
record StatisticsReader(Cluster cluster, MeshProxy.Statistics proxy) implements ProxyReader {

    private static final String PATH = "/stats/prometheus?filter=update_(rejected%7Csuccess)%24";
    private static final Pattern COUNTER = Pattern.compile(
            "^envoy_(listener_manager_lds|cluster_manager_cds)_update_(rejected|success)(?:\\{.*})? (\\d{1,18})$");
    private static final Pattern FORM = Pattern.compile("(?:#.*|\\w+(?:\\{.*})? \\S+)?");
    private static final Map<String, String> PARTS =
            Map.of("listener_manager_lds", "listener_manager.lds", "cluster_manager_cds", "cluster_manager.cds");

    @Override
    public Node node() {
        return new Node("", "");
    }

    @Override
    public SortedMap<String, Updates> updates() {
        Cluster.ProxyReply reply = cluster.proxyGet(proxy.namespace(), proxy.pod(), proxy.port(), PATH);
        String text = new String(reply.body(), StandardCharsets.UTF_8);
        if (reply.status() != 200
                || !text.lines().allMatch(line -> FORM.matcher(line).matches())) {
            throw new MeshKitException(
                    EnvoyCodes.ANSWER,
                    "the Envoy of " + proxy.label() + " answered " + reply.status() + " to GET " + PATH
                            + ", and no statistics.",
                    "Check that the port is the one on which the proxy serves its statistics.");
        }
        Map<String, Long> counters = new HashMap<>();
        text.lines()
                .map(COUNTER::matcher)
                .filter(Matcher::matches)
                .forEach(counter -> counters.merge(
                        PARTS.get(counter.group(1)) + "." + counter.group(2),
                        Long.valueOf(counter.group(3)),
                        Long::sum));
        SortedMap<String, Updates> updates = new TreeMap<>();
        for (String part : PARTS.values()) {
            updates.put(
                    part,
                    new Updates(
                            counters.getOrDefault(part + ".success", 0L),
                            counters.getOrDefault(part + ".rejected", 0L)));
        }
        return updates;
    }

    @Override
    public List<RejectedListener> rejectedListeners() {
        return List.of();
    }

    @Override
    public boolean tellsOfListeners() {
        return false;
    }
}
