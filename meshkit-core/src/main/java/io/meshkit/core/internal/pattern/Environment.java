// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import io.meshkit.core.internal.pattern.ReferenceText.Reference;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import io.meshkit.finding.FindingSink;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The environment variables that a pattern may read: those that the caller named, and no others. */
final class Environment {

    /** One of which nothing may be read. */
    static final Environment CLOSED = new Environment(Set.of(), name -> null);

    private final Set<String> allowed;
    private final Function<String, @Nullable String> variables;

    Environment(Set<String> allowed, Function<String, @Nullable String> variables) {
        this.allowed = allowed;
        this.variables = variables;
    }

    Optional<Value> value(Reference reference, Value at, FindingSink findings) {
        String name = String.join(".", reference.path());
        if (!allowed.contains(name)) {
            findings.report(PatternCodes.NOT_IMPORTED
                    .finding(reference.written()
                            + " reads an environment variable that this pattern may not read; name it in"
                            + " PatternOptions.environment")
                    .at(at)
                    .build());
            return Optional.empty();
        }
        String value = variables.apply(name);
        if (value == null) {
            findings.report(PatternCodes.UNRESOLVED
                    .finding(reference.written() + " leads nowhere: the environment variable " + name + " is not set")
                    .at(at)
                    .build());
            return Optional.empty();
        }
        return Optional.of(TextValue.of(value).at(at));
    }
}
