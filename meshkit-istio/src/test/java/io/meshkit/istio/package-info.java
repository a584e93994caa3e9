// SPDX-License-Identifier: Apache-2.0
/** Tests of what a user sees of the adapter of Istio: the contract, detection, and renderings as files. */
@NullMarked
package io.meshkit.istio;

import org.jspecify.annotations.NullMarked;
