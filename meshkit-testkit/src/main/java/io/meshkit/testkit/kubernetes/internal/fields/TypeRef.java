// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.kubernetes.internal.fields;

/** A type of a field, by name or in place. Types may contain themselves, so what they are is asked for when it is needed. */
@FunctionalInterface
public interface TypeRef {

    /**
     * What the type allows.
     *
     * @return the atom
     */
    Atom atom();
}
