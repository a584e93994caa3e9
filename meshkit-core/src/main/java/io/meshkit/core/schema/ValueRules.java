// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.schema;

import io.meshkit.document.Value;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What one node of a schema says about content, apart from structure. Absent keywords are null, absent lists empty. */
record ValueRules(
        String format,
        @Nullable BigDecimal minimum,
        boolean exclusiveMinimum,
        @Nullable BigDecimal maximum,
        boolean exclusiveMaximum,
        @Nullable BigDecimal multipleOf,
        @Nullable Long minLength,
        @Nullable Long maxLength,
        @Nullable GoRegex pattern,
        @Nullable Long minItems,
        @Nullable Long maxItems,
        boolean uniqueItems,
        @Nullable Long minProperties,
        @Nullable Long maxProperties,
        List<String> required,
        Optional<List<Value>> allowed,
        List<StructuralSchema> allOf,
        List<StructuralSchema> anyOf,
        List<StructuralSchema> oneOf,
        @Nullable StructuralSchema not) {}
