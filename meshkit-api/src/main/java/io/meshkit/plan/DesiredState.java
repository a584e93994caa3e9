// SPDX-License-Identifier: Apache-2.0
package io.meshkit.plan;

import static java.util.Objects.requireNonNull;

import io.meshkit.document.MapValue;
import io.meshkit.finding.Finding;
import io.meshkit.finding.Report;
import io.meshkit.resource.SetId;
import io.meshkit.resource.StoreId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * What shall be there: resources of one set in one store, and what is known about them. Immutable.
 *
 * @since 0.1.0
 */
public final class DesiredState {

    private final SetId set;
    private final List<DesiredResource> resources;
    private final List<ForeignField> foreignFields;
    private final Report report;

    private DesiredState(Builder builder) {
        set = builder.set;
        resources = builder.resources.stream()
                .sorted(Comparator.comparing(DesiredResource::key))
                .toList();
        foreignFields = builder.foreignFields.stream()
                .distinct()
                .sorted(Comparator.comparing(ForeignField::groupKind).thenComparing(ForeignField::field))
                .toList();
        report = Report.of(builder.findings);
    }

    /**
     * Starts a desired state.
     *
     * @param set the set that the resources belong to
     * @return a builder
     */
    public static Builder of(SetId set) {
        return new Builder(set);
    }

    /**
     * The set that the resources belong to.
     *
     * @return the set
     */
    public SetId set() {
        return set;
    }

    /**
     * The resources.
     *
     * @return the resources, sorted by key
     */
    public List<DesiredResource> resources() {
        return resources;
    }

    /**
     * Fields that others write.
     *
     * @return the fields, sorted
     */
    public List<ForeignField> foreignFields() {
        return foreignFields;
    }

    /**
     * What was found while the state was made. A plan of it carries these on.
     *
     * @return the report
     */
    public Report report() {
        return report;
    }

    /**
     * The form in which a state is kept: set, resources with their order, foreign fields. Secrets are replaced by references; findings
     * are left out.
     *
     * @return a value without secrets
     */
    public MapValue toValue() {
        return MapValue.builder()
                .put("set", PlanWriter.set(set))
                .put("resources", PlanWriter.each(resources, PlanWriter::desired))
                .put("foreignFields", PlanWriter.each(foreignFields, PlanWriter::foreign))
                .build();
    }

    /**
     * Reads a state back from the form of {@link #toValue()}.
     *
     * @param value the value
     * @param store the store that the keys shall name
     * @return the state; references stand for its secrets
     * @throws io.meshkit.MeshKitException with code {@code MK-PLAN-FORM} when the value is none
     */
    public static DesiredState from(MapValue value, StoreId store) {
        try {
            return PlanReader.desired(new SavedFields(value, ""), store);
        } catch (IllegalArgumentException e) {
            throw PlanErrors.form("the state", "is not in its form: " + e.getMessage());
        }
    }

    /** Collects the parts. Not thread-safe. */
    public static final class Builder {

        private final SetId set;
        private final List<DesiredResource> resources = new ArrayList<>();
        private final List<ForeignField> foreignFields = new ArrayList<>();
        private final List<Finding> findings = new ArrayList<>();

        private Builder(SetId set) {
            this.set = requireNonNull(set, "set");
        }

        /**
         * Adds a resource. Two of one key are a finding of the planner, unless they are equal.
         *
         * @param resource the resource
         * @return this builder
         */
        public Builder add(DesiredResource resource) {
            resources.add(requireNonNull(resource, "resource"));
            return this;
        }

        /**
         * Adds fields that others write.
         *
         * @param fields the fields
         * @return this builder
         */
        public Builder foreign(Collection<ForeignField> fields) {
            foreignFields.addAll(fields);
            return this;
        }

        /**
         * Adds findings.
         *
         * @param more the findings
         * @return this builder
         */
        public Builder findings(Collection<Finding> more) {
            findings.addAll(more);
            return this;
        }

        /**
         * Gives the desired state.
         *
         * @return the desired state
         */
        public DesiredState build() {
            return new DesiredState(this);
        }
    }
}
