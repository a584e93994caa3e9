// SPDX-License-Identifier: Apache-2.0
package io.meshkit.pattern;

import static java.util.Objects.requireNonNull;

import io.meshkit.document.MapValue;
import io.meshkit.document.SourceId;
import io.meshkit.document.TextValue;
import io.meshkit.finding.Finding;
import io.meshkit.finding.Report;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A pattern as it was read: one model for all dialects of the file. It may be incomplete; its {@link #report()} says what is wrong with
 * it. References in it are not resolved and variables not replaced yet. Immutable.
 *
 * @since 0.1.0
 */
public final class Pattern {

    private final SourceId source;
    private final String dialect;
    private final TextValue name;
    private final @Nullable TextValue version;
    private final @Nullable TextValue mesh;
    private final MapValue vars;
    private final List<Component> components;
    private final Map<String, Component> byKey = new HashMap<>();
    private final Map<String, List<Component>> byName = new HashMap<>();
    private final MapValue root;
    private final Map<String, Pattern> imported;
    private final Report report;

    private Pattern(Builder builder) {
        source = builder.source;
        dialect = builder.dialect;
        name = builder.name;
        version = builder.version;
        mesh = builder.mesh;
        vars = builder.vars;
        components = List.copyOf(builder.components);
        root = builder.root;
        imported = Collections.unmodifiableMap(new TreeMap<>(builder.imported));
        report = Report.of(builder.findings);
        for (Component component : components) {
            byKey.putIfAbsent(component.key(), component);
            if (component.isA("Service")) {
                byName.computeIfAbsent(component.name().text(), key -> new ArrayList<>())
                        .add(component);
            }
        }
    }

    /**
     * Starts a pattern.
     *
     * @param source the text it was read from
     * @param dialect the id of the dialect it was written in
     * @param name its name
     * @return a builder
     */
    public static Builder of(SourceId source, String dialect, TextValue name) {
        return new Builder(source, dialect, name);
    }

    /**
     * The text it was read from.
     *
     * @return its name
     */
    public SourceId source() {
        return source;
    }

    /**
     * The dialect it was written in.
     *
     * @return the id of the dialect, such as {@code meshkit.dev/v1}
     */
    public String dialect() {
        return dialect;
    }

    /**
     * Its name.
     *
     * @return the name
     */
    public TextValue name() {
        return name;
    }

    /**
     * Its own version.
     *
     * @return the version; empty when it has none
     */
    public Optional<TextValue> version() {
        return Optional.ofNullable(version);
    }

    /**
     * The mesh it is meant for.
     *
     * @return the mesh's id, or {@code auto}; empty when the file leaves it open
     */
    public Optional<TextValue> mesh() {
        return Optional.ofNullable(mesh);
    }

    /**
     * Its variables.
     *
     * @return the variables by name: values, or maps with {@code type}, {@code default} and limits
     */
    public MapValue vars() {
        return vars;
    }

    /**
     * Its services. Those of an imported pattern stand where the importing service stood; a service whose import failed stays.
     *
     * @return the components in the order of the file
     */
    public List<Component> components() {
        return components;
    }

    /**
     * One of its services.
     *
     * @param key the key of the component
     * @return the component, or empty
     */
    public Optional<Component> component(String key) {
        return Optional.ofNullable(byKey.get(key));
    }

    /**
     * The service that a trait names, by one rule for all traits: by its key; else by its name, where a service of the same namespace comes
     * before the only one of another.
     *
     * @param named what the trait names
     * @param component the component whose trait it is
     * @return the service; empty when the pattern has none, or several that the name does not tell apart
     */
    public Optional<Component> service(String named, Component component) {
        Optional<Component> keyed = Optional.ofNullable(byKey.get(named)).filter(one -> one.isA("Service"));
        if (keyed.isPresent()) {
            return keyed;
        }
        List<Component> bearers = byName.getOrDefault(named, List.of());
        List<Component> near = bearers.stream()
                .filter(one -> namespace(one).equals(namespace(component)))
                .toList();
        List<Component> meant = near.isEmpty() ? bearers : near;
        return meant.size() == 1 ? Optional.of(meant.get(0)) : Optional.empty();
    }

    private static String namespace(Component component) {
        return component.namespace().map(TextValue::text).orElse("");
    }

    /**
     * The whole document as it was written, imports not replaced, so that nothing that the model has no word for is lost.
     *
     * @return the root of the document
     */
    public MapValue root() {
        return root;
    }

    /**
     * The patterns that it imports, each as its own file has it. Their services stand among its {@link #components()}, under the keys that they
     * have here.
     *
     * @return the patterns by the key of the service that imports them, sorted, unmodifiable
     */
    public Map<String, Pattern> imported() {
        return imported;
    }

    /**
     * What is wrong with it.
     *
     * @return the report of reading it
     */
    public Report report() {
        return report;
    }

    /**
     * Starts a changed copy.
     *
     * @return a builder with all parts of this pattern
     */
    public Builder toBuilder() {
        Builder builder = new Builder(source, dialect, name);
        builder.version = version;
        builder.mesh = mesh;
        builder.vars = vars;
        builder.components.addAll(components);
        builder.root = root;
        builder.imported.putAll(imported);
        builder.findings.addAll(report.findings());
        return builder;
    }

    /** Gives name and number of services. */
    @Override
    public String toString() {
        return name + " (" + components.size() + " services, " + source + ")";
    }

    /** Collects the parts. Not thread-safe. */
    public static final class Builder {

        private final SourceId source;
        private final String dialect;
        private final TextValue name;
        private @Nullable TextValue version;
        private @Nullable TextValue mesh;
        private MapValue vars = MapValue.EMPTY;
        private final List<Component> components = new ArrayList<>();
        private MapValue root = MapValue.EMPTY;
        private final Map<String, Pattern> imported = new TreeMap<>();
        private final List<Finding> findings = new ArrayList<>();

        private Builder(SourceId source, String dialect, TextValue name) {
            this.source = requireNonNull(source, "source");
            this.dialect = requireNonNull(dialect, "dialect");
            this.name = requireNonNull(name, "name");
        }

        /**
         * Sets its own version.
         *
         * @param value the version
         * @return this builder
         */
        public Builder version(TextValue value) {
            version = requireNonNull(value, "value");
            return this;
        }

        /**
         * Sets the mesh it is meant for.
         *
         * @param value the mesh's id or {@code auto}
         * @return this builder
         */
        public Builder mesh(TextValue value) {
            mesh = requireNonNull(value, "value");
            return this;
        }

        /**
         * Sets the variables.
         *
         * @param value the variables
         * @return this builder
         */
        public Builder vars(MapValue value) {
            vars = requireNonNull(value, "value");
            return this;
        }

        /**
         * Sets the services.
         *
         * @param values the components
         * @return this builder
         */
        public Builder components(Collection<Component> values) {
            components.clear();
            components.addAll(values);
            return this;
        }

        /**
         * Keeps the document as it was written.
         *
         * @param value the root of the document
         * @return this builder
         */
        public Builder root(MapValue value) {
            root = requireNonNull(value, "value");
            return this;
        }

        /**
         * Notes a pattern that it imports.
         *
         * @param key the key of the service that imports it
         * @param pattern the pattern as its own file has it
         * @return this builder
         */
        public Builder imported(String key, Pattern pattern) {
            imported.put(requireNonNull(key, "key"), requireNonNull(pattern, "pattern"));
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
         * Gives the pattern.
         *
         * @return the pattern
         */
        public Pattern build() {
            return new Pattern(this);
        }
    }
}
