// SPDX-License-Identifier: Apache-2.0
package io.meshkit.pattern;

import io.meshkit.finding.FindingSink;

/**
 * Looks at a resolved pattern for what is legal but wrong, such as weights that do not sum to 100. Stateless and thread-safe.
 *
 * @since 0.1.0
 */
public interface PatternCheck {

    /**
     * Checks a pattern.
     *
     * @param pattern the pattern, references resolved, every part correct by its schema
     * @param findings takes what is found
     */
    void check(Pattern pattern, FindingSink findings);
}
