// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.proxy;

import io.meshkit.core.envoy.EnvoyAdmin;
import io.meshkit.core.envoy.EnvoyAdmin.Node;
import io.meshkit.core.envoy.EnvoyAdmin.RejectedListener;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Asks an Envoy by its administration interface. */
record EnvoyReader(EnvoyAdmin envoy) implements ProxyReader {

    private static final String REJECTED = ".update_rejected";
    private static final String ACCEPTED = ".update_success";

    @Override
    public Node node() {
        return envoy.node();
    }

    @Override
    public SortedMap<String, Updates> updates() {
        Map<String, Long> counters =
                envoy.statistics("\\.update_(rejected|success)$").values();
        SortedMap<String, Updates> updates = new TreeMap<>();
        counters.forEach((name, rejected) -> {
            if (name.endsWith(REJECTED)) {
                String part = name.substring(0, name.length() - REJECTED.length());
                updates.put(part, new Updates(counters.getOrDefault(part + ACCEPTED, 0L), rejected));
            }
        });
        return updates;
    }

    @Override
    public List<RejectedListener> rejectedListeners() {
        return envoy.rejectedListeners();
    }

    @Override
    public boolean tellsOfListeners() {
        return true;
    }
}
