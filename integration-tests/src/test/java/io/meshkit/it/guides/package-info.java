// SPDX-License-Identifier: Apache-2.0
/** The code on the pages of docs and README, compiled and run. */
@NullMarked
package io.meshkit.it.guides;

import org.jspecify.annotations.NullMarked;
