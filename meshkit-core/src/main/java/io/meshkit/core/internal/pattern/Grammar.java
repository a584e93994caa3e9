// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

/** The grammars of files with {@code services}, one per way in which what is written has to be understood. */
enum Grammar {
    /** {@code meshkit.dev/v1}: what is written is what is meant. */
    V1,
    /** Meshery 2021 and 2022: keys may have blanks, nothing and blank mean absent, the settings of a kind are its spec. */
    SERVICES,
    /** Meshery 2023: besides, a service has a {@code model} and an {@code apiVersion}, and settings are the body of an object. */
    MODELS;

    boolean isLegacy() {
        return this != V1;
    }
}
