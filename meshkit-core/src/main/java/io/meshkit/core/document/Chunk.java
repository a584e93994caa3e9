// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.document;

/**
 * The stretch of a text that holds one document.
 *
 * @param start index of its first UTF-16 character
 * @param end index after its last
 * @param offset code point offset of its start
 */
record Chunk(int start, int end, int offset) {}
