// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import io.meshkit.core.internal.pattern.ReferenceText.Reference;
import io.meshkit.document.JsonPointer;
import io.meshkit.document.MapValue;
import io.meshkit.document.Value;
import io.meshkit.finding.Finding;
import io.meshkit.finding.FindingSink;
import io.meshkit.pattern.Component;
import io.meshkit.pattern.Pattern;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Replaces references by what they refer to, those first that others refer to; what each becomes is told by {@link ReferenceEvaluation}. A
 * reference to another service makes the service depend on it.
 */
final class ReferenceResolver {

    private final Environment environment;
    private final FindingSink findings;
    private final TreeMap<String, Referrer> referrers = new TreeMap<>();
    private final Map<Referrer, List<Referrer>> targets = new HashMap<>();
    private boolean isTooLarge;
    private int targetsLeft = ReferenceEvaluation.MOST_NODES;

    ReferenceResolver(Environment environment, FindingSink findings) {
        this.environment = environment;
        this.findings = findings;
    }

    /**
     * A pattern without references.
     *
     * @param pattern the pattern, variables filled in
     * @param broken the keys of services with references that could not be resolved
     */
    record Resolution(Pattern pattern, Set<String> broken) {}

    Resolution resolve(Pattern pattern, MapValue vars) {
        ReferenceView view = filled(pattern, vars);
        if (referrers.isEmpty()) {
            return new Resolution(pattern, Set.of());
        }
        Set<String> broken = new HashSet<>();
        referrers.values().stream()
                .filter(referrer -> referrer.broken)
                .forEach(referrer -> referrer.owner().ifPresent(broken::add));
        Pattern resolved = pattern.toBuilder()
                .components(withDependencies(view.components()))
                .vars(view.vars())
                .build();
        return new Resolution(resolved, broken);
    }

    /** The components with references filled in, and nothing else changed; those that lead nowhere stay as they are written. */
    List<Component> fill(Pattern pattern, MapValue vars) {
        return filled(pattern, vars).components();
    }

    private ReferenceView filled(Pattern pattern, MapValue vars) {
        ReferenceView view = new ReferenceView(pattern, vars);
        referrers.putAll(Referrers.in(view));
        referrers.values().forEach(referrer -> targets.put(referrer, targets(referrer)));
        DependencyGraph<Referrer> graph = new DependencyGraph<>(
                List.copyOf(referrers.values()), referrer -> targets.getOrDefault(referrer, List.of()));
        graph.cycles().forEach(this::reportCycle);
        ReferenceEvaluation evaluation = new ReferenceEvaluation(view, environment, findings);
        for (Referrer referrer : graph.order()) {
            resolve(referrer, evaluation, view);
        }
        return view;
    }

    /**
     * The texts that have to be resolved before: those at, inside and around what a text refers to. Each of them is at least one value that
     * comes through the reference, so there can be no more of them in all than of those.
     */
    private List<Referrer> targets(Referrer referrer) {
        List<Referrer> all = allTargets(referrer);
        if (all.size() <= targetsLeft) {
            targetsLeft -= all.size();
            return all;
        }
        if (!isTooLarge) {
            findings.report(ReferenceEvaluation.tooLarge(referrer));
        }
        isTooLarge = true;
        referrer.broken = true;
        return List.of();
    }

    private List<Referrer> allTargets(Referrer referrer) {
        List<Referrer> targets = new ArrayList<>();
        for (Reference reference : referrer.parsed.references()) {
            if (!reference.kind().equals("ref")) {
                continue;
            }
            JsonPointer target = new JsonPointer(reference.path());
            for (JsonPointer around = target; !around.isRoot(); around = around.parent()) {
                Optional.ofNullable(referrers.get(around.toString())).ifPresent(targets::add);
            }
            // '0' follows '/' in the order of characters, so this is everything below the target
            targets.addAll(referrers.subMap(target + "/", target + "0").values());
        }
        return targets;
    }

    private void reportCycle(List<Referrer> cycle) {
        List<String> names = new ArrayList<>();
        cycle.forEach(referrer -> names.add(name(referrer)));
        names.add(names.get(0));
        Finding.Builder finding = PatternCodes.REFERENCE_CYCLE
                .finding("references go in a circle: " + String.join(" -> ", names))
                .at(cycle.get(0).text);
        for (int i = 1; i < cycle.size(); i++) {
            finding.related(cycle.get(i).text.place(), names.get(i) + " refers to " + names.get(i + 1));
        }
        findings.report(finding.build());
        cycle.forEach(referrer -> referrer.broken = true);
    }

    private static String name(Referrer referrer) {
        return String.join(".", referrer.pointer.segments());
    }

    private void resolve(Referrer referrer, ReferenceEvaluation evaluation, ReferenceView view) {
        List<Referrer> targets = this.targets.getOrDefault(referrer, List.of());
        boolean stuck = referrer.broken || targets.stream().anyMatch(target -> target.broken);
        if (stuck) {
            referrer.broken = true;
            return;
        }
        targets.stream()
                .filter(target -> target.owner().isEmpty())
                .forEach(target -> referrer.services.addAll(target.services));
        Optional<Value> value = evaluation.of(referrer);
        if (value.isEmpty()) {
            referrer.broken = true;
            return;
        }
        view.replace(referrer.pointer, value.get());
    }

    private List<Component> withDependencies(Collection<Component> components) {
        ReferenceEdges edges = new ReferenceEdges();
        for (Referrer referrer : referrers.values()) {
            Optional<String> owner = referrer.owner();
            if (owner.isPresent() && !referrer.isUnder("dependsOn")) {
                referrer.services.forEach(service -> edges.add(owner.get(), service, referrer.text));
            }
        }
        return edges.addTo(components, findings);
    }
}
