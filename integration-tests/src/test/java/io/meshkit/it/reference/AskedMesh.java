// SPDX-License-Identifier: Apache-2.0
package io.meshkit.it.reference;

import io.meshkit.MeshKit;
import io.meshkit.document.MapValue;
import io.meshkit.document.SourceText;
import io.meshkit.mesh.MeshId;
import io.meshkit.pattern.CapabilityReport;
import io.meshkit.pattern.Pattern;
import io.meshkit.pattern.PatternOptions;
import io.meshkit.pattern.RenderedPattern;
import io.meshkit.pattern.Support;
import io.meshkit.pattern.Trait;
import io.meshkit.pattern.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** A mesh that is asked for one thing of one trait: alone, and on a component that has all the other traits that the mesh can do. */
final class AskedMesh {

    /** Settings of traits that go together on one component. */
    private static final String TOGETHER = """
        access: {default: deny, rules: [{from: {services: [web]}}]}
        automaticSidecarInjection: {namespaces: [shop]}
        circuitBreaker: {consecutiveErrors: 5}
        fault: {abort: {status: 503, percent: 1}}
        limits: {maxConnections: 100}
        loadBalancer: {algorithm: leastRequest}
        mTLS: {policy: strict}
        retry: {attempts: 2, on: [5xx]}
        retryBudget: {percent: 20}
        route: {rules: [{match: [{path: {prefix: /beta}}], to: [{version: v2}]}]}
        timeout: {request: 2s}
        trafficSplit: {weights: {v1: 90, v2: 10}}
        """;

    private final MeshKit kit;
    private final MeshId mesh;
    private final PatternOptions options;
    private final MapValue together;
    private final Map<String, MapValue> others = new TreeMap<>();

    /** A mesh, with what it takes to install it. */
    AskedMesh(MeshKit kit, MeshId mesh, PatternOptions options) {
        this.kit = kit;
        this.mesh = mesh;
        this.options = options;
        this.together = (MapValue) kit.reader()
                .read(SourceText.of("together.yaml", TOGETHER))
                .documents()
                .get(0)
                .root();
    }

    /**
     * What became of a cell.
     *
     * @param verdict how far the mesh can do it
     * @param refused the verdicts for which the trait is not rendered
     * @param trait what was asked, with places
     * @param rendered the pattern, rendered
     */
    record Answer(Verdict verdict, List<Support> refused, Trait trait, RenderedPattern rendered) {}

    /** Whether the mesh knows components of a type. */
    boolean knows(String type) {
        return render(SamplePattern.alone(kit, mesh, type, MapValue.EMPTY)).report().findings().stream()
                .noneMatch(finding -> finding.code().value().equals("MKP040"));
    }

    Answer alone(String trait, String type, TraitCells.Cell cell) {
        return answer(trait, cell, SamplePattern.alone(kit, mesh, type, MapValue.of(trait, cell.settings())));
    }

    /** The same on a component that has all the traits of a type that the mesh can do together. */
    Answer amongOthers(String trait, String type, Set<String> ofType, TraitCells.Cell cell) {
        MapValue traits = others.computeIfAbsent(type, any -> possible(type, ofType));
        return answer(trait, cell, SamplePattern.amongOthers(kit, mesh, type, traits.with(trait, cell.settings())));
    }

    private MapValue possible(String type, Set<String> ofType) {
        Set<String> names = new TreeSet<>(ofType);
        MapValue traits = MapValue.EMPTY;
        for (boolean isLess = true; isLess; ) {
            traits = MapValue.EMPTY;
            for (String name : names) {
                traits = traits.with(name, together.get(name).orElseThrow());
            }
            isLess = render(SamplePattern.amongOthers(kit, mesh, type, traits)).capabilities().lines().stream()
                    .filter(line -> !line.support().verdict().isRendered())
                    .map(line -> names.remove(line.trait()))
                    .reduce(false, Boolean::logicalOr);
        }
        return traits;
    }

    private Answer answer(String name, TraitCells.Cell cell, Pattern pattern) {
        RenderedPattern rendered = render(pattern);
        Trait trait = pattern.component(SamplePattern.SAMPLE).orElseThrow().traits().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
        List<Support> refused = new ArrayList<>();
        Verdict verdict = Verdict.NATIVE;
        for (CapabilityReport.Line line : rendered.capabilities().lines()) {
            Support support = line.support();
            boolean isAsked = line.component().equals(SamplePattern.SAMPLE)
                    && line.trait().equals(name);
            if (isAsked && !support.verdict().isRendered()) {
                refused.add(support);
            }
            boolean isAbout =
                    support.field().isPrefixOf(cell.way()) || cell.way().isPrefixOf(support.field());
            if (isAsked && (isAbout || !support.verdict().isRendered())) {
                verdict = support.verdict().compareTo(verdict) > 0 ? support.verdict() : verdict;
            }
        }
        return new Answer(verdict, List.copyOf(refused), trait, rendered);
    }

    private RenderedPattern render(Pattern pattern) {
        return kit.patterns().render(pattern, mesh, options);
    }
}
