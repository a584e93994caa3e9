// SPDX-License-Identifier: Apache-2.0
package io.meshkit.resource;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where the resources of a mesh live: a Kubernetes API server, or Consul's HTTP API. All calls block, have a time limit and may be made
 * from several threads. Failures are {@link StoreException}s; faults that pass are retried inside where that is safe.
 *
 * @since 0.1.0
 */
public interface ResourceStore {

    /**
     * The name of this store.
     *
     * @return the name
     */
    StoreId id();

    /**
     * Reads one resource.
     *
     * @param key its key
     * @return the resource; empty when it, or its kind, is not there
     * @throws StoreException when the store cannot be asked
     */
    Optional<LiveResource> get(ResourceKey key);

    /**
     * Reads a page of a list.
     *
     * @param query which resources
     * @return the page
     * @throws StoreException with reason {@code UNKNOWN_KIND} when the kind is not there, {@code EXPIRED} when the page token is too old
     */
    ResourcePage list(ResourceQuery query);

    /**
     * Reads all pages of a list. A list whose token expires half-way starts anew once.
     *
     * @param query which resources
     * @return all of them
     * @throws StoreException as {@link #list(ResourceQuery)}
     */
    default List<LiveResource> listAll(ResourceQuery query) {
        List<LiveResource> all = new ArrayList<>();
        Optional<String> token = Optional.empty();
        boolean again = false;
        do {
            ResourcePage page;
            Optional<String> before = token;
            try {
                page = list(token.map(query::after).orElse(query));
            } catch (StoreException e) {
                if (e.reason() != StoreException.Reason.EXPIRED || token.isEmpty() || again) {
                    throw e;
                }
                again = true;
                all.clear();
                before = Optional.empty();
                page = list(query);
            }
            if (before.isPresent() && before.equals(page.continueToken())) {
                throw new StoreException(
                        StoreException.Reason.SERVER,
                        null,
                        "the list of " + query.groupKind() + " in " + id()
                                + " has a page that names itself as the next one",
                        "Look into the server, or what stands in front of it: the list would never end.",
                        null,
                        null);
            }
            all.addAll(page.items());
            token = page.continueToken();
        } while (token.isPresent());
        return all;
    }

    /**
     * A resource in the form of this store. Renderers and files may give it in the form of Kubernetes; where the same thing has another form
     * here, this makes it so, and its values keep their places. No request.
     *
     * @param resource the resource as it is wanted
     * @return the resource with the key and body that {@link #apply} takes; the same one unless overridden
     * @throws StoreException with reason {@code UNSUPPORTED} and a cause when it cannot be kept here
     */
    default Resource inForm(Resource resource) {
        return resource;
    }

    /**
     * Finds out what a resource would become, without writing.
     *
     * @param desired the resource
     * @param options as for {@link #apply}
     * @return the result or the refusal
     * @throws StoreException when the store cannot be asked
     */
    Preview preview(Resource desired, ApplyOptions options);

    /**
     * Makes a resource so. Fields that are not in {@code desired} and that others own stay as they are.
     *
     * @param desired the resource
     * @param options expectations and force
     * @return the resource as it is now
     * @throws StoreException when the store refuses or cannot be asked
     */
    LiveResource apply(Resource desired, ApplyOptions options);

    /**
     * Deletes a resource. Returns when the store has taken the request; the resource may stay for a while as terminating.
     *
     * @param key its key
     * @param options expectations
     * @return false when it was not there
     * @throws StoreException with reason {@code CHANGED} when an expectation does not hold
     */
    boolean delete(ResourceKey key, DeleteOptions options);

    /**
     * Decides from what was read, without a request, whether applying would change nothing: all that {@code desired} says is so already
     * and we own exactly those fields.
     *
     * @param desired the resource, marked as it would be written
     * @param live what was read
     * @param options as for {@link #apply}; expectations and force do not matter
     * @return true when it is certain that nothing would change
     */
    boolean isUnchanged(Resource desired, LiveResource live, ApplyOptions options);

    /**
     * Says from what was read, without a request, whether a resource does its work.
     *
     * @param live what was read
     * @return its readiness
     */
    Readiness readiness(LiveResource live);

    /**
     * Watches resources. First everything that is there is told as {@code added}; then all that happens, also over broken connections.
     *
     * @param query which resources; its page size is that of the first list
     * @param listener who hears of it
     * @return the running watch, to be closed by the caller
     * @throws StoreException when the first list fails
     */
    Watch watch(ResourceQuery query, ResourceListener listener);

    /**
     * What this store can do.
     *
     * @return its features
     */
    StoreFeatures features();

    /**
     * Where inventories and revisions are kept.
     *
     * @return the records of this store
     */
    InventoryStore inventories();
}
