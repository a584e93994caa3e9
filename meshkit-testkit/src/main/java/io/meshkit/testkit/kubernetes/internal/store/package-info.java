// SPDX-License-Identifier: Apache-2.0
/**
 * Objects in memory with one counter of versions and the history that watches are fed from. Knows nothing of HTTP, kinds or ownership. Not for use outside the test kit.
 */
@NullMarked
package io.meshkit.testkit.kubernetes.internal.store;

import org.jspecify.annotations.NullMarked;
