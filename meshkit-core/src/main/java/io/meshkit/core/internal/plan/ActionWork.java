// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.plan;

import io.meshkit.MeshKitException;
import io.meshkit.document.MapValue;
import io.meshkit.document.Value;
import io.meshkit.plan.ActionHandler;
import io.meshkit.plan.ActionRun;
import io.meshkit.plan.ActionStep;
import io.meshkit.plan.OperationResult.Outcome;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Lets a handler do its action, with what earlier steps gave filled in. */
final class ActionWork implements StepWork {

    private final ActionStep step;
    private final ActionHandler handler;
    private final ActionRun run;
    private final Function<ActionStep.Output, Optional<Value>> outputs;
    private @Nullable MapValue arguments;
    private @Nullable MapValue output;

    ActionWork(
            ActionStep step,
            ActionHandler handler,
            ActionRun run,
            Function<ActionStep.Output, Optional<Value>> outputs) {
        this.step = step;
        this.handler = handler;
        this.run = run;
        this.outputs = outputs;
    }

    @Override
    public Progress advance() {
        MapValue filled = filled();
        arguments = filled;
        MapValue gave = handler.run(filled, run);
        output = gave;
        return new Done(Outcome.DONE, gave, gave);
    }

    private MapValue filled() {
        Value filled = step.arguments();
        for (var input : step.inputs().entrySet()) {
            Value value = outputs.apply(input.getValue())
                    .orElseThrow(() -> new MeshKitException(
                            PlanCodes.STEP_BROKE,
                            "\"" + step.id() + "\" needs "
                                    + input.getValue().part() + " of \""
                                    + input.getValue().step() + "\", which did not give it.",
                            "Look at what that step gave; the plan or the handler is wrong."));
            filled = filled.with(input.getKey(), value);
        }
        return (MapValue) filled;
    }

    @Override
    public Optional<Duration> limit() {
        return Optional.empty();
    }

    @Override
    public boolean hasWritten() {
        return output != null;
    }

    @Override
    public void undo() {
        if (arguments != null && output != null) {
            handler.undo(arguments, output, run);
        }
    }
}
