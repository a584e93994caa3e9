// SPDX-License-Identifier: Apache-2.0
/**
 * Objects in a mesh's store, and the store: Kubernetes objects and Consul config entries behind one interface. A
 * {@link io.meshkit.resource.Resource} is what somebody wants or has; a {@link io.meshkit.resource.ResourceStore} is where it lives.
 * Nothing here decides what to change; {@link io.meshkit.plan} does.
 */
@NullMarked
package io.meshkit.resource;

import org.jspecify.annotations.NullMarked;
