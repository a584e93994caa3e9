// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import io.meshkit.pattern.PatternCheck;
import java.util.List;

/** The checks that come with the engine. A new one is a class and a line. */
final class Checks {

    private Checks() {}

    static List<PatternCheck> bundled() {
        return List.of(
                new ApplicationCheck(),
                new DependencyCheck(),
                new ExternalServiceCheck(),
                new InjectionScopeCheck(),
                new RouteActionCheck(),
                new TimeoutCheck(),
                new UninjectedCallerCheck(),
                new VersionCheck(),
                new WeightCheck());
    }
}
