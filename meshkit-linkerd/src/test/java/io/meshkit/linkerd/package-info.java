// SPDX-License-Identifier: Apache-2.0
/** Tests of what a user sees of the adapter of Linkerd: the contract, detection, and renderings as files. */
@NullMarked
package io.meshkit.linkerd;

import org.jspecify.annotations.NullMarked;
