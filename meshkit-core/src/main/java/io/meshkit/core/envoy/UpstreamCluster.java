// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.envoy;

import io.meshkit.document.BooleanValue;
import io.meshkit.document.JsonPointer;
import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.NumberValue;
import io.meshkit.document.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * A cluster of a proxy: where it sends requests to. Source: envoyproxy/envoy:api/envoy/admin/v3/clusters.proto.
 *
 * @param name the cluster's name
 * @param hosts its endpoints
 * @since 0.1.0
 */
public record UpstreamCluster(String name, List<Host> hosts) {

    /**
     * Copies the endpoints.
     *
     * @param name the cluster's name
     * @param hosts its endpoints
     */
    public UpstreamCluster {
        hosts = List.copyOf(hosts);
    }

    /**
     * An endpoint.
     *
     * @param address its IP address, or the path of a Unix socket
     * @param port its port; 0 for a Unix socket
     * @param healthy whether discovery, health checks and outlier detection all say that it takes requests
     * @param ejected whether outlier detection took it out
     */
    public record Host(String address, int port, boolean healthy, boolean ejected) {}

    /**
     * How many endpoints take requests.
     *
     * @return the count
     */
    public int healthyHosts() {
        return (int) hosts.stream().filter(Host::healthy).count();
    }

    static List<UpstreamCluster> all(MapValue answer) {
        List<UpstreamCluster> clusters = new ArrayList<>();
        for (MapValue status : maps(answer, "cluster_statuses")) {
            List<Host> hosts = new ArrayList<>();
            for (MapValue host : maps(status, "host_statuses")) {
                hosts.add(host(host));
            }
            clusters.add(new UpstreamCluster(status.text("name").orElse(""), hosts));
        }
        return List.copyOf(clusters);
    }

    private static Host host(MapValue host) {
        MapValue health = host.map("health_status").orElse(MapValue.EMPTY);
        // a field that is absent has its default: discovery then says nothing against the endpoint
        String discovered = health.text("eds_health_status").orElse("HEALTHY");
        boolean ejected = flag(health, "failed_outlier_check");
        boolean healthy = !ejected
                && !flag(health, "failed_active_health_check")
                && !flag(health, "pending_active_hc")
                && !flag(health, "excluded_via_immediate_hc_fail")
                && (discovered.equals("HEALTHY") || discovered.equals("DEGRADED") || discovered.equals("UNKNOWN"));
        int port = host.find(JsonPointer.of("address", "socket_address", "port_value"))
                .filter(NumberValue.class::isInstance)
                .flatMap(
                        value -> ((NumberValue) value).asLong().stream().boxed().findFirst())
                .map(Long::intValue)
                .orElse(0);
        String address = host.find(JsonPointer.of("address", "socket_address", "address"))
                .or(() -> host.find(JsonPointer.of("address", "pipe", "path")))
                .map(Value::toString)
                .orElse("");
        return new Host(address, port, healthy, ejected);
    }

    private static boolean flag(MapValue map, String key) {
        return map.get(key).filter(BooleanValue.TRUE::equals).isPresent();
    }

    private static List<MapValue> maps(MapValue map, String key) {
        List<MapValue> maps = new ArrayList<>();
        if (map.get(key).orElse(ListValue.EMPTY) instanceof ListValue list) {
            for (Value item : list) {
                if (item instanceof MapValue found) {
                    maps.add(found);
                }
            }
        }
        return maps;
    }
}
