// SPDX-License-Identifier: Apache-2.0
package io.meshkit.pattern;

import static java.util.Objects.requireNonNull;

import io.meshkit.document.Value;
import io.meshkit.plan.PlanOptions;
import io.meshkit.resource.Resource;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How to render and plan a pattern: variables, namespace, manifests, and what happens to what a mesh cannot do. Immutable.
 *
 * @since 0.1.0
 */
public final class PatternOptions {

    /** Nothing set, no manifests, what is not supported refused. */
    public static final PatternOptions DEFAULT = new PatternOptions();

    private final Map<String, Value> variables;
    private final Set<String> environment;
    private final @Nullable Path manifests;
    private final List<Resource> definitions;
    private final Unsupported unsupported;
    private final String namespace;
    private final PlanOptions plan;

    private PatternOptions() {
        this(Map.of(), Set.of(), null, List.of(), Unsupported.REFUSE, "default", PlanOptions.DEFAULT);
    }

    private PatternOptions(
            Map<String, Value> variables,
            Set<String> environment,
            @Nullable Path manifests,
            List<Resource> definitions,
            Unsupported unsupported,
            String namespace,
            PlanOptions plan) {
        this.variables = Collections.unmodifiableMap(new TreeMap<>(variables));
        this.environment = Collections.unmodifiableSet(new TreeSet<>(environment));
        this.manifests = manifests;
        this.definitions = List.copyOf(definitions);
        this.unsupported = unsupported;
        this.namespace = namespace;
        this.plan = plan;
    }

    /** What becomes of a trait or field that the mesh cannot do. */
    public enum Unsupported {
        /** It is an error. */
        REFUSE,
        /**
         * It is left out, with a warning. It stays an error where leaving it out would do harm: a rule that keeps callers out, or mutual TLS
         * that has to be ({@link TraitDefinition#harm()}).
         */
        WARN
    }

    /**
     * Gives a variable a value, over the pattern's own.
     *
     * @param name the variable
     * @param value the value
     * @return the options
     */
    public PatternOptions variable(String name, Value value) {
        Map<String, Value> more = new TreeMap<>(variables);
        more.put(requireNonNull(name, "name"), requireNonNull(value, "value"));
        return new PatternOptions(more, environment, manifests, definitions, unsupported, namespace, plan);
    }

    /**
     * Lets the pattern read environment variables ({@code $(#env.NAME)}); it may read none unless named here.
     *
     * @param names the variables that it may read
     * @return the options
     */
    public PatternOptions environment(Collection<String> names) {
        return new PatternOptions(variables, Set.copyOf(names), manifests, definitions, unsupported, namespace, plan);
    }

    /**
     * Says where the manifests of meshes and add-ons lie: a folder with one folder for each, named by the mesh's id or the add-on.
     *
     * @param folder the folder
     * @return the options
     */
    public PatternOptions manifests(Path folder) {
        return new PatternOptions(
                variables, environment, requireNonNull(folder, "folder"), definitions, unsupported, namespace, plan);
    }

    /**
     * Gives CustomResourceDefinitions to check rendered objects against when there is no cluster.
     *
     * @param crds the definitions
     * @return the options
     */
    public PatternOptions definitions(Collection<Resource> crds) {
        return new PatternOptions(variables, environment, manifests, List.copyOf(crds), unsupported, namespace, plan);
    }

    /**
     * Says what becomes of what the mesh cannot do.
     *
     * @param policy the policy
     * @return the options
     */
    public PatternOptions unsupported(Unsupported policy) {
        return new PatternOptions(
                variables, environment, manifests, definitions, requireNonNull(policy, "policy"), namespace, plan);
    }

    /**
     * Sets the namespace of components that name none; it also keeps the records of the set. {@code default} unless said otherwise.
     *
     * @param name the namespace
     * @return the options
     */
    public PatternOptions namespace(String name) {
        return new PatternOptions(
                variables, environment, manifests, definitions, unsupported, requireNonNull(name, "name"), plan);
    }

    /**
     * Says what a plan may do.
     *
     * @param options the options of planning
     * @return the options
     */
    public PatternOptions plan(PlanOptions options) {
        return new PatternOptions(
                variables,
                environment,
                manifests,
                definitions,
                unsupported,
                namespace,
                requireNonNull(options, "options"));
    }

    /**
     * The values of variables.
     *
     * @return the values by name
     */
    public Map<String, Value> variables() {
        return variables;
    }

    /**
     * The environment variables that may be read.
     *
     * @return their names
     */
    public Set<String> environment() {
        return environment;
    }

    /**
     * Where manifests lie.
     *
     * @return the folder, or empty
     */
    public Optional<Path> manifests() {
        return Optional.ofNullable(manifests);
    }

    /**
     * The definitions to check against.
     *
     * @return the definitions
     */
    public List<Resource> definitions() {
        return definitions;
    }

    /**
     * What becomes of what the mesh cannot do.
     *
     * @return the policy
     */
    public Unsupported unsupported() {
        return unsupported;
    }

    /**
     * The namespace of components that name none.
     *
     * @return the namespace
     */
    public String namespace() {
        return namespace;
    }

    /**
     * What a plan may do.
     *
     * @return the options of planning
     */
    public PlanOptions plan() {
        return plan;
    }
}
