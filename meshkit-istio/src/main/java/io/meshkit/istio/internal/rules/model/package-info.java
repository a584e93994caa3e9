// SPDX-License-Identifier: Apache-2.0
/**
 * What the rules of Istio need to know of it: its kinds, how it reads hosts and finds services, which pods are in the mesh. Shared by the packages of
 * rules beside this one.
 */
@NullMarked
package io.meshkit.istio.internal.rules.model;

import org.jspecify.annotations.NullMarked;
