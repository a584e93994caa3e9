// SPDX-License-Identifier: Apache-2.0
/** What installs Istio and its add-ons, from manifests that the application supplies. */
@NullMarked
package io.meshkit.istio.internal.lifecycle;

import org.jspecify.annotations.NullMarked;
