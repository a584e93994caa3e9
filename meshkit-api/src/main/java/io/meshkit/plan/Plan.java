// SPDX-License-Identifier: Apache-2.0
package io.meshkit.plan;

import static java.util.Objects.requireNonNull;

import io.meshkit.document.MapValue;
import io.meshkit.finding.Report;
import io.meshkit.resource.ResourceKey;
import io.meshkit.resource.ResourceVersion;
import io.meshkit.resource.SetId;
import io.meshkit.resource.StoreId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * All that will be changed, before it is. Immutable. A plan can be shown to people ({@link #render()}), saved ({@link #toValue()}) and
 * read back; its digest covers its content and the states of the live resources it was made on, so an applied plan is the one that was
 * read. Secret values are in no text or value that a plan gives.
 *
 * @since 0.1.0
 */
public final class Plan {

    private final StoreId store;
    private final DesiredState desired;
    private final PlanOptions options;
    private final List<Step> steps;
    private final Report report;
    private final SortedSet<ResourceKey> retained;
    private final @Nullable ResourceVersion inventory;
    private final boolean removal;
    private final boolean unfinished;
    private final Digest digest;

    private Plan(Builder builder) {
        store = builder.store;
        desired = builder.desired;
        options = builder.options;
        steps = List.copyOf(builder.steps);
        report = desired.report().and(builder.report);
        retained = Collections.unmodifiableSortedSet(new TreeSet<>(builder.retained));
        inventory = builder.inventory;
        removal = builder.removal;
        unfinished = builder.unfinished;
        checkOrder(steps);
        digest = Digest.of(new PlanWriter(this).content());
    }

    private static void checkOrder(List<Step> steps) {
        Set<String> before = new HashSet<>();
        for (Step step : steps) {
            for (String id : step.dependsOn()) {
                if (!before.contains(id)) {
                    throw new IllegalArgumentException(
                            "step \"" + step.id() + "\" depends on \"" + id + "\", which does not come before it");
                }
            }
            if (!before.add(step.id())) {
                throw new IllegalArgumentException("two steps have the id \"" + step.id() + "\"");
            }
        }
    }

    /**
     * Starts a plan. Planners call this; applications get plans from them.
     *
     * @param store the store that it is for
     * @param desired what shall be, every key bound to the store
     * @return a builder
     */
    public static Builder of(StoreId store, DesiredState desired) {
        return new Builder(store, desired);
    }

    /**
     * Reads a plan back from the form of {@link #toValue()}.
     *
     * @param value the saved plan
     * @return the plan; where it needs secrets, references stand for them
     * @throws io.meshkit.MeshKitException with code {@code MK-PLAN-VERSION} for another version of the form, {@code MK-PLAN-STEP} for a
     *     kind of step that is not known, {@code MK-PLAN-DIGEST} when it was changed, {@code MK-PLAN-FORM} when it is no plan
     */
    public static Plan from(MapValue value) {
        return new PlanReader(value).read();
    }

    /**
     * The set that is planned.
     *
     * @return the set
     */
    public SetId set() {
        return desired.set();
    }

    /**
     * The store that it is for.
     *
     * @return its name
     */
    public StoreId store() {
        return store;
    }

    /**
     * What shall be when the plan is done.
     *
     * @return the state; without resources when the set is removed
     */
    public DesiredState desired() {
        return desired;
    }

    /**
     * What the planner was allowed.
     *
     * @return the options
     */
    public PlanOptions options() {
        return options;
    }

    /**
     * The steps.
     *
     * @return the steps, each after all that it depends on
     */
    public List<Step> steps() {
        return steps;
    }

    /**
     * What was found while the state was made and while it was planned.
     *
     * @return the report; a plan with errors in it cannot be applied
     */
    public Report report() {
        return report;
    }

    /**
     * Members of the set that are not wanted any more but stay.
     *
     * @return their keys, sorted
     */
    public Set<ResourceKey> retained() {
        return retained;
    }

    /**
     * The state of the set's inventory that it was planned on.
     *
     * @return the version; empty when there was none
     */
    public Optional<ResourceVersion> inventory() {
        return Optional.ofNullable(inventory);
    }

    /**
     * Whether the set and its records go away.
     *
     * @return true for a plan of a removal
     */
    public boolean removal() {
        return removal;
    }

    /**
     * Whether the records of the set must be written even if no resource changes, because an earlier operation did not get that far.
     *
     * @return true when something is left over
     */
    public boolean unfinished() {
        return unfinished;
    }

    /**
     * What tells this plan from every other.
     *
     * @return a digest of content and live states
     */
    public Digest digest() {
        return digest;
    }

    /**
     * Whether there is no step at all.
     *
     * @return true when the set has no resources and had none
     */
    public boolean isEmpty() {
        return steps.isEmpty();
    }

    /**
     * Whether applying it would write anything.
     *
     * @return false when all is as it shall be
     */
    public boolean hasChanges() {
        return unfinished || steps.stream().anyMatch(step -> step.change() != Change.NO_CHANGE);
    }

    /**
     * How many resources and actions have a change.
     *
     * @param change the change
     * @return the number; a resource that is changed in two steps counts once, waiting does not count
     */
    public int count(Change change) {
        return (int) steps.stream()
                .filter(step -> step.change() == change)
                .filter(step -> !(step instanceof WaitStep) && !(step instanceof ApplyStep apply && apply.interim()))
                .count();
    }

    /**
     * This plan with more steps at its end.
     *
     * @param more the steps; they may depend on steps of this plan and on earlier ones of their own
     * @return the longer plan
     * @throws IllegalArgumentException when an id is there already, or one depended on is not
     */
    public Plan plus(List<? extends Step> more) {
        List<Step> all = new ArrayList<>(steps);
        all.addAll(more);
        return new Builder(this).steps(all).build();
    }

    /**
     * The secrets that must be known before this plan can be applied, because it was read from a file.
     *
     * @return the references; empty for a plan that a planner made
     */
    public List<SecretRef> secrets() {
        return steps.stream()
                .filter(step -> step.change() != Change.NO_CHANGE)
                .filter(ApplyStep.class::isInstance)
                .flatMap(step -> SecretFields.references(((ApplyStep) step).resource()).stream())
                .distinct()
                .toList();
    }

    /**
     * The form in which it is saved: {@code planVersion: 1}, the digest, and all that the plan says. Equal plans give equal values.
     *
     * @return a value without secrets
     */
    public MapValue toValue() {
        return new PlanWriter(this).write();
    }

    /**
     * Writes the plan for people, without colours.
     *
     * @return lines, each ending with a line end
     */
    public String render() {
        return render(PlanStyle.PLAIN);
    }

    /**
     * Writes the plan for people: resources by component, each with {@code +} create, {@code ~} update, {@code !} replace, {@code <} adopt,
     * {@code -} delete, {@code =} no change or {@code ?} not known yet; below updates the fields; last a line with the numbers.
     *
     * @param style with colours or without
     * @return lines, each ending with a line end
     */
    public String render(PlanStyle style) {
        return new PlanText(this, style).write();
    }

    /** Gives set, store and digest. */
    @Override
    public String toString() {
        return "plan of " + set() + " on " + store + " (" + digest + ")";
    }

    /** Collects the parts. Not thread-safe. */
    public static final class Builder {

        private final StoreId store;
        private final DesiredState desired;
        private PlanOptions options = PlanOptions.DEFAULT;
        private List<Step> steps = List.of();
        private Report report = Report.EMPTY;
        private Set<ResourceKey> retained = Set.of();
        private @Nullable ResourceVersion inventory;
        private boolean removal;
        private boolean unfinished;

        private Builder(StoreId store, DesiredState desired) {
            this.store = requireNonNull(store, "store");
            this.desired = requireNonNull(desired, "desired");
        }

        private Builder(Plan plan) {
            this(plan.store, plan.desired);
            options = plan.options;
            report = plan.report;
            retained = plan.retained;
            inventory = plan.inventory;
            removal = plan.removal;
            unfinished = plan.unfinished;
        }

        /**
         * Says what the planner was allowed.
         *
         * @param allowed the options
         * @return this builder
         */
        public Builder options(PlanOptions allowed) {
            options = requireNonNull(allowed, "allowed");
            return this;
        }

        /**
         * Gives the steps.
         *
         * @param ordered the steps, each after all that it depends on
         * @return this builder
         */
        public Builder steps(List<? extends Step> ordered) {
            steps = List.copyOf(ordered);
            return this;
        }

        /**
         * Gives what was found beside the report of the desired state.
         *
         * @param found the report
         * @return this builder
         */
        public Builder report(Report found) {
            report = requireNonNull(found, "found");
            return this;
        }

        /**
         * Says which members stay though nobody wants them any more.
         *
         * @param keys their keys
         * @return this builder
         */
        public Builder retained(Collection<ResourceKey> keys) {
            retained = Set.copyOf(keys);
            return this;
        }

        /**
         * Says on which state of the inventory it was planned.
         *
         * @param version the version
         * @return this builder
         */
        public Builder inventory(ResourceVersion version) {
            inventory = requireNonNull(version, "version");
            return this;
        }

        /**
         * Says that the set and its records go away.
         *
         * @param remove true for a removal
         * @return this builder
         */
        public Builder removal(boolean remove) {
            removal = remove;
            return this;
        }

        /**
         * Says that records of the set are left to be written.
         *
         * @param left true when they are
         * @return this builder
         */
        public Builder unfinished(boolean left) {
            unfinished = left;
            return this;
        }

        /**
         * Gives the plan.
         *
         * @return the plan
         * @throws IllegalArgumentException when two steps have one id, or a step does not come after all that it depends on
         */
        public Plan build() {
            return new Plan(this);
        }
    }
}
