// SPDX-License-Identifier: Apache-2.0
/** Stores against API servers: the one inside the JVM, and, in the real tier, kube-apiserver. */
@NullMarked
package io.meshkit.it.store;

import org.jspecify.annotations.NullMarked;
