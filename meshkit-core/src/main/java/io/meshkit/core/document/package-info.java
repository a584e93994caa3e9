// SPDX-License-Identifier: Apache-2.0
/**
 * Reads YAML and JSON into located values, writes values as text, and edits and lays out texts by place so that comments stay. Findings carry the
 * codes of {@link io.meshkit.core.document.DocumentCodes}. Start with {@link io.meshkit.core.document.YamlReader}.
 */
@NullMarked
package io.meshkit.core.document;

import org.jspecify.annotations.NullMarked;
