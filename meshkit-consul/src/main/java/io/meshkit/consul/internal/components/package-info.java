// SPDX-License-Identifier: Apache-2.0
/** What Consul needs of components themselves, beside their traits: marks on the pods of applications, entries for services outside. */
@NullMarked
package io.meshkit.consul.internal.components;

import org.jspecify.annotations.NullMarked;
