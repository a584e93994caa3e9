// SPDX-License-Identifier: Apache-2.0
package io.meshkit.mesh;

/**
 * Something that an adapter can do. Each ability is an interface of its own below this one, so that adapters written today go on working
 * when abilities are added. A capability is a view of its adapter and lives as long as it.
 *
 * @since 0.1.0
 */
public interface Capability {}
