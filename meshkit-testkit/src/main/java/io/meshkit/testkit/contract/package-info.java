// SPDX-License-Identifier: Apache-2.0
/**
 * What MeshKit expects of implementations of its interfaces, as tests to extend: one abstract class for each interface. Authors of a
 * provider run them on their own classes; the bundled ones run them as well.
 */
@NullMarked
package io.meshkit.testkit.contract;

import org.jspecify.annotations.NullMarked;
