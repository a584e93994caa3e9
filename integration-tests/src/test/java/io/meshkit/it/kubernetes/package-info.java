// SPDX-License-Identifier: Apache-2.0
/** Tests against a real Kubernetes control plane. */
@NullMarked
package io.meshkit.it.kubernetes;

import org.jspecify.annotations.NullMarked;
