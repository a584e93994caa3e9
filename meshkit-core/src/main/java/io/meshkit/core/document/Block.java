// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.document;

import java.util.Optional;

/**
 * A map or a list in block style: where its entries stand, and where they shall stand. Columns count from 0.
 *
 * @param around the block that it is in; empty for the outermost
 * @param column the column of its keys or dashes
 * @param target the column that they shall have
 */
record Block(Optional<Block> around, int column, int target) {

    /** Columns from one level to the next. */
    static final int STEP = 2;

    /** The column that a value shall have which stands on lines of its own. */
    int inner() {
        return target + STEP;
    }
}
