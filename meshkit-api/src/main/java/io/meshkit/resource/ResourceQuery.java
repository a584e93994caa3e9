// SPDX-License-Identifier: Apache-2.0
package io.meshkit.resource;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which resources to list or watch. Immutable.
 *
 * <pre>{@code
 * ResourceQuery.of(new GroupKind("apps", "Deployment")).inNamespace("shop").withLabel("app", "web")
 * }</pre>
 *
 * @since 0.1.0
 */
public final class ResourceQuery {

    /** The page size unless another is asked for. */
    public static final int DEFAULT_LIMIT = 500;

    private final GroupKind groupKind;
    private final @Nullable String namespace;
    private final Map<String, String> labels;
    private final int limit;
    private final @Nullable String continueToken;

    private ResourceQuery(
            GroupKind groupKind,
            @Nullable String namespace,
            Map<String, String> labels,
            int limit,
            @Nullable String continueToken) {
        this.groupKind = requireNonNull(groupKind, "groupKind");
        this.namespace = namespace;
        this.labels = Collections.unmodifiableMap(new TreeMap<>(labels));
        this.limit = limit;
        this.continueToken = continueToken;
    }

    /**
     * All resources of a kind, in all namespaces.
     *
     * @param groupKind the kind
     * @return the query
     */
    public static ResourceQuery of(GroupKind groupKind) {
        return new ResourceQuery(groupKind, null, Map.of(), DEFAULT_LIMIT, null);
    }

    /**
     * Only those of one namespace.
     *
     * @param name the namespace, not blank
     * @return the narrower query
     */
    public ResourceQuery inNamespace(String name) {
        return new ResourceQuery(groupKind, requireNonNull(name, "name"), labels, limit, continueToken);
    }

    /**
     * Only those with a label.
     *
     * @param label the label's key
     * @param value the label's value
     * @return the narrower query
     */
    public ResourceQuery withLabel(String label, String value) {
        Map<String, String> more = new TreeMap<>(labels);
        more.put(label, value);
        return new ResourceQuery(groupKind, namespace, more, limit, continueToken);
    }

    /**
     * At most so many a page.
     *
     * @param most from 1
     * @return the query with that page size
     * @throws IllegalArgumentException when it is below 1
     */
    public ResourceQuery limit(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("a page holds at least 1 resource; got " + most);
        }
        return new ResourceQuery(groupKind, namespace, labels, most, continueToken);
    }

    /**
     * The page after another.
     *
     * @param token what the page before gave
     * @return the query for the next page
     */
    public ResourceQuery after(String token) {
        return new ResourceQuery(groupKind, namespace, labels, limit, requireNonNull(token, "token"));
    }

    /**
     * The kind asked for.
     *
     * @return the kind
     */
    public GroupKind groupKind() {
        return groupKind;
    }

    /**
     * The namespace asked for.
     *
     * @return the namespace; empty for all
     */
    public Optional<String> namespace() {
        return Optional.ofNullable(namespace);
    }

    /**
     * The labels asked for, all of which must be there.
     *
     * @return the labels, sorted
     */
    public Map<String, String> labels() {
        return labels;
    }

    /**
     * The page size.
     *
     * @return at least 1
     */
    public int limit() {
        return limit;
    }

    /**
     * Where to go on.
     *
     * @return the token of the page before; empty for the first page
     */
    public Optional<String> continueToken() {
        return Optional.ofNullable(continueToken);
    }
}
