// SPDX-License-Identifier: Apache-2.0
/**
 * The adapter of Linkerd. The only public type is its provider, which is found by itself when this jar is on the class path.
 */
@NullMarked
package io.meshkit.linkerd;

import org.jspecify.annotations.NullMarked;
