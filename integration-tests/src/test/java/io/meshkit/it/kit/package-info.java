// SPDX-License-Identifier: Apache-2.0
/** Tests of whole kits: what they load, start and leave behind. */
@NullMarked
package io.meshkit.it.kit;

import org.jspecify.annotations.NullMarked;
