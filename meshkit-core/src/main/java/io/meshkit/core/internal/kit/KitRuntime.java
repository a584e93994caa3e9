// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.kit;

import io.meshkit.MeshKit;
import io.meshkit.MeshKitBuilder;
import io.meshkit.spi.RuntimeProvider;

/** Makes kits of this runtime. */
public final class KitRuntime implements RuntimeProvider {

    /** Does nothing. */
    public KitRuntime() {}

    @Override
    public MeshKit create(MeshKitBuilder builder) {
        return new Kit(builder);
    }
}
