// SPDX-License-Identifier: Apache-2.0
/** Tests that need more than one module: the parts together, on the fake and on the real API server, and the rules of the whole. */
@NullMarked
package io.meshkit.it;

import org.jspecify.annotations.NullMarked;
