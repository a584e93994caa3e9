// SPDX-License-Identifier: Apache-2.0
package io.meshkit.plan;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How a plan is carried out. Immutable; each method gives changed options.
 *
 * @since 0.1.0
 */
public final class OperationOptions {

    /** 8 steps at a time, 5 minutes of patience for each resource, stops at the first failure. */
    public static final OperationOptions DEFAULT = new OperationOptions(
            8, Duration.ofMinutes(5), FailurePolicy.STOP, OperationListener.NONE, SecretSource.NONE);

    private final int parallelism;
    private final Duration readinessLimit;
    private final FailurePolicy failurePolicy;
    private final OperationListener listener;
    private final SecretSource secrets;

    private OperationOptions(
            int parallelism,
            Duration readinessLimit,
            FailurePolicy failurePolicy,
            OperationListener listener,
            SecretSource secrets) {
        this.parallelism = parallelism;
        this.readinessLimit = readinessLimit;
        this.failurePolicy = failurePolicy;
        this.listener = listener;
        this.secrets = secrets;
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
        return new OperationOptions(steps, readinessLimit, failurePolicy, listener, secrets);
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
        return new OperationOptions(parallelism, limit, failurePolicy, listener, secrets);
    }

    /**
     * What to do when a step fails.
     *
     * @param policy what to do
     * @return the options
     */
    public OperationOptions failurePolicy(FailurePolicy policy) {
        return new OperationOptions(parallelism, readinessLimit, requireNonNull(policy, "policy"), listener, secrets);
    }

    /**
     * Who hears how it goes.
     *
     * @param hears the listener
     * @return the options
     */
    public OperationOptions listener(OperationListener hears) {
        return new OperationOptions(
                parallelism, readinessLimit, failurePolicy, requireNonNull(hears, "hears"), secrets);
    }

    /**
     * Who knows the secrets that the plan only refers to.
     *
     * @param source the source
     * @return the options
     */
    public OperationOptions secrets(SecretSource source) {
        return new OperationOptions(
                parallelism, readinessLimit, failurePolicy, listener, requireNonNull(source, "source"));
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
}
