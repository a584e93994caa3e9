// SPDX-License-Identifier: Apache-2.0
/**
 * The patch formats that are not server-side apply: JSON patch, merge patch and a strategic merge patch by list keys. Not for use outside the test kit.
 */
@NullMarked
package io.meshkit.testkit.kubernetes.internal.patch;

import org.jspecify.annotations.NullMarked;
