// SPDX-License-Identifier: Apache-2.0
/**
 * Which kinds the fake server serves, with their types: a table for the built-in ones, CRDs for the others. Not for use outside the test kit.
 */
@NullMarked
package io.meshkit.testkit.kubernetes.internal.kinds;

import org.jspecify.annotations.NullMarked;
