// SPDX-License-Identifier: Apache-2.0
package io.meshkit.linkerd;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.MeshKit;
import io.meshkit.document.MapValue;
import io.meshkit.document.SourceText;
import io.meshkit.mesh.MeshId;
import io.meshkit.pattern.CapabilityReport;
import io.meshkit.pattern.PatternOptions;
import io.meshkit.pattern.PatternOptions.Unsupported;
import io.meshkit.pattern.RenderedPattern;
import io.meshkit.pattern.Verdict;
import io.meshkit.testkit.contract.GoldenFile;
import java.util.List;
import java.util.stream.Collectors;

/** The services of a pattern, rendered for Linkerd; what it cannot do is left out with a verdict. */
final class Rendered {

    private final MeshKit kit;
    private final RenderedPattern pattern;

    private Rendered(MeshKit kit, RenderedPattern pattern) {
        this.kit = kit;
        this.pattern = pattern;
    }

    /** Services as YAML in block style, without indentation. */
    static Rendered of(MeshKit kit, String services) {
        String text = """
            apiVersion: meshkit.dev/v1
            kind: Pattern
            name: verdicts
            services:
            """ + services.indent(2);
        PatternOptions lenient = PatternOptions.DEFAULT.unsupported(Unsupported.WARN);
        return new Rendered(
                kit,
                kit.patterns()
                        .render(kit.patterns().read(SourceText.of("verdicts.yaml", text)), MeshId.LINKERD, lenient));
    }

    /** One service with some traits, in flow style. */
    static Rendered service(MeshKit kit, String settings, String traits) {
        return of(kit, """
            checkout:
              type: Service
              namespace: shop
              settings: %s
              traits: %s
            """.formatted(settings, traits));
    }

    /** The objects as YAML. */
    String objects() {
        return GoldenFile.text(pattern, kit)
                .lines()
                .filter(line -> !line.startsWith("#"))
                .collect(Collectors.joining("\n"));
    }

    /** The objects of a kind. */
    List<MapValue> objects(String kind) {
        return pattern.desired().resources().stream()
                .filter(desired -> desired.key().groupKind().kind().equals(kind))
                .map(desired -> desired.resource().body())
                .toList();
    }

    /** Whether there are errors, for which nothing would be applied. */
    boolean hasErrors() {
        return pattern.report().hasErrors();
    }

    /** The fields that have a verdict. */
    List<String> fields(Verdict verdict) {
        return pattern.capabilities().lines().stream()
                .map(CapabilityReport.Line::support)
                .filter(support -> support.verdict() == verdict)
                .map(support -> support.field().toString())
                .toList();
    }

    /** The reasons of what has a verdict. */
    String reasons(Verdict verdict) {
        return pattern.capabilities().lines().stream()
                .map(CapabilityReport.Line::support)
                .filter(support -> support.verdict() == verdict)
                .map(support -> support.reason() + "; " + support.workaround())
                .collect(Collectors.joining("\n"));
    }

    /** A field is refused with a reason and a way out. */
    void refuses(String field) {
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
