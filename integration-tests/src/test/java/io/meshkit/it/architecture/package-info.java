// SPDX-License-Identifier: Apache-2.0
/** Rules that hold for the code as a whole: who may see whom, what may be public, and what the public API is. */
@NullMarked
package io.meshkit.it.architecture;

import org.jspecify.annotations.NullMarked;
