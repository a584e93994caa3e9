// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.plan;

import io.meshkit.finding.Finding;
import io.meshkit.plan.ApplyStep;
import io.meshkit.plan.OperationResult.StepResult;
import io.meshkit.plan.Step;
import io.meshkit.resource.Rejection;
import io.meshkit.resource.Resource;
import io.meshkit.resource.StoreException;
import io.meshkit.resource.StoreException.Reason;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a store refused when it was written, though no preview had shown it, at the lines of the user's file that caused it. */
final class RefusedSteps {

    /** Verdicts on what was to be written; other failures are of the store, the way to it, or a race. */
    private static final Set<Reason> VERDICTS =
            EnumSet.of(Reason.INVALID, Reason.IMMUTABLE, Reason.FIELD_CONFLICT, Reason.FORBIDDEN, Reason.UNSUPPORTED);

    private static final KnownErrors NOTHING_KNOWN = new KnownErrors(List.of());

    private RefusedSteps() {}

    /** @param results how the steps of the plan ended */
    static List<Finding> findings(List<Step> steps, List<StepResult> results) {
        Map<String, Resource> written = new HashMap<>();
        for (Step step : steps) {
            if (step instanceof ApplyStep apply) {
                written.put(step.id(), apply.resource());
            }
        }
        List<Finding> findings = new ArrayList<>();
        for (StepResult result : results) {
            Optional<Resource> resource = Optional.ofNullable(written.get(result.step()));
            Optional<Rejection> rejection = result.error().flatMap(RefusedSteps::verdict);
            if (resource.isPresent() && rejection.isPresent()) {
                findings.addAll(Refusals.of(resource.get(), rejection.get(), NOTHING_KNOWN));
            }
        }
        return findings;
    }

    private static Optional<Rejection> verdict(Exception error) {
        return error instanceof StoreException refused && VERDICTS.contains(refused.reason())
                ? refused.rejection()
                : Optional.empty();
    }
}
