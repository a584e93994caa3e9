// SPDX-License-Identifier: Apache-2.0
package io.meshkit.mesh;

import static java.util.Objects.requireNonNull;

import java.util.regex.Pattern;

/**
 * The name of a kind of mesh.
 *
 * @param value lower-case letters, digits and hyphens, beginning with a letter
 * @since 0.1.0
 */
public record MeshId(String value) implements Comparable<MeshId> {

    // before the constants, whose constructor needs it
    private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9-]*");

    /** Istio. */
    public static final MeshId ISTIO = new MeshId("istio");

    /** Linkerd. */
    public static final MeshId LINKERD = new MeshId("linkerd");

    /** Consul. */
    public static final MeshId CONSUL = new MeshId("consul");

    /**
     * Checks the form.
     *
     * @throws IllegalArgumentException when the value has another form
     */
    public MeshId {
        if (!FORM.matcher(requireNonNull(value, "value")).matches()) {
            throw new IllegalArgumentException(
                    "a mesh id is of lower-case letters, digits and hyphens, such as istio; got \"" + value + "\"");
        }
    }

    @Override
    public int compareTo(MeshId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
