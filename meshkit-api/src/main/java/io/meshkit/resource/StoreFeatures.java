// SPDX-License-Identifier: Apache-2.0
package io.meshkit.resource;

/**
 * What a store can do, so that planners need not ask which store it is.
 *
 * @param fieldOwnership it knows who wrote which field, and refuses to take fields from others without force
 * @param serverPreview {@link ResourceStore#preview} asks the server
 * @param readiness {@link ResourceStore#readiness} says more than "there" or "not there"
 * @param namespaces its resources live in namespaces
 * @since 0.1.0
 */
public record StoreFeatures(boolean fieldOwnership, boolean serverPreview, boolean readiness, boolean namespaces) {}
