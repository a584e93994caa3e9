// SPDX-License-Identifier: Apache-2.0
/** The analysis of configuration, on files of others. */
@NullMarked
package io.meshkit.it.analysis;

import org.jspecify.annotations.NullMarked;
