// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.kubernetes;

import static io.meshkit.core.internal.kubernetes.ReadinessRule.current;
import static io.meshkit.core.internal.kubernetes.ReadinessRule.failed;
import static io.meshkit.core.internal.kubernetes.ReadinessRule.inProgress;

import io.meshkit.core.internal.kubernetes.LiveFields.Condition;
import io.meshkit.resource.Readiness;
import java.util.Optional;

/** Readiness of built-in kinds that run nothing, as kstatus has it. */
final class ObjectRules {

    private ObjectRules() {}

    static Optional<Readiness> service(LiveFields object) {
        boolean waits = object.text("/spec/type").filter("LoadBalancer"::equals).isPresent()
                && object.text("/spec/clusterIP").isEmpty();
        return Optional.of(waits ? inProgress("no cluster IP yet") : current(""));
    }

    static Optional<Readiness> claim(LiveFields object) {
        String phase = object.text("/status/phase").orElse("unknown");
        return Optional.of(phase.equals("Bound") ? current("bound") : inProgress("not bound; its phase is " + phase));
    }

    /** kstatus has no rule for namespaces; one that ends bears a deletion timestamp, but its phase is known a moment earlier. */
    static Optional<Readiness> namespace(LiveFields object) {
        boolean ends =
                object.text("/status/phase").filter("Terminating"::equals).isPresent();
        return Optional.of(
                ends ? new Readiness(Readiness.Status.TERMINATING, "its contents are being deleted") : current(""));
    }

    /** Once the generation is observed, the controller has computed what may be disrupted. */
    static Optional<Readiness> disruptionBudget(LiveFields object) {
        return Optional.of(current(""));
    }

    static Optional<Readiness> customResourceDefinition(LiveFields object) {
        for (Condition condition : object.conditions()) {
            if (condition.is("NamesAccepted", "False")) {
                return Optional.of(failed(condition.words()));
            }
            if (condition.is("Established", "False") && !condition.reason().equals("Installing")) {
                return Optional.of(failed(condition.words()));
            }
            if (condition.is("Established", "True")) {
                return Optional.of(current("established"));
            }
        }
        return Optional.of(inProgress("not established yet"));
    }

    /** An aggregated API that is not available makes discovery of its group fail. */
    static Optional<Readiness> apiService(LiveFields object) {
        Optional<Condition> available = object.condition("Available");
        return Optional.of(
                available.filter(condition -> condition.status().equals("True")).isPresent()
                        ? current("available")
                        : inProgress(available.map(Condition::words).orElse("not available yet")));
    }
}
