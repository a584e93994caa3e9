// SPDX-License-Identifier: Apache-2.0
package io.meshkit.finding;

import static java.util.Objects.requireNonNull;

import io.meshkit.document.JsonPointer;
import io.meshkit.document.Place;
import io.meshkit.document.Value;
import io.meshkit.resource.ResourceKey;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One complaint: what is wrong, where, what was expected, and where possible a repair. Immutable and thread-safe. Findings sort by place
 * (those without one last), then by severity, code and message, so that reports are the same in every run.
 *
 * <pre>{@code
 * Finding.error(new Code("MKP003"), "unknown key \"retires\"; did you mean \"retries\"?")
 *         .at(keyPlace)
 *         .related(firstPlace, "first written here")
 *         .build();
 * }</pre>
 *
 * @since 0.1.0
 */
public final class Finding implements Comparable<Finding> {

    private static final Comparator<Finding> ORDER = Comparator.comparing(
                    (Finding finding) -> finding.place, Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(Finding::severity)
            .thenComparing(Finding::code)
            .thenComparing(Finding::message)
            .thenComparing(finding -> finding.resource, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(finding -> finding.pointer, Comparator.nullsFirst(Comparator.naturalOrder()));

    private final Code code;
    private final SortedSet<String> aliases;
    private final Severity severity;
    private final String message;
    private final SortedMap<String, String> parameters;
    private final @Nullable ResourceKey resource;
    private final @Nullable JsonPointer pointer;
    private final @Nullable Place place;
    private final List<Related> related;
    private final List<Fix> fixes;
    private final @Nullable URI help;

    private Finding(Builder builder) {
        code = builder.code;
        aliases = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(builder.aliases));
        severity = builder.severity;
        message = builder.message;
        parameters = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(builder.parameters));
        resource = builder.resource;
        pointer = builder.pointer;
        place = builder.place;
        related = List.copyOf(builder.related);
        fixes = List.copyOf(builder.fixes);
        help = builder.help;
    }

    /**
     * Starts a finding.
     *
     * @param code its stable name
     * @param severity how much it matters
     * @param message what is wrong, what was expected, what to do; no place in it, and no secret
     * @return a builder
     */
    public static Builder of(Code code, Severity severity, String message) {
        return new Builder(code, severity, message);
    }

    /**
     * Starts an error.
     *
     * @param code its stable name
     * @param message what is wrong, what was expected, what to do
     * @return a builder
     */
    public static Builder error(Code code, String message) {
        return of(code, Severity.ERROR, message);
    }

    /**
     * Starts a warning.
     *
     * @param code its stable name
     * @param message what is doubtful, and what to do
     * @return a builder
     */
    public static Builder warning(Code code, String message) {
        return of(code, Severity.WARNING, message);
    }

    /**
     * Starts a piece of information.
     *
     * @param code its stable name
     * @param message what is worth knowing
     * @return a builder
     */
    public static Builder info(Code code, String message) {
        return of(code, Severity.INFO, message);
    }

    /**
     * The stable name of this kind of finding.
     *
     * @return the code
     */
    public Code code() {
        return code;
    }

    /**
     * Names that other tools have for it, such as {@code IST0101}.
     *
     * @return the aliases, sorted
     */
    public Set<String> aliases() {
        return aliases;
    }

    /**
     * How much it matters.
     *
     * @return the severity
     */
    public Severity severity() {
        return severity;
    }

    /**
     * What is wrong, what was expected, what to do.
     *
     * @return the message, without the place
     */
    public String message() {
        return message;
    }

    /**
     * The parts that the message was made of, for programs.
     *
     * @return the parameters, sorted by name
     */
    public Map<String, String> parameters() {
        return parameters;
    }

    /**
     * The resource it is about.
     *
     * @return the resource, or empty
     */
    public Optional<ResourceKey> resource() {
        return Optional.ofNullable(resource);
    }

    /**
     * The way to the value it is about, from the root of the document or resource.
     *
     * @return the pointer, or empty
     */
    public Optional<JsonPointer> pointer() {
        return Optional.ofNullable(pointer);
    }

    /**
     * Where it is written.
     *
     * @return the place, or empty when it is not about a text
     */
    public Optional<Place> place() {
        return Optional.ofNullable(place);
    }

    /**
     * Other places that belong to it.
     *
     * @return the places, in the order that the message tells them
     */
    public List<Related> related() {
        return related;
    }

    /**
     * Repairs, the best first.
     *
     * @return the fixes; empty when the repair is not mechanical
     */
    public List<Fix> fixes() {
        return fixes;
    }

    /**
     * What stays the same while the file around it changes.
     *
     * @return the fingerprint
     */
    public Fingerprint fingerprint() {
        List<String> parts = new ArrayList<>();
        parts.add(code.value());
        parts.add(place == null ? "" : place.source().name());
        parts.add(resource == null ? "" : resource.toString());
        parts.add(pointer == null ? "" : pointer.toString());
        if (parameters.isEmpty()) {
            parts.add(message);
        }
        parameters.forEach((name, value) -> {
            parts.add(name);
            parts.add(value);
        });
        return Fingerprint.of(parts);
    }

    /**
     * Where to read more.
     *
     * @return the page, or empty
     */
    public Optional<URI> help() {
        return Optional.ofNullable(help);
    }

    @Override
    public int compareTo(Finding other) {
        return ORDER.compare(this, other);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Finding that
                && that.code.equals(code)
                && that.aliases.equals(aliases)
                && that.severity == severity
                && that.message.equals(message)
                && that.parameters.equals(parameters)
                && Objects.equals(that.resource, resource)
                && Objects.equals(that.pointer, pointer)
                && Objects.equals(that.place, place)
                && that.related.equals(related)
                && that.fixes.equals(fixes)
                && Objects.equals(that.help, help);
    }

    @Override
    public int hashCode() {
        return Objects.hash(code, severity, message, resource, pointer, place);
    }

    /** Gives one line: {@code source:line:column: severity: message [code]}. */
    @Override
    public String toString() {
        String where = place != null ? place + ": " : resource != null ? resource + ": " : "";
        return where + severity.name().toLowerCase(java.util.Locale.ROOT) + ": " + message + " [" + code + "]";
    }

    /** Collects the parts of a finding. Not thread-safe. */
    public static final class Builder {

        private final Code code;
        private final Severity severity;
        private final String message;
        private final Set<String> aliases = new TreeSet<>();
        private final Map<String, String> parameters = new TreeMap<>();
        private @Nullable ResourceKey resource;
        private @Nullable JsonPointer pointer;
        private @Nullable Place place;
        private final List<Related> related = new ArrayList<>();
        private final List<Fix> fixes = new ArrayList<>();
        private @Nullable URI help;

        private Builder(Code code, Severity severity, String message) {
            this.code = requireNonNull(code, "code");
            this.severity = requireNonNull(severity, "severity");
            this.message = requireNonNull(message, "message");
        }

        /**
         * Adds a name that another tool has for it.
         *
         * @param alias the name
         * @return this builder
         */
        public Builder alias(String alias) {
            aliases.add(requireNonNull(alias, "alias"));
            return this;
        }

        /**
         * Adds a part that the message was made of.
         *
         * @param name its name
         * @param value its value; no secret
         * @return this builder
         */
        public Builder parameter(String name, String value) {
            parameters.put(requireNonNull(name, "name"), requireNonNull(value, "value"));
            return this;
        }

        /**
         * Says which resource it is about.
         *
         * @param key the resource
         * @return this builder
         */
        public Builder resource(ResourceKey key) {
            resource = requireNonNull(key, "key");
            return this;
        }

        /**
         * Says which value it is about.
         *
         * @param way the way from the root
         * @return this builder
         */
        public Builder pointer(JsonPointer way) {
            pointer = requireNonNull(way, "way");
            return this;
        }

        /**
         * Says where it is written.
         *
         * @param where the place
         * @return this builder
         */
        public Builder at(Place where) {
            place = requireNonNull(where, "where");
            return this;
        }

        /**
         * Says where it is written, if that is known.
         *
         * @param where the place, or empty
         * @return this builder
         */
        public Builder at(Optional<Place> where) {
            place = where.orElse(place);
            return this;
        }

        /**
         * Says where it is written by a value that stands there.
         *
         * @param value the value; one without a place changes nothing
         * @return this builder
         */
        public Builder at(Value value) {
            return at(value.place());
        }

        /**
         * Adds another place.
         *
         * @param where the place
         * @param what what is there
         * @return this builder
         */
        public Builder related(Place where, String what) {
            related.add(new Related(where, what));
            return this;
        }

        /**
         * Adds another place, if it is known.
         *
         * @param where the place, or empty
         * @param what what is there
         * @return this builder
         */
        public Builder related(Optional<Place> where, String what) {
            where.ifPresent(known -> related(known, what));
            return this;
        }

        /**
         * Adds a repair.
         *
         * @param fix the repair
         * @return this builder
         */
        public Builder fix(Fix fix) {
            fixes.add(requireNonNull(fix, "fix"));
            return this;
        }

        /**
         * Says where to read more.
         *
         * @param page the page
         * @return this builder
         */
        public Builder help(URI page) {
            help = requireNonNull(page, "page");
            return this;
        }

        /**
         * Gives the finding.
         *
         * @return the finding
         */
        public Finding build() {
            return new Finding(this);
        }
    }
}
