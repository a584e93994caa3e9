// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import io.meshkit.document.NumberValue;
import io.meshkit.document.Value;
import io.meshkit.finding.FindingSink;
import io.meshkit.pattern.Component;
import io.meshkit.pattern.DurationText;
import io.meshkit.pattern.Pattern;
import io.meshkit.pattern.PatternCheck;
import io.meshkit.pattern.Trait;
import java.time.Duration;
import java.util.Optional;

/** The time for a request spans all its tries: the first one and {@code retry.attempts} further ones. */
final class TimeoutCheck implements PatternCheck {

    @Override
    public void check(Pattern pattern, FindingSink findings) {
        for (Component component : pattern.components()) {
            Optional<Value> request = setting(component, "timeout", "request");
            Optional<Duration> whole = request.flatMap(TimeoutCheck::duration);
            Optional<Duration> each =
                    setting(component, "retry", "perTryTimeout").flatMap(TimeoutCheck::duration);
            Optional<Value> attempts = setting(component, "retry", "attempts");
            if (whole.isEmpty() || each.isEmpty() || attempts.isEmpty()) {
                continue;
            }
            long further = attempts.get() instanceof NumberValue number
                    ? number.asLong().orElse(0)
                    : 0;
            Duration needed = each.get().multipliedBy(Math.min(further, 1_000) + 1);
            if (whole.get().compareTo(needed) < 0) {
                findings.report(PatternCodes.SHORT_TIMEOUT
                        .finding("timeout.request " + request.get() + " ends before all tries have had their time: "
                                + (further + 1) + " tries of " + DurationText.print(each.get()) + " take up to "
                                + DurationText.print(needed))
                        .at(request.get())
                        .related(attempts.get().place(), "the further tries")
                        .build());
            }
        }
    }

    private static Optional<Value> setting(Component component, String trait, String key) {
        return component.traits().stream()
                .filter(candidate -> candidate.name().equals(trait))
                .map(Trait::map)
                .findFirst()
                .flatMap(map -> map.get(key));
    }

    private static Optional<Duration> duration(Value value) {
        return DurationText.parse(value.toString());
    }
}
