// SPDX-License-Identifier: Apache-2.0
/**
 * Programs beside a test: where real parts are installed, ports for them, and processes that end with the JVM. What runs in them is
 * decided in {@code io.meshkit.testkit.kubernetes} and {@code io.meshkit.testkit.mesh}.
 */
@NullMarked
package io.meshkit.testkit.process;

import org.jspecify.annotations.NullMarked;
