// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.kubernetes;

import io.meshkit.document.MapValue;
import io.meshkit.resource.GroupKind;
import io.meshkit.testkit.kubernetes.internal.kinds.Kinds;
import io.meshkit.testkit.kubernetes.internal.kinds.ServedKind;
import io.meshkit.testkit.kubernetes.internal.store.ObjectKey;
import io.meshkit.testkit.kubernetes.internal.store.ObjectStore;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** What the parts of the server share: the objects, the kinds, the time, and a source of uids. Thread-safe. */
final class ControlPlane {

    static final GroupKind NAMESPACE = new GroupKind("", "Namespace");

    private static final int FIRST_NODE_PORT = 30_000;
    private static final int NODE_PORTS = 2_768;

    private final ObjectStore store = new ObjectStore();
    private final Kinds kinds = new Kinds();
    private final AtomicLong uids = new AtomicLong();
    private final AtomicInteger addresses = new AtomicInteger();
    private final AtomicInteger nodePorts = new AtomicInteger();
    private final Clock clock;

    ControlPlane(Clock clock) {
        this.clock = clock;
    }

    ObjectStore store() {
        return store;
    }

    Kinds kinds() {
        return kinds;
    }

    /** The time in the form of Kubernetes: RFC 3339 in UTC, whole seconds. */
    String now() {
        return Instant.now(clock).truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** A uid that is the same in every run: the n-th object of a server has the n-th uid. */
    String nextUid() {
        byte[] seed = ("meshkit-fake-" + uids.incrementAndGet()).getBytes(StandardCharsets.UTF_8);
        return UUID.nameUUIDFromBytes(seed).toString();
    }

    /** The next address for a Service: 10.96.0.1, 10.96.0.2, … */
    String nextAddress() {
        int count = addresses.incrementAndGet();
        return "10." + (96 + (count >> 16) % 16) + "." + (count >> 8 & 0xff) + "." + (count & 0xff);
    }

    /** The next node port: 30000 to 32767. */
    int nextNodePort() {
        return FIRST_NODE_PORT + nodePorts.getAndIncrement() % NODE_PORTS;
    }

    Optional<MapValue> namespace(String name) {
        return store.get(new ObjectKey(NAMESPACE, "", name));
    }

    Optional<ServedKind> kindOf(ObjectKey key) {
        return kinds.find(key.kind());
    }
}
