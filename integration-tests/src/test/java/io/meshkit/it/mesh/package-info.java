// SPDX-License-Identifier: Apache-2.0
/** A real mesh of processes on this machine, and what it does with requests. */
@NullMarked
package io.meshkit.it.mesh;

import org.jspecify.annotations.NullMarked;
