// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import io.meshkit.finding.FindingSink;
import io.meshkit.pattern.Component;
import io.meshkit.pattern.Pattern;
import io.meshkit.pattern.PatternCheck;
import io.meshkit.pattern.Trait;

/** On a mesh, the injection of sidecars needs namespaces: a mesh has none of its own that it could mean. */
final class InjectionScopeCheck implements PatternCheck {

    @Override
    public void check(Pattern pattern, FindingSink findings) {
        for (Component component : pattern.components()) {
            if (!component.type().text().equals("Mesh")) {
                continue;
            }
            for (Trait trait : component.traits()) {
                if (trait.name().equals("automaticSidecarInjection")
                        && !trait.map().has("namespaces")) {
                    findings.report(PatternCodes.MISSING_PART
                            .finding("automaticSidecarInjection of " + component.key()
                                    + " has no \"namespaces\"; on a Mesh it needs them")
                            .at(trait.settings())
                            .at(trait.keyPlace())
                            .build());
                }
            }
        }
    }
}
