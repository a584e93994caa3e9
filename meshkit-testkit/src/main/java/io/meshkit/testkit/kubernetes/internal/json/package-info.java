// SPDX-License-Identifier: Apache-2.0
/**
 * JSON and YAML bytes to values and back, with limits. Not for use outside the test kit.
 */
@NullMarked
package io.meshkit.testkit.kubernetes.internal.json;

import org.jspecify.annotations.NullMarked;
