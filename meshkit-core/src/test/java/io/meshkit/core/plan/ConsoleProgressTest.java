// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.ErrorCode;
import io.meshkit.MeshKitException;
import io.meshkit.document.MapValue;
import io.meshkit.finding.Report;
import io.meshkit.plan.ActionStep;
import io.meshkit.plan.ApplyStep;
import io.meshkit.plan.Change;
import io.meshkit.plan.DeleteStep;
import io.meshkit.plan.DesiredState;
import io.meshkit.plan.OperationResult;
import io.meshkit.plan.OperationResult.Outcome;
import io.meshkit.plan.OperationResult.StepResult;
import io.meshkit.plan.Plan;
import io.meshkit.plan.PlanStyle;
import io.meshkit.plan.Step;
import io.meshkit.resource.GroupKind;
import io.meshkit.resource.Resource;
import io.meshkit.resource.ResourceKey;
import io.meshkit.resource.SetId;
import io.meshkit.resource.StoreId;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConsoleProgressTest {

    private static final StoreId STORE = new StoreId("memory");
    private static final Step CREATE = apply("a", Change.CREATE);
    private static final Step SAME = apply("b", Change.NO_CHANGE);
    private static final Step DELETE = DeleteStep.of("delete c", key("c")).build();
    private static final Step ACTION = ActionStep.of("restart the proxies", "restart", MapValue.EMPTY, Change.UPDATE)
            .build();

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final ConsoleProgress progress = ConsoleProgress.to(new PrintStream(bytes, true, StandardCharsets.UTF_8));

    private static Step apply(String name, Change change) {
        return ApplyStep.of("apply " + name, Resource.of(key(name), MapValue.EMPTY), change)
                .build();
    }

    private static ResourceKey key(String name) {
        return new ResourceKey(STORE, new GroupKind("", "ConfigMap"), "default", name);
    }

    private static StepResult result(Step step, Outcome outcome) {
        return new StepResult(step.id(), outcome, Optional.empty(), MapValue.EMPTY);
    }

    private String text() {
        return bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }

    private void start() {
        progress.started(
                Plan.of(STORE, DesiredState.of(new SetId("default", "shop")).build())
                        .steps(List.of(CREATE, SAME, DELETE, ACTION))
                        .build());
    }

    @Test
    void each_step_that_did_something_is_a_line_with_its_number() {
        start();

        progress.stepFinished(CREATE, result(CREATE, Outcome.DONE));
        progress.stepFinished(SAME, result(SAME, Outcome.UNCHANGED));
        progress.stepFinished(DELETE, result(DELETE, Outcome.CANCELLED));
        progress.stepFinished(ACTION, result(ACTION, Outcome.ROLLED_BACK));

        assertThat(text()).isEqualTo("""
            [1/4] + ConfigMap default/a: done
            [3/4] - ConfigMap default/c: cancelled
            [4/4] ~ restart the proxies: rolled back
            """);
    }

    @Test
    void what_a_step_waits_for_is_told_when_it_changes() {
        start();

        progress.stepWaiting(CREATE, "0 of 2 ready");
        progress.stepWaiting(CREATE, "0 of 2 ready");
        progress.stepWaiting(CREATE, "1 of 2 ready");

        assertThat(text()).isEqualTo("        waiting for 0 of 2 ready\n        waiting for 1 of 2 ready\n");
    }

    @Test
    void an_error_stands_under_its_step() {
        start();

        progress.stepFinished(
                CREATE,
                new StepResult(CREATE.id(), Outcome.FAILED, Optional.of(error("the server said no.")), MapValue.EMPTY));

        assertThat(text())
                .startsWith("[1/4] + ConfigMap default/a: failed\n        the server said no.")
                .contains("MK-TEST");
    }

    @Test
    void text_of_a_server_moves_no_cursor() {
        start();

        progress.stepWaiting(CREATE, "\u001b[2Jgone\r");

        assertThat(text()).isEqualTo("        waiting for  [2Jgone \n");
    }

    @Test
    void the_end_has_the_numbers() {
        progress.finished(new OperationResult(
                List.of(result(CREATE, Outcome.DONE), result(SAME, Outcome.UNCHANGED)),
                1,
                Optional.of(1),
                Optional.empty(),
                Report.EMPTY));

        assertThat(text()).isEqualTo("Done: 1 done, 1 unchanged, 1 write.\n");
    }

    @Test
    void an_operation_that_failed_says_why() {
        progress.finished(new OperationResult(
                List.of(), 2, Optional.empty(), Optional.of(error("the records could not be written.")), Report.EMPTY));

        assertThat(text()).startsWith("Not done: 2 writes.\nthe records could not be written.");
    }

    @Test
    void a_second_operation_counts_from_one() {
        start();
        progress.stepFinished(CREATE, result(CREATE, Outcome.DONE));

        start();
        progress.stepFinished(CREATE, result(CREATE, Outcome.DONE));

        assertThat(text()).endsWith("[1/4] + ConfigMap default/a: done\n");
    }

    @Test
    void on_a_terminal_lines_have_the_colours_of_plans_and_what_failed_is_red() {
        ConsoleProgress coloured =
                ConsoleProgress.to(new PrintStream(bytes, true, StandardCharsets.UTF_8), PlanStyle.COLOURED);

        coloured.stepWaiting(CREATE, "1 of 2 ready");
        coloured.stepFinished(CREATE, result(CREATE, Outcome.DONE));
        coloured.stepFinished(ACTION, result(ACTION, Outcome.FAILED));

        assertThat(text().lines())
                .containsExactly(
                        "\u001b[2m        waiting for 1 of 2 ready\u001b[0m",
                        "\u001b[32m[1/0] + ConfigMap default/a: done\u001b[0m",
                        "\u001b[31m[2/0] ~ restart the proxies: failed\u001b[0m");
    }

    private static MeshKitException error(String message) {
        return new MeshKitException(new ErrorCode("MK-TEST"), message, "Ask again.");
    }
}
