// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import io.meshkit.pattern.ComponentRenderer;
import io.meshkit.pattern.Rendering;
import io.meshkit.pattern.TraitRenderer;
import io.meshkit.plan.ForeignField;
import io.meshkit.resource.GroupKind;
import java.util.List;
import java.util.Map;

/** What an adapter without the ability to render renders: every trait is "not implemented by this adapter". */
enum NoRendering implements Rendering {
    INSTANCE;

    @Override
    public Map<String, ComponentRenderer> components() {
        return Map.of();
    }

    @Override
    public Map<String, TraitRenderer> traits() {
        return Map.of();
    }

    @Override
    public Map<String, String> rawKinds() {
        return Map.of();
    }

    @Override
    public List<GroupKind> meshKinds() {
        return List.of();
    }

    @Override
    public List<ForeignField> foreignFields() {
        return List.of();
    }
}
