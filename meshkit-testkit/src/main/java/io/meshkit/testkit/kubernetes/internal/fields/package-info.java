// SPDX-License-Identifier: Apache-2.0
/**
 * Who owns which field: typed merging, comparing and pruning, and managed fields as server-side apply of Kubernetes has them (kubernetes-sigs/structured-merge-diff). Knows nothing of HTTP or storage. Not for use outside the test kit; start at {@link io.meshkit.testkit.kubernetes.internal.fields.Ownership}.
 */
@NullMarked
package io.meshkit.testkit.kubernetes.internal.fields;

import org.jspecify.annotations.NullMarked;
