// SPDX-License-Identifier: Apache-2.0
package io.meshkit.finding;

/**
 * How much a finding matters, the gravest first.
 *
 * @since 0.1.0
 */
public enum Severity {
    /** It cannot work as written; nothing is applied. */
    ERROR,
    /** It works, but hardly as meant. */
    WARNING,
    /** Worth knowing. */
    INFO
}
