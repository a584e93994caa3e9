// SPDX-License-Identifier: Apache-2.0
package io.meshkit.spi;

import io.meshkit.mesh.MeshAdapter;

/**
 * Provides the adapter of a mesh. Its id is the mesh's id.
 *
 * @since 0.1.0
 */
public interface MeshAdapterProvider extends Provider {

    /**
     * Makes the adapter. Called once per kit, before first use.
     *
     * @param context what it may use
     * @return the adapter
     * @throws NotApplicableException when the adapter cannot work in this process
     */
    MeshAdapter create(ProviderContext context);
}
