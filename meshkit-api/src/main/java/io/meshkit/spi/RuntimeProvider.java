// SPDX-License-Identifier: Apache-2.0
package io.meshkit.spi;

import io.meshkit.MeshKit;
import io.meshkit.MeshKitBuilder;

/**
 * Makes kits. The runtime (meshkit-core) provides it; applications call {@link MeshKit#builder()}.
 *
 * @since 0.1.0
 */
public interface RuntimeProvider {

    /**
     * Makes a kit as the builder says.
     *
     * @param builder what the application asked for
     * @return the kit
     */
    MeshKit create(MeshKitBuilder builder);
}
