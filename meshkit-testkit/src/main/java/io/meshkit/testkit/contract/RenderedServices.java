// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.MeshKit;
import io.meshkit.document.MapValue;
import io.meshkit.document.SourceText;
import io.meshkit.finding.Report;
import io.meshkit.mesh.MeshId;
import io.meshkit.pattern.CapabilityReport;
import io.meshkit.pattern.PatternOptions;
import io.meshkit.pattern.PatternOptions.Unsupported;
import io.meshkit.pattern.RenderedPattern;
import io.meshkit.pattern.Verdict;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The services of a pattern, rendered for one mesh; what it cannot do is left out with a verdict. For tests of what an adapter says of
 * traits and of what it writes.
 *
 * @since 0.1.0
 */
public final class RenderedServices {

    private final MeshKit kit;
    private final RenderedPattern pattern;

    private RenderedServices(MeshKit kit, RenderedPattern pattern) {
        this.kit = kit;
        this.pattern = pattern;
    }

    /**
     * Renders services.
     *
     * @param kit a kit that knows the mesh
     * @param mesh the mesh
     * @param services services by their keys, as YAML in block style without indentation
     * @return what came of them
     */
    public static RenderedServices of(MeshKit kit, MeshId mesh, String services) {
        String text = """
            apiVersion: meshkit.dev/v1
            kind: Pattern
            name: verdicts
            services:
            """ + services.indent(2);
        PatternOptions lenient = PatternOptions.DEFAULT.unsupported(Unsupported.WARN);
        return new RenderedServices(
                kit, kit.patterns().render(kit.patterns().read(SourceText.of("verdicts.yaml", text)), mesh, lenient));
    }

    /**
     * Renders one service of the namespace {@code shop} with some traits.
     *
     * @param kit a kit that knows the mesh
     * @param mesh the mesh
     * @param settings its settings, as YAML in flow style
     * @param traits its traits, as YAML in flow style
     * @return what came of it
     */
    public static RenderedServices service(MeshKit kit, MeshId mesh, String settings, String traits) {
        return of(kit, mesh, """
            checkout:
              type: Service
              namespace: shop
              settings: %s
              traits: %s
            """.formatted(settings, traits));
    }

    /**
     * The objects.
     *
     * @return YAML without comments
     */
    public String objects() {
        return GoldenFile.text(pattern, kit)
                .lines()
                .filter(line -> !line.startsWith("#"))
                .collect(Collectors.joining("\n"));
    }

    /**
     * The objects of a kind.
     *
     * @param kind the kind, whatever its group
     * @return their bodies in the order of their keys
     */
    public List<MapValue> objects(String kind) {
        return pattern.desired().resources().stream()
                .filter(desired -> desired.key().groupKind().kind().equals(kind))
                .map(desired -> desired.resource().body())
                .toList();
    }

    /**
     * What was found.
     *
     * @return the findings
     */
    public Report report() {
        return pattern.report();
    }

    /**
     * Whether there are errors, for which nothing would be applied.
     *
     * @return true when something is refused though it may be left out
     */
    public boolean hasErrors() {
        return pattern.report().hasErrors();
    }

    /**
     * The fields that have a verdict.
     *
     * @param verdict the verdict
     * @return their ways from the settings of the trait
     */
    public List<String> fields(Verdict verdict) {
        return pattern.capabilities().lines().stream()
                .map(CapabilityReport.Line::support)
                .filter(support -> support.verdict() == verdict)
                .map(support -> support.field().toString())
                .toList();
    }

    /**
     * The reasons of what has a verdict.
     *
     * @param verdict the verdict
     * @return reason and workaround of each, line by line
     */
    public String reasons(Verdict verdict) {
        return pattern.capabilities().lines().stream()
                .map(CapabilityReport.Line::support)
                .filter(support -> support.verdict() == verdict)
                .map(support -> support.reason() + "; " + support.workaround())
                .collect(Collectors.joining("\n"));
    }

    /**
     * Checks that a field is refused with a reason and a way out.
     *
     * @param field the way from the settings of the trait
     */
    public void refuses(String field) {
        assertThat(pattern.capabilities().lines())
                .filteredOn(line -> line.support().verdict() == Verdict.NONE
                        && line.support().field().toString().equals(field))
                .as("%s", pattern.capabilities().lines())
                .isNotEmpty()
                .allSatisfy(line -> {
                    assertThat(line.support().reason()).isNotBlank();
                    assertThat(line.support().workaround()).isNotBlank();
                });
    }
}
