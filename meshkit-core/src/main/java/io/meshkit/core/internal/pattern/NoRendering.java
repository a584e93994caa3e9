// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import io.meshkit.pattern.Rendering;
import io.meshkit.pattern.TraitRenderer;
import java.util.Map;

/** What an adapter without the ability to render renders: every trait is "not implemented by this adapter". */
enum NoRendering implements Rendering {
    INSTANCE;

    @Override
    public Map<String, TraitRenderer> traits() {
        return Map.of();
    }

    @Override
    public Map<String, String> rawKinds() {
        return Map.of();
    }
}
