// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.kubernetes;

import io.meshkit.document.MapValue;
import io.meshkit.document.Value;
import io.meshkit.testkit.kubernetes.internal.json.Json;
import io.meshkit.testkit.kubernetes.internal.store.Change;
import io.meshkit.testkit.kubernetes.internal.store.ObjectStore;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Answers a watch: one line of JSON per change, from a version on, until its time is over. A version that is forgotten is answered with an
 * {@code ERROR} line of code 410 under status 200, as the real server does.
 */
final class WatchStream implements Reply.Stream {

    private static final long DEFAULT_SECONDS = 1_800;
    private static final Duration TICK = Duration.ofSeconds(1);

    private final ControlPlane plane;
    private final Call call;
    private final Selector selector;
    private final boolean bookmarks;
    private final boolean initialEvents;
    private final long from;
    private final long deadline;
    private boolean started;

    WatchStream(ControlPlane plane, Call call) {
        this.plane = plane;
        this.call = call;
        this.selector = Selector.of(call);
        this.bookmarks = call.query().flag("allowWatchBookmarks");
        this.initialEvents = call.query().flag("sendInitialEvents");
        this.from = call.query().number("resourceVersion").orElse(0);
        long seconds = call.query().number("timeoutSeconds").orElse(DEFAULT_SECONDS);
        this.deadline = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
    }

    @Override
    public void writeTo(OutputStream out) throws IOException, InterruptedException {
        long seen = from;
        if (from == 0 || initialEvents) {
            seen = writeInitial(out);
        }
        out.flush();
        while (System.nanoTime() < deadline) {
            Optional<List<Change>> changes = plane.store().changes(seen);
            if (changes.isEmpty()) {
                // A watch that runs hears of everything; only its start can come too late.
                if (!started) {
                    writeExpired(out);
                    return;
                }
                return;
            }
            started = true;
            for (Change change : changes.get()) {
                write(out, change);
                seen = change.version();
            }
            out.flush();
            long left = Math.max(1, Math.min(TICK.toNanos(), deadline - System.nanoTime()));
            if (!plane.store().await(Math.max(seen, from), Duration.ofNanos(left))) {
                return;
            }
        }
        if (bookmarks) {
            writeBookmark(out, plane.store().version(), false);
        }
    }

    private long writeInitial(OutputStream out) throws IOException {
        ObjectStore store = plane.store();
        var now = store.inOneStep(
                () -> Map.entry(store.version(), store.list(call.kind().groupKind())));
        for (var entry : now.getValue().entrySet()) {
            if (selector.matches(entry.getKey(), entry.getValue())) {
                write(out, "ADDED", ObjectReads.versioned(call, entry.getValue()));
            }
        }
        if (initialEvents && bookmarks) {
            writeBookmark(out, now.getKey(), true);
        }
        return now.getKey();
    }

    private void write(OutputStream out, Change change) throws IOException {
        if (!change.key().kind().equals(call.kind().groupKind())) {
            return;
        }
        boolean was = change.before()
                .filter(before -> selector.matches(change.key(), before))
                .isPresent();
        boolean is = !change.deleted() && selector.matches(change.key(), change.after());
        if (is) {
            write(out, was ? "MODIFIED" : "ADDED", ObjectReads.versioned(call, change.after()));
        } else if (was) {
            write(out, "DELETED", ObjectReads.versioned(call, change.after()));
        }
    }

    private void writeBookmark(OutputStream out, long version, boolean endOfInitial) throws IOException {
        MapValue.Builder metadata = MapValue.builder().put("resourceVersion", Long.toString(version));
        if (endOfInitial) {
            metadata.put("annotations", MapValue.ofTexts(Map.of("k8s.io/initial-events-end", "true")));
        }
        write(
                out,
                "BOOKMARK",
                MapValue.builder()
                        .put("kind", call.kind().kind())
                        .put("apiVersion", call.apiVersion())
                        .put("metadata", metadata.build())
                        .build());
    }

    private void writeExpired(OutputStream out) throws IOException {
        write(
                out,
                "ERROR",
                ApiException.expired("too old resource version: " + from + " ("
                                + plane.store().version() + ")")
                        .status());
    }

    private static void write(OutputStream out, String type, Value object) throws IOException {
        MapValue line =
                MapValue.builder().put("type", type).put("object", object).build();
        out.write((Json.write(line) + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
