// SPDX-License-Identifier: Apache-2.0
/**
 * Programs that a newcomer runs first. {@link io.meshkit.examples.Examples} chooses one by its name; each is a class that can be read from
 * top to bottom.
 */
@NullMarked
package io.meshkit.examples;

import org.jspecify.annotations.NullMarked;
