// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.plan.PlanStyle;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TerminalStyleTest {

    @Test
    void a_terminal_is_coloured_and_a_pipe_is_plain() {
        assertThat(TerminalStyle.of(Map.of("TERM", "xterm"), true)).isEqualTo(PlanStyle.COLOURED);
        assertThat(TerminalStyle.of(Map.of("TERM", "xterm"), false)).isEqualTo(PlanStyle.PLAIN);
    }

    @Test
    void whoever_wants_no_colour_gets_none() {
        assertThat(TerminalStyle.of(Map.of("NO_COLOR", "1"), true)).isEqualTo(PlanStyle.PLAIN);
        assertThat(TerminalStyle.of(Map.of("NO_COLOR", "1", "CLICOLOR_FORCE", "1"), true))
                .isEqualTo(PlanStyle.PLAIN);
        assertThat(TerminalStyle.of(Map.of("CLICOLOR", "0"), true)).isEqualTo(PlanStyle.PLAIN);
    }

    @Test
    void an_empty_no_color_says_nothing() {
        assertThat(TerminalStyle.of(Map.of("NO_COLOR", ""), true)).isEqualTo(PlanStyle.COLOURED);
    }

    @Test
    void colours_can_be_had_in_a_log() {
        assertThat(TerminalStyle.of(Map.of("CLICOLOR_FORCE", "1", "TERM", "dumb"), false))
                .isEqualTo(PlanStyle.COLOURED);
        assertThat(TerminalStyle.of(Map.of("CLICOLOR_FORCE", "0"), false)).isEqualTo(PlanStyle.PLAIN);
    }

    @Test
    void a_terminal_that_cannot_colour_is_plain() {
        assertThat(TerminalStyle.of(Map.of("TERM", "dumb"), true)).isEqualTo(PlanStyle.PLAIN);
    }

    @Test
    void a_process_without_a_terminal_and_without_wishes_is_plain() {
        boolean wishes = System.getenv().keySet().stream().anyMatch(name -> name.startsWith("CLICOLOR"));

        assertThat(TerminalStyle.ofThisProcess() == PlanStyle.PLAIN || wishes || System.console() != null)
                .isTrue();
    }
}
