// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.schema;

import static java.util.Objects.requireNonNull;

import io.meshkit.finding.Code;

/**
 * The codes that complaints of a schema get.
 *
 * @param unknownKey a key that is not allowed where it stands
 * @param wrongType a value of another type than expected
 * @param wrongValue a value outside its range, list of values or form
 * @param missingKey a key that must be there and is not
 * @since 0.1.0
 */
public record SchemaCodes(Code unknownKey, Code wrongType, Code wrongValue, Code missingKey) {

    /** The codes of patterns and of the resources in them. */
    public static final SchemaCodes PATTERN =
            new SchemaCodes(new Code("MKP003"), new Code("MKP004"), new Code("MKP005"), new Code("MKP006"));

    /** Checks that nothing is null. */
    public SchemaCodes {
        requireNonNull(unknownKey, "unknownKey");
        requireNonNull(wrongType, "wrongType");
        requireNonNull(wrongValue, "wrongValue");
        requireNonNull(missingKey, "missingKey");
    }
}
