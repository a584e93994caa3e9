// SPDX-License-Identifier: Apache-2.0
/** Tests of what a user sees of the adapter of Consul: the contract, detection, and renderings as files. */
@NullMarked
package io.meshkit.consul;

import org.jspecify.annotations.NullMarked;
