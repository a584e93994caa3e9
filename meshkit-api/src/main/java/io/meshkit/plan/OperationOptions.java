// SPDX-License-Identifier: Apache-2.0
package io.meshkit.plan;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Collection;
import java.util.List;

/**
 * How a plan is carried out. Immutable; each method gives changed options.
 *
 * @since 0.1.0
 */
public final class OperationOptions {

    /**
     * 8 steps at a time, 5 minutes of patience for each resource, stops at the first failure, and watches the proxies of the site for
     * 2 seconds.
     */
    public static final OperationOptions DEFAULT = new OperationOptions(
            8,
            Duration.ofMinutes(5),
            FailurePolicy.STOP,
            OperationListener.NONE,
            SecretSource.NONE,
            List.of(),
            Duration.ofSeconds(2));

    private static final Duration LONGEST_SETTLING = Duration.ofMinutes(10);

    private final int parallelism;
    private final Duration readinessLimit;
    private final FailurePolicy failurePolicy;
    private final OperationListener listener;
    private final SecretSource secrets;
    private final List<MeshProxy> proxies;
    private final Duration settleTime;

    private OperationOptions(
            int parallelism,
            Duration readinessLimit,
            FailurePolicy failurePolicy,
            OperationListener listener,
            SecretSource secrets,
            List<MeshProxy> proxies,
            Duration settleTime) {
        this.parallelism = parallelism;
        this.readinessLimit = readinessLimit;
        this.failurePolicy = failurePolicy;
        this.listener = listener;
        this.secrets = secrets;
        this.proxies = proxies;
        this.settleTime = settleTime;
    }

    /**
     * How many steps run at the same time.
     *
     * @param steps 1 to 256
     * @return the options
     * @throws IllegalArgumentException when out of range
     */
    public OperationOptions parallelism(int steps) {
        if (steps < 1 || steps > 256) {
            throw new IllegalArgumentException("1 to 256 steps can run at the same time; got " + steps);
        }
        return new OperationOptions(steps, readinessLimit, failurePolicy, listener, secrets, proxies, settleTime);
    }

    /**
     * How long to wait until a resource does its work, or is gone.
     *
     * @param limit the limit, positive
     * @return the options
     * @throws IllegalArgumentException when the limit is not positive
     */
    public OperationOptions readinessLimit(Duration limit) {
        if (limit.isNegative() || limit.isZero()) {
            throw new IllegalArgumentException("a readiness limit is positive; got " + limit);
        }
        return new OperationOptions(parallelism, limit, failurePolicy, listener, secrets, proxies, settleTime);
    }

    /**
     * What to do when a step fails.
     *
     * @param policy what to do
     * @return the options
     */
    public OperationOptions failurePolicy(FailurePolicy policy) {
        return new OperationOptions(
                parallelism, readinessLimit, requireNonNull(policy, "policy"), listener, secrets, proxies, settleTime);
    }

    /**
     * Who hears how it goes.
     *
     * @param hears the listener
     * @return the options
     */
    public OperationOptions listener(OperationListener hears) {
        return new OperationOptions(
                parallelism,
                readinessLimit,
                failurePolicy,
                requireNonNull(hears, "hears"),
                secrets,
                proxies,
                settleTime);
    }

    /**
     * Who knows the secrets that the plan only refers to.
     *
     * @param source the source
     * @return the options
     */
    public OperationOptions secrets(SecretSource source) {
        return new OperationOptions(
                parallelism,
                readinessLimit,
                failurePolicy,
                listener,
                requireNonNull(source, "source"),
                proxies,
                settleTime);
    }

    /**
     * Proxies to be asked, beside those that the site knows, whether they take up what is applied.
     *
     * @param more the proxies
     * @return the options
     */
    public OperationOptions proxies(Collection<? extends MeshProxy> more) {
        return new OperationOptions(
                parallelism, readinessLimit, failurePolicy, listener, secrets, List.copyOf(more), settleTime);
    }

    /**
     * How long proxies are watched after the last step. The control plane has to tell them of a change within that time, else its
     * rejection is missed. A plan without changes does not wait: its proxies are asked once.
     *
     * @param time the time, 10 minutes at most; zero asks no proxy
     * @return the options
     * @throws IllegalArgumentException when it is negative or longer
     */
    public OperationOptions settleTime(Duration time) {
        if (time.isNegative() || time.compareTo(LONGEST_SETTLING) > 0) {
            throw new IllegalArgumentException("a settle time is 0 to 10 minutes; got " + time);
        }
        return new OperationOptions(parallelism, readinessLimit, failurePolicy, listener, secrets, proxies, time);
    }

    /**
     * How many steps run at the same time.
     *
     * @return the number
     */
    public int parallelism() {
        return parallelism;
    }

    /**
     * How long to wait until a resource does its work.
     *
     * @return the limit
     */
    public Duration readinessLimit() {
        return readinessLimit;
    }

    /**
     * What to do when a step fails.
     *
     * @return the policy
     */
    public FailurePolicy failurePolicy() {
        return failurePolicy;
    }

    /**
     * Who hears how it goes.
     *
     * @return the listener
     */
    public OperationListener listener() {
        return listener;
    }

    /**
     * Who knows secrets.
     *
     * @return the source
     */
    public SecretSource secrets() {
        return secrets;
    }

    /**
     * Proxies to be asked beside those of the site.
     *
     * @return the proxies
     */
    public List<MeshProxy> proxies() {
        return proxies;
    }

    /**
     * How long proxies are watched after the last step.
     *
     * @return the time; zero when none is asked
     */
    public Duration settleTime() {
        return settleTime;
    }
}
