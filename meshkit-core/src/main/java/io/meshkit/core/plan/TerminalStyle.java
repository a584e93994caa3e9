// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.plan;

import io.meshkit.plan.PlanStyle;
import java.io.Console;
import java.lang.reflect.InvocationTargetException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whether what this process prints is coloured: on a terminal, unless whoever started it says otherwise.
 *
 * @since 0.1.0
 */
public final class TerminalStyle {

    private TerminalStyle() {}

    /**
     * The style for standard output. {@code NO_COLOR}, when not empty, means plain (<a href="https://no-color.org">no-color.org</a>); else
     * {@code CLICOLOR_FORCE}, when neither empty nor {@code 0}, means coloured, and {@code CLICOLOR=0} plain
     * (<a href="https://bixense.com/clicolors">bixense.com/clicolors</a>); else it is coloured when standard input and output are a
     * terminal that is not {@code TERM=dumb}.
     *
     * @return the style
     */
    public static PlanStyle ofThisProcess() {
        return of(System.getenv(), isTerminal(System.console()));
    }

    static PlanStyle of(Map<String, String> environment, boolean terminal) {
        if (!environment.getOrDefault("NO_COLOR", "").isEmpty()) {
            return PlanStyle.PLAIN;
        }
        String force = environment.getOrDefault("CLICOLOR_FORCE", "");
        if (!force.isEmpty() && !force.equals("0")) {
            return PlanStyle.COLOURED;
        }
        boolean wanted = !environment.getOrDefault("CLICOLOR", "").equals("0")
                && !environment.getOrDefault("TERM", "").equals("dumb");
        return terminal && wanted ? PlanStyle.COLOURED : PlanStyle.PLAIN;
    }

    /** From Java 22 on there is a console without a terminal, and a method that tells. */
    private static boolean isTerminal(@Nullable Console console) {
        if (console == null) {
            return false;
        }
        try {
            return Boolean.TRUE.equals(Console.class.getMethod("isTerminal").invoke(console));
        } catch (NoSuchMethodException e) {
            return true;
        } catch (IllegalAccessException | InvocationTargetException e) {
            return false;
        }
    }
}
