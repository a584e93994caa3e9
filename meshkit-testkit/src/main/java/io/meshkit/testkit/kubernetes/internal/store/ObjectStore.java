// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.kubernetes.internal.store;

import io.meshkit.document.MapValue;
import io.meshkit.document.TextValue;
import io.meshkit.resource.GroupKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Objects in memory. There is one counter of versions; the last {@value #KEPT_CHANGES} changes are kept, so that lists and watches can
 * start at an older version. Thread-safe; {@link #inOneStep} makes several calls one.
 */
public final class ObjectStore {

    private static final int KEPT_CHANGES = 20_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final TreeMap<ObjectKey, MapValue> objects = new TreeMap<>();
    private final List<Change> history = new ArrayList<>();
    private long version = 1;
    private long oldest = 1;
    private boolean closed;

    /** Creates an empty store at version 1. */
    public ObjectStore() {}

    /**
     * Does work that nobody else sees half done.
     *
     * @param work the work
     * @param <T> its result
     * @return what the work returned
     */
    public <T> T inOneStep(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    /**
     * The version of the last change.
     *
     * @return the version, from 1
     */
    public long version() {
        return inOneStep(() -> version);
    }

    /**
     * Reads an object.
     *
     * @param key which
     * @return the object; empty when it is not there
     */
    public Optional<MapValue> get(ObjectKey key) {
        return inOneStep(() -> Optional.ofNullable(objects.get(key)));
    }

    /**
     * Creates or replaces an object.
     *
     * @param key which
     * @param object its new state
     * @return the state with its {@code resourceVersion}
     */
    public MapValue put(ObjectKey key, MapValue object) {
        return inOneStep(() -> {
            Optional<MapValue> before = Optional.ofNullable(objects.get(key));
            version++;
            MapValue stored = withVersion(object, version);
            objects.put(key, stored);
            record(new Change(version, key, before, stored, false));
            return stored;
        });
    }

    /**
     * Removes an object, if it is there.
     *
     * @param key which
     */
    public void remove(ObjectKey key) {
        inOneStep(() -> {
            MapValue before = objects.remove(key);
            if (before != null) {
                version++;
                record(new Change(version, key, Optional.of(before), withVersion(before, version), true));
            }
            return version;
        });
    }

    private void record(Change change) {
        history.add(change);
        if (history.size() > KEPT_CHANGES) {
            oldest = history.remove(0).version();
        }
        changed.signalAll();
    }

    private static MapValue withVersion(MapValue object, long version) {
        MapValue metadata = object.map("metadata").orElse(MapValue.EMPTY);
        return object.with("metadata", metadata.with("resourceVersion", TextValue.of(Long.toString(version))));
    }

    /**
     * All objects of a kind.
     *
     * @param kind the kind
     * @return key and object, in the order of keys
     */
    public SortedMap<ObjectKey, MapValue> list(GroupKind kind) {
        return inOneStep(() -> {
            TreeMap<ObjectKey, MapValue> found = new TreeMap<>();
            for (var entry : objects.tailMap(new ObjectKey(kind, "", "")).entrySet()) {
                if (!entry.getKey().kind().equals(kind)) {
                    break;
                }
                found.put(entry.getKey(), entry.getValue());
            }
            return found;
        });
    }

    /**
     * All objects of a kind as they were.
     *
     * @param kind the kind
     * @param at the version
     * @return key and object; empty when that version is forgotten or not reached yet
     */
    public Optional<SortedMap<ObjectKey, MapValue>> list(GroupKind kind, long at) {
        return inOneStep(() -> {
            if (at < oldest || at > version) {
                return Optional.empty();
            }
            SortedMap<ObjectKey, MapValue> found = list(kind);
            for (int i = history.size() - 1; i >= 0 && history.get(i).version() > at; i--) {
                Change change = history.get(i);
                if (change.key().kind().equals(kind)) {
                    change.before()
                            .ifPresentOrElse(
                                    before -> found.put(change.key(), before), () -> found.remove(change.key()));
                }
            }
            return Optional.of(found);
        });
    }

    /**
     * All objects.
     *
     * @param wanted which
     * @return their keys in order
     */
    public List<ObjectKey> keys(Predicate<ObjectKey> wanted) {
        return inOneStep(() -> objects.keySet().stream().filter(wanted).toList());
    }

    /**
     * The changes after a version.
     *
     * @param after the version
     * @return the changes in order; empty when some of them are forgotten
     */
    public Optional<List<Change>> changes(long after) {
        return inOneStep(() -> {
            if (after < oldest) {
                return Optional.empty();
            }
            int from = history.size();
            while (from > 0 && history.get(from - 1).version() > after) {
                from--;
            }
            return Optional.of(List.copyOf(history.subList(from, history.size())));
        });
    }

    /**
     * Waits for a change.
     *
     * @param after the last version seen
     * @param limit how long at most
     * @return false when the store is closed
     * @throws InterruptedException when the thread is interrupted
     */
    public boolean await(long after, Duration limit) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = limit.toNanos();
            while (!closed && version <= after && left > 0) {
                left = changed.awaitNanos(left);
            }
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    /** Forgets all history: what starts at an older version than now is too late. */
    public void compact() {
        inOneStep(() -> {
            history.clear();
            // A version of its own, so that what was read just before is too old as well.
            version++;
            oldest = version;
            changed.signalAll();
            return version;
        });
    }

    /** Ends all waiting. */
    public void close() {
        inOneStep(() -> {
            closed = true;
            changed.signalAll();
            return closed;
        });
    }
}
