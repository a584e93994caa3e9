// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.kubernetes;

import io.meshkit.core.internal.json.JsonReader;
import io.meshkit.core.internal.kubernetes.KubernetesTransport.Request;
import io.meshkit.core.internal.kubernetes.KubernetesTransport.Stream;
import io.meshkit.core.internal.kubernetes.StoreFailures.Action;
import io.meshkit.document.MapValue;
import io.meshkit.resource.LiveResource;
import io.meshkit.resource.ResourcePage;
import io.meshkit.resource.ResourceQuery;
import io.meshkit.resource.ResourceStore;
import io.meshkit.resource.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where the events of a watch come from.
 *
 * @param store lists
 * @param calls the server
 * @param objects reads what it sends
 * @param query which resources
 * @param plural name of the kind in paths, with its group
 * @param collection the path of the resources
 * @param limits how long one request lasts
 */
record WatchSource(
        ResourceStore store,
        ApiCalls calls,
        ObjectReader objects,
        ResourceQuery query,
        String plural,
        ApiPath collection,
        TimeLimits limits) {

    /**
     * All that is there.
     *
     * @param items the resources
     * @param version where events begin
     */
    record Listing(List<LiveResource> items, String version) {}

    /**
     * One line of a stream.
     *
     * @param type what happened
     * @param version the version to go on from
     * @param resource to whom; empty for bookmarks and errors
     * @param refusal why the stream ends; empty unless it is an error
     */
    record Event(Type type, String version, Optional<LiveResource> resource, Optional<Refusal> refusal) {

        /** What happened; names of Kubernetes. */
        enum Type {
            ADDED,
            MODIFIED,
            DELETED,
            BOOKMARK,
            ERROR
        }
    }

    /**
     * Lists, all pages; starts anew once when a page token expires.
     *
     * @throws StoreException when the server refuses or cannot be asked
     */
    Listing list() {
        try {
            return listOnce();
        } catch (StoreException e) {
            if (e.reason() != StoreException.Reason.EXPIRED) {
                throw e;
            }
            return listOnce();
        }
    }

    private Listing listOnce() {
        List<LiveResource> items = new ArrayList<>();
        ResourcePage page = store.list(query);
        items.addAll(page.items());
        while (page.continueToken().isPresent()) {
            String token = page.continueToken().get();
            page = store.list(query.after(token));
            if (page.continueToken().filter(token::equals).isPresent()) {
                throw calls.failures().garbled(action(), "a page that names itself as the next one");
            }
            items.addAll(page.items());
        }
        return new Listing(List.copyOf(items), page.version().value());
    }

    /** Opens the stream of events after a version; any status is an answer. */
    Stream open(String version) {
        ApiPath path = collection
                .with("watch", "true")
                .with("allowWatchBookmarks", "true")
                .with("resourceVersion", version)
                .with("timeoutSeconds", Long.toString(limits.watch().toSeconds()));
        return calls.open(Request.get(path.toString()));
    }

    /**
     * Reads one line.
     *
     * @throws TransportFault when it is none, as after a broken proxy: the stream is then opened anew
     */
    Event event(byte[] line) {
        MapValue event;
        try {
            event = JsonReader.readMap(line);
        } catch (JsonReader.MalformedException e) {
            throw new TransportFault(TransportFault.Kind.BROKEN, "a line that is no event: " + e.getMessage(), e);
        }
        MapValue object = event.map("object").orElse(MapValue.EMPTY);
        String version = object.map("metadata")
                .flatMap(metadata -> metadata.text("resourceVersion"))
                .orElse("");
        String type = event.text("type").orElse("");
        return switch (type) {
            case "ADDED", "MODIFIED", "DELETED" ->
                new Event(
                        Event.Type.valueOf(type),
                        version,
                        Optional.of(objects.object(action(), object)),
                        Optional.empty());
            case "BOOKMARK" -> new Event(Event.Type.BOOKMARK, version, Optional.empty(), Optional.empty());
            case "ERROR" ->
                new Event(Event.Type.ERROR, version, Optional.empty(), Optional.of(Refusal.ofStatus(object)));
            default ->
                throw new TransportFault(TransportFault.Kind.BROKEN, "an event of unknown type \"" + type + "\"", null);
        };
    }

    StoreException refused(Refusal refusal) {
        return calls.failures().refused(action(), refusal);
    }

    RuntimeException failed(TransportFault fault) {
        return calls.failures().failed(action(), fault);
    }

    private Action action() {
        return Action.ofKind("watch", query.groupKind(), plural);
    }
}
