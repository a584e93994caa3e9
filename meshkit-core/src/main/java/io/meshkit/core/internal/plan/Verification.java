// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.plan;

import io.meshkit.core.internal.proxy.ProxyWatch;
import io.meshkit.core.internal.proxy.ProxyWatches;
import io.meshkit.finding.Finding;
import io.meshkit.finding.Report;
import io.meshkit.plan.OperationListener;
import io.meshkit.plan.Plan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Asks the running proxies whether they take up what a plan changed. Heard before the first write and again until the settle time after
 * the last step has passed; a control plane that needs longer to tell its proxies is not waited for.
 */
final class Verification {

    private static final int PARALLEL = 8;
    private static final Polling LOOKS = new Polling(Duration.ofMillis(200), Duration.ofMillis(500));

    private final Plan plan;
    private final ProxyWatches proxies;
    private final Duration settleTime;
    private final Pace pace;

    Verification(Plan plan, ProxyWatches proxies, Duration settleTime, Pace pace) {
        this.plan = plan;
        this.proxies = proxies;
        this.settleTime = settleTime;
        this.pace = pace;
    }

    /** Hears what the proxies reject already. */
    void begin() {
        each(ProxyWatch::begin);
    }

    /** Watches the proxies until they have settled; a plan without changes has nothing to wait for. */
    Report end(OperationListener listener, BooleanSupplier cancelled) {
        List<Finding> findings = opaque(proxies);
        if (proxies.watches().isEmpty()) {
            return Report.of(findings);
        }
        listener.verifying(proxies.watches().size());
        if (plan.hasChanges() && !settle(cancelled)) {
            findings.add(Finding.warning(
                            PlanCodes.UNVERIFIED,
                            "the proxies were not watched for the whole settle time of " + settleTime.toMillis()
                                    + " ms, because the operation was cancelled; they may yet reject what was applied.")
                    .build());
        }
        each(ProxyWatch::end);
        RejectionFindings rejections = RejectionFindings.of(plan);
        for (ProxyWatch proxy : proxies.watches()) {
            proxy.silence().ifPresent(why -> findings.add(silent(proxy, why)));
            proxy.rejections().forEach(rejection -> findings.add(rejections.of(proxy, rejection)));
            if (plan.unfinished()) {
                // what an operation before this one applied and did not finish may be what was rejected
                proxy.earlierRejections().stream()
                        .filter(rejection -> rejections.concerns(proxy, rejection))
                        .forEach(rejection -> findings.add(rejections.of(proxy, rejection)));
            }
        }
        return Report.of(findings);
    }

    /**
     * Asks proxies for their own sake, once.
     *
     * @param proxies the proxies
     * @return what they say that they rejected, and which cannot be asked
     */
    static Report now(ProxyWatches proxies) {
        List<Finding> findings = opaque(proxies);
        each(proxies, watch -> {
            watch.begin();
            watch.end();
        });
        RejectionFindings rejections = RejectionFindings.withoutPlan();
        for (ProxyWatch proxy : proxies.watches()) {
            proxy.silence().ifPresent(why -> findings.add(silent(proxy, why)));
            proxy.rejections().forEach(rejection -> findings.add(rejections.of(proxy, rejection)));
            proxy.earlierRejections().forEach(rejection -> findings.add(rejections.of(proxy, rejection)));
        }
        return Report.of(findings);
    }

    private static List<Finding> opaque(ProxyWatches proxies) {
        return new ArrayList<>(proxies.opaque().stream()
                .map(proxy -> Finding.warning(
                                PlanCodes.UNVERIFIED,
                                "whether " + proxy.label() + " takes up what it is sent is not known: " + proxy.reason()
                                        + ".")
                        .build())
                .toList());
    }

    /** Whether the whole time has passed. */
    private boolean settle(BooleanSupplier cancelled) {
        long end = pace.nanoTime() + settleTime.toNanos();
        for (int looks = 0; !cancelled.getAsBoolean(); looks++) {
            long left = end - pace.nanoTime();
            if (left <= 0) {
                return true;
            }
            try {
                pace.pause(Duration.ofNanos(Math.min(left, LOOKS.pause(looks).toNanos())));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
            each(ProxyWatch::look);
        }
        return false;
    }

    private static Finding silent(ProxyWatch proxy, String why) {
        return Finding.warning(
                        PlanCodes.SILENT,
                        "the proxy " + proxy.name() + " did not answer " + why
                                + " Whether it takes up what it is sent is not known in full.")
                .parameter("proxy", proxy.name())
                .build();
    }

    private void each(Consumer<ProxyWatch> ask) {
        each(proxies, ask);
    }

    private static void each(ProxyWatches proxies, Consumer<ProxyWatch> ask) {
        new Parallel(PARALLEL).map(proxies.watches(), proxy -> {
            ask.accept(proxy);
            return proxy;
        });
    }
}
