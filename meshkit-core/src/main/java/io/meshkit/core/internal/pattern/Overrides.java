// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import io.meshkit.document.MapValue;
import io.meshkit.document.Value;
import io.meshkit.pattern.Component;

/** Settings of a service that imports a pattern, as values for the variables of that pattern. */
final class Overrides {

    private Overrides() {}

    /** The variables with the values that the service gives; limits that a variable declares stay and are checked later. */
    static MapValue of(Component importer, MapValue vars, FindingList findings) {
        MapValue.Builder values = vars.toBuilder();
        for (MapValue.Entry setting : importer.settings()) {
            if (vars.has(setting.key())) {
                Value written = vars.get(setting.key()).orElseThrow();
                values.put(setting.key(), Variables.withValue(written, setting.value()));
            } else {
                findings.report(PatternCodes.UNKNOWN_VARIABLE
                        .finding("a value is given for the variable \"" + setting.key()
                                + "\", which the imported pattern does not declare"
                                + Suggestion.sentence(setting.key(), vars.keys()))
                        .at(importer.type())
                        .at(importer.settings().keyPlace(setting.key())));
            }
        }
        return values.build().at(vars);
    }
}
