// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.proxy;

import io.meshkit.core.envoy.EnvoyAdmin.Node;
import io.meshkit.core.envoy.EnvoyAdmin.RejectedListener;
import io.meshkit.core.internal.proxy.Rejection.Since;
import io.meshkit.resource.StoreException;
import java.net.http.HttpTimeoutException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one proxy says from before a change until after it: {@link #begin}, then {@link #look} now and then, then {@link #end}. Calls come
 * one after the other. A proxy that does not answer never fails a call; {@link #silence} says so.
 */
public final class ProxyWatch {

    private static final Logger LOG = LoggerFactory.getLogger(ProxyWatch.class);

    private static final String LISTENERS = "listener_manager.lds";

    private final String label;
    private final ProxyReader reader;
    private Node node = new Node("", "");
    private SortedMap<String, Updates> before = Collections.emptySortedMap();
    private SortedMap<String, Updates> last = Collections.emptySortedMap();
    private final Set<String> rejecting = new TreeSet<>();
    private Set<RejectedListener> listenersBefore = Set.of();
    private List<RejectedListener> listeners = List.of();
    private boolean begun;
    private boolean hangs;
    private @Nullable String silence;

    ProxyWatch(String label, ProxyReader reader) {
        this.label = label;
        this.reader = reader;
    }

    /** Hears what stands already, so that only what comes after counts as new. */
    public void begin() {
        try {
            node = reader.node();
            before = reader.updates();
            last = before;
            listenersBefore = new HashSet<>(reader.rejectedListeners());
            begun = true;
        } catch (RuntimeException e) {
            hangs = isLate(e);
            silence = "before the change: " + e.getMessage();
        }
    }

    /**
     * Notes which updates were rejected or taken since the last look. One that did not answer in time is not asked again before the
     * end: each time it would be waited for.
     */
    public void look() {
        if (hangs) {
            return;
        }
        try {
            compare(reader.updates());
        } catch (RuntimeException e) {
            hangs = isLate(e);
            LOG.debug(
                    "The proxy {} did not answer while it was watched; what counts is its answer in the end.",
                    label,
                    e);
        }
    }

    private static boolean isLate(RuntimeException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof TimeoutException
                    || cause instanceof HttpTimeoutException
                    || cause instanceof StoreException refusal && refusal.reason() == StoreException.Reason.TIMEOUT) {
                return true;
            }
        }
        return false;
    }

    /** The last look, with the reasons. */
    public void end() {
        try {
            if (node.id().isEmpty()) {
                node = reader.node();
            }
            compare(reader.updates());
            listeners = reader.rejectedListeners();
        } catch (RuntimeException e) {
            silence = "after the change: " + e.getMessage();
        }
    }

    private void compare(SortedMap<String, Updates> now) {
        if (!begun && last.isEmpty()) {
            last = now;
        }
        now.forEach((part, updates) -> {
            Updates earlier = last.getOrDefault(part, Updates.NONE);
            Updates from = earlier.isBefore(updates) ? earlier : Updates.NONE;
            if (updates.rejected() > from.rejected()) {
                rejecting.add(part);
            } else if (updates.accepted() > from.accepted()) {
                rejecting.remove(part);
            }
        });
        last = now;
    }

    /**
     * What the proxy calls itself, and where it was asked.
     *
     * @return such as {@code api-sidecar-proxy (http://127.0.0.1:19000)}
     */
    public String name() {
        return node.id().isEmpty() ? label : node.id() + " (" + label + ")";
    }

    /**
     * The service that it stands before.
     *
     * @return its name without a namespace; empty when it does not say
     */
    public String service() {
        int dot = node.cluster().indexOf('.');
        return dot < 0 ? node.cluster() : node.cluster().substring(0, dot);
    }

    /**
     * What it does not take up, after {@link #end}.
     *
     * @return listeners with reasons, then the other parts, each in order
     */
    public List<Rejection> rejections() {
        Map<String, Rejection> all = new TreeMap<>();
        listeners.forEach(listener -> all.put(
                listener.name() + "\n" + listener.words(),
                Rejection.ofListener(listener.name(), listener.words(), since(listener))));
        List<Rejection> rejections = new ArrayList<>(all.values());
        for (String part : rejecting) {
            if (counts(part)) {
                boolean before = this.before.getOrDefault(part, Updates.NONE).rejected() > 0;
                rejections.add(Rejection.ofPart(part, before ? Since.REPEATED : Since.NEW));
            }
        }
        return rejections;
    }

    private Since since(RejectedListener listener) {
        if (listenersBefore.contains(listener)) {
            return Since.EARLIER;
        }
        boolean before = listenersBefore.stream()
                .anyMatch(other ->
                        other.name().equals(listener.name()) && other.words().equals(listener.words()));
        return before ? Since.REPEATED : Since.NEW;
    }

    /** Of listeners the proxy says more than a number, if it can. */
    private boolean counts(String part) {
        return !part.equals(LISTENERS) || !reader.tellsOfListeners();
    }

    /**
     * Parts of which it rejected updates before, and none since; whether it took the last it does not say.
     *
     * @return what they are, in order
     */
    public List<Rejection> earlierRejections() {
        return last.entrySet().stream()
                .filter(part -> part.getValue().rejected() > 0)
                .map(Map.Entry::getKey)
                .filter(part -> counts(part) && !rejecting.contains(part))
                .map(part -> Rejection.ofPart(part, Since.EARLIER))
                .toList();
    }

    /**
     * Why less is known of it than should be.
     *
     * @return when it did not answer, and why; empty when it did
     */
    public Optional<String> silence() {
        return Optional.ofNullable(silence);
    }
}
