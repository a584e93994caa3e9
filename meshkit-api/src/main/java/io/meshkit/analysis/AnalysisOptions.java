// SPDX-License-Identifier: Apache-2.0
package io.meshkit.analysis;

import static java.util.Objects.requireNonNull;

import io.meshkit.finding.Severity;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How an analysis is made: which rules, how grave, for which mesh. Immutable; each method gives a changed copy.
 *
 * <p>Rules are named by code ({@code MKV-ISTIO-GW-001}), by alias ({@code IST0101}) or by group ({@code
 * virtualservice.GatewayAnalyzer}).
 *
 * @since 0.1.0
 */
public final class AnalysisOptions {

    /** All rules but the optional ones, with their own severities. */
    public static final AnalysisOptions DEFAULT =
            new AnalysisOptions(Set.of(), Set.of(), Set.of(), Map.of(), Set.of(), MeshSettings.DEFAULT, null);

    private final Set<String> only;
    private final Set<String> with;
    private final Set<String> without;
    private final Map<String, Severity> severities;
    private final Set<String> namespaces;
    private final MeshSettings settings;
    private final @Nullable String tool;

    private AnalysisOptions(
            Set<String> only,
            Set<String> with,
            Set<String> without,
            Map<String, Severity> severities,
            Set<String> namespaces,
            MeshSettings settings,
            @Nullable String tool) {
        this.only = Collections.unmodifiableSet(new TreeSet<>(only));
        this.with = Collections.unmodifiableSet(new TreeSet<>(with));
        this.without = Collections.unmodifiableSet(new TreeSet<>(without));
        this.severities = Collections.unmodifiableMap(new TreeMap<>(severities));
        this.namespaces = Collections.unmodifiableSet(new TreeSet<>(namespaces));
        this.settings = requireNonNull(settings, "settings");
        this.tool = tool;
    }

    /**
     * Runs the named rules alone, optional ones too.
     *
     * @param rules codes, aliases or groups; none for all
     * @return the changed options
     */
    public AnalysisOptions only(Set<String> rules) {
        return new AnalysisOptions(rules, with, without, severities, namespaces, settings, tool);
    }

    /**
     * Runs the named rules as well, though they are optional.
     *
     * @param rules codes, aliases or groups
     * @return the changed options
     */
    public AnalysisOptions with(Set<String> rules) {
        return new AnalysisOptions(only, rules, without, severities, namespaces, settings, tool);
    }

    /**
     * Leaves the named rules out.
     *
     * @param rules codes, aliases or groups
     * @return the changed options
     */
    public AnalysisOptions without(Set<String> rules) {
        return new AnalysisOptions(only, with, rules, severities, namespaces, settings, tool);
    }

    /**
     * Gives rules other severities.
     *
     * @param bySeverity severities by code, alias or group; a code goes before an alias, and that before a group
     * @return the changed options
     */
    public AnalysisOptions severities(Map<String, Severity> bySeverity) {
        return new AnalysisOptions(only, with, without, bySeverity, namespaces, settings, tool);
    }

    /**
     * Reports what concerns some namespaces alone. All is read nevertheless, since what is there depends on the others.
     *
     * @param names the namespaces; none for all
     * @return the changed options
     */
    public AnalysisOptions namespaces(Set<String> names) {
        return new AnalysisOptions(only, with, without, severities, names, settings, tool);
    }

    /**
     * Says what holds for the mesh as a whole.
     *
     * @param mesh the settings
     * @return the changed options
     */
    public AnalysisOptions settings(MeshSettings mesh) {
        return new AnalysisOptions(only, with, without, severities, namespaces, mesh, tool);
    }

    /**
     * Reports as another tool does, its known errors too, so that its users can compare.
     *
     * @param name the tool: {@code istioctl}
     * @return the changed options
     */
    public AnalysisOptions imitating(String name) {
        return new AnalysisOptions(only, with, without, severities, namespaces, settings, requireNonNull(name, "name"));
    }

    /**
     * The rules to run.
     *
     * @return codes, aliases or groups, sorted; empty for all
     */
    public Set<String> only() {
        return only;
    }

    /**
     * Optional rules to run as well.
     *
     * @return codes, aliases or groups, sorted
     */
    public Set<String> with() {
        return with;
    }

    /**
     * Rules to leave out.
     *
     * @return codes, aliases or groups, sorted
     */
    public Set<String> without() {
        return without;
    }

    /**
     * Severities that rules do not have by themselves.
     *
     * @return severities by code, alias or group
     */
    public Map<String, Severity> severities() {
        return severities;
    }

    /**
     * The namespaces to report on.
     *
     * @return the namespaces, sorted; empty for all
     */
    public Set<String> namespaces() {
        return namespaces;
    }

    /**
     * What holds for the mesh as a whole.
     *
     * @return the settings
     */
    public MeshSettings settings() {
        return settings;
    }

    /**
     * The tool to report like.
     *
     * @return its name, or empty
     */
    public Optional<String> imitated() {
        return Optional.ofNullable(tool);
    }
}
