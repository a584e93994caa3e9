// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import io.meshkit.core.document.TextWriter;
import io.meshkit.finding.Finding;
import io.meshkit.finding.Report;
import io.meshkit.pattern.Component;
import io.meshkit.pattern.ConvertedPattern;
import io.meshkit.pattern.Pattern;
import java.util.ArrayList;
import java.util.List;

/** Writes patterns of all dialects as texts of {@code meshkit.dev/v1}, and says what is not in them. */
final class PatternConverter {

    private final ServiceNames names;

    PatternConverter(ServiceNames names) {
        this.names = names;
    }

    ConvertedPattern convert(Pattern pattern) {
        ReadableKeys keys = ReadableKeys.of(pattern, names);
        List<Finding> findings = new ArrayList<>(Losses.of(pattern));
        for (Component component : pattern.components()) {
            String key = keys.of(component.key());
            if (!key.equals(component.key())) {
                findings.add(PatternCodes.NEW_KEY
                        .finding("the service " + component.key() + " has the key " + key)
                        .at(component.keyPlace())
                        .build());
            }
        }
        String text = new TextWriter().yaml(new V1Document(pattern, keys).root());
        return new ConvertedPattern(text, Report.of(findings));
    }
}
