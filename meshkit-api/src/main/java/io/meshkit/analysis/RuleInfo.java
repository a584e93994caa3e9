// SPDX-License-Identifier: Apache-2.0
package io.meshkit.analysis;

import static java.util.Objects.requireNonNull;

import io.meshkit.finding.Code;
import io.meshkit.finding.Severity;
import io.meshkit.resource.GroupKind;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a rule is: its code, the kinds it looks at and those it looks things up in, and why anybody should care. Immutable; rules sort by
 * code.
 *
 * @since 0.1.0
 */
public final class RuleInfo implements Comparable<RuleInfo> {

    private static final Comparator<RuleInfo> ORDER = Comparator.comparing(RuleInfo::code);

    private final Code code;
    private final Severity severity;
    private final String title;
    private final SortedSet<String> groups;
    private final SortedMap<String, Set<String>> aliases;
    private final SortedSet<GroupKind> subjects;
    private final SortedSet<GroupKind> needs;
    private final SortedSet<GroupKind> reads;
    private final String reason;
    private final String remedy;
    private final boolean optional;

    private RuleInfo(Builder builder) {
        code = builder.code;
        severity = builder.severity;
        title = builder.title;
        groups = Collections.unmodifiableSortedSet(new TreeSet<>(builder.groups));
        SortedMap<String, Set<String>> byTool = new TreeMap<>();
        builder.aliases.forEach((tool, names) -> byTool.put(tool, Collections.unmodifiableSet(new TreeSet<>(names))));
        aliases = Collections.unmodifiableSortedMap(byTool);
        subjects = Collections.unmodifiableSortedSet(new TreeSet<>(builder.subjects));
        needs = Collections.unmodifiableSortedSet(new TreeSet<>(builder.needs));
        reads = Collections.unmodifiableSortedSet(new TreeSet<>(builder.reads));
        reason = builder.reason;
        remedy = builder.remedy;
        optional = builder.optional;
        if (subjects.isEmpty() || groups.isEmpty()) {
            throw new IllegalArgumentException("a rule names a group and the kinds it looks at; " + code + " does not");
        }
    }

    /**
     * Starts a rule of errors.
     *
     * @param code its code, such as {@code MKV-ISTIO-GW-001}
     * @param title what is wrong when it speaks, in a few words
     * @return a builder
     */
    public static Builder error(String code, String title) {
        return new Builder(new Code(code), Severity.ERROR, title);
    }

    /**
     * Starts a rule of warnings.
     *
     * @param code its code, such as {@code MKV-ISTIO-GW-001}
     * @param title what is doubtful when it speaks, in a few words
     * @return a builder
     */
    public static Builder warning(String code, String title) {
        return new Builder(new Code(code), Severity.WARNING, title);
    }

    /**
     * Starts a rule of things worth knowing.
     *
     * @param code its code, such as {@code MKV-ISTIO-INJ-001}
     * @param title what it tells, in a few words
     * @return a builder
     */
    public static Builder info(String code, String title) {
        return new Builder(new Code(code), Severity.INFO, title);
    }

    /**
     * Its stable name, which its findings bear.
     *
     * @return the code
     */
    public Code code() {
        return code;
    }

    /**
     * How much its findings matter, unless the options say otherwise.
     *
     * @return the severity
     */
    public Severity severity() {
        return severity;
    }

    /**
     * What is wrong when it speaks.
     *
     * @return a few words
     */
    public String title() {
        return title;
    }

    /**
     * The groups of rules it belongs to; what another tool has as one analyzer is a group of that name.
     *
     * @return the names, such as {@code virtualservice.GatewayAnalyzer}, sorted; at least one
     */
    public Set<String> groups() {
        return groups;
    }

    /**
     * Names that other tools have for it.
     *
     * @return the names by tool, such as {@code IST0101} by {@code istioctl}; sorted
     */
    public Map<String, Set<String>> aliases() {
        return aliases;
    }

    /**
     * The kinds it looks at.
     *
     * @return at least one kind, sorted
     */
    public Set<GroupKind> subjects() {
        return subjects;
    }

    /**
     * The kinds without which it can say nothing: when one of them was not loaded, the rule is skipped, and the report says so.
     *
     * @return the kinds, sorted; the subjects are not among them
     */
    public Set<GroupKind> needs() {
        return needs;
    }

    /**
     * The kinds it looks things up in when they are there.
     *
     * @return the kinds, sorted
     */
    public Set<GroupKind> reads() {
        return reads;
    }

    /**
     * Why it matters.
     *
     * @return one or two sentences
     */
    public String reason() {
        return reason;
    }

    /**
     * What to do about it.
     *
     * @return one or two sentences
     */
    public String remedy() {
        return remedy;
    }

    /**
     * Whether it only runs when it is asked for by name, for instance because it is noisy.
     *
     * @return true when it is off unless named
     */
    public boolean isOptional() {
        return optional;
    }

    @Override
    public int compareTo(RuleInfo other) {
        return ORDER.compare(this, other);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RuleInfo that && that.code.equals(code);
    }

    @Override
    public int hashCode() {
        return code.hashCode();
    }

    @Override
    public String toString() {
        return code + " " + title;
    }

    /** Collects the parts of a rule's description. Not thread-safe. */
    public static final class Builder {

        private final Code code;
        private final Severity severity;
        private final String title;
        private final Map<String, Set<String>> aliases = new TreeMap<>();
        private final Set<String> groups = new TreeSet<>();
        private final Set<GroupKind> subjects = new TreeSet<>();
        private final Set<GroupKind> needs = new TreeSet<>();
        private final Set<GroupKind> reads = new TreeSet<>();
        private String reason = "";
        private String remedy = "";
        private boolean optional;

        private Builder(Code code, Severity severity, String title) {
            this.code = code;
            this.severity = severity;
            this.title = requireNonNull(title, "title");
        }

        /**
         * Adds a group of rules that it belongs to.
         *
         * @param name the name of the group
         * @return this builder
         */
        public Builder group(String name) {
            groups.add(requireNonNull(name, "name"));
            return this;
        }

        /**
         * Says what another tool calls it.
         *
         * @param tool the tool, such as {@code istioctl}
         * @param name its name there, such as {@code IST0101}
         * @return this builder
         */
        public Builder alias(String tool, String name) {
            aliases.computeIfAbsent(requireNonNull(tool, "tool"), any -> new TreeSet<>())
                    .add(requireNonNull(name, "name"));
            return this;
        }

        /**
         * Adds kinds that it looks at.
         *
         * @param kinds the kinds
         * @return this builder
         */
        public Builder subject(GroupKind... kinds) {
            subjects.addAll(Arrays.asList(kinds));
            return this;
        }

        /**
         * Adds kinds without which it can say nothing.
         *
         * @param kinds the kinds
         * @return this builder
         */
        public Builder needs(GroupKind... kinds) {
            needs.addAll(Arrays.asList(kinds));
            return this;
        }

        /**
         * Adds kinds that it looks things up in when they are there.
         *
         * @param kinds the kinds
         * @return this builder
         */
        public Builder reads(GroupKind... kinds) {
            reads.addAll(Arrays.asList(kinds));
            return this;
        }

        /**
         * Says why it matters.
         *
         * @param text one or two sentences
         * @return this builder
         */
        public Builder reason(String text) {
            reason = requireNonNull(text, "text");
            return this;
        }

        /**
         * Says what to do about it.
         *
         * @param text one or two sentences
         * @return this builder
         */
        public Builder remedy(String text) {
            remedy = requireNonNull(text, "text");
            return this;
        }

        /**
         * Says that it only runs when it is asked for by name.
         *
         * @return this builder
         */
        public Builder optional() {
            optional = true;
            return this;
        }

        /**
         * Gives the description.
         *
         * @return the description
         * @throws IllegalArgumentException when it has no group or no subject
         */
        public RuleInfo build() {
            return new RuleInfo(this);
        }
    }
}
