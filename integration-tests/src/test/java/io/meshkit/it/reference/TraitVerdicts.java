// SPDX-License-Identifier: Apache-2.0
package io.meshkit.it.reference;

import io.meshkit.MeshKit;
import io.meshkit.document.JsonPointer;
import io.meshkit.document.MapValue;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import io.meshkit.mesh.MeshId;
import io.meshkit.pattern.CapabilityReport;
import io.meshkit.pattern.PatternOptions;
import io.meshkit.pattern.RenderedPattern;
import io.meshkit.pattern.Support;
import io.meshkit.pattern.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What the adapters say of a trait, when asked with its settings in turn. */
final class TraitVerdicts {

    private static final int MOST_VALUES = 4;
    private static final List<String> TYPES = List.of("Service", "Namespace", "Mesh");

    /** Those, and what is like a service but for what the pages of components say of it. */
    private static final List<String> ALL_TYPES =
            List.of("Service", "Application", "ExternalService", "Namespace", "Mesh");

    private final MeshKit kit;

    TraitVerdicts(MeshKit kit) {
        this.kit = kit;
    }

    /**
     * What one mesh says.
     *
     * @param support the verdict
     * @param types the types it was said of
     * @param values the values of the field it was said of
     */
    private record Said(Support support, Set<String> types, Set<String> values) {}

    /** The types that a trait may stand on. */
    List<String> standsOn(String trait, MapValue schema) {
        return among(ALL_TYPES, trait, schema);
    }

    /** Of these, the types that differ in what a mesh can do. */
    List<String> types(String trait, MapValue schema) {
        return among(TYPES, trait, schema);
    }

    private List<String> among(List<String> types, String trait, MapValue schema) {
        MeshId mesh = kit.meshes().contains(MeshId.ISTIO)
                ? MeshId.ISTIO
                : kit.meshes().get(0);
        return types.stream()
                .filter(type -> render(mesh, trait, type, example(schema)).report().findings().stream()
                        .noneMatch(finding -> finding.code().value().equals("MKP011")))
                .toList();
    }

    /** Rows for one trait, mesh by mesh. */
    String rows(String trait, MapValue schema) {
        StringBuilder rows = new StringBuilder();
        List<String> types = types(trait, schema);
        for (MeshId mesh : kit.meshes()) {
            List<Said> said = said(mesh, trait, schema, types);
            boolean other = said.stream().anyMatch(one -> one.support().verdict() != Verdict.NATIVE);
            for (Said one : said) {
                if (one.support().verdict() != Verdict.NATIVE) {
                    row(rows, mesh, one.support().verdict(), where(one, types), why(one.support()));
                }
            }
            if (said.stream().anyMatch(one -> one.support().verdict() == Verdict.NATIVE)) {
                row(rows, mesh, Verdict.NATIVE, other ? "all else" : "", "");
            }
        }
        return rows.toString();
    }

    /** The best verdict for its examples on what it may stand on, and whether anything gets a lesser one. */
    String overall(MeshId mesh, String trait, MapValue schema) {
        List<String> types = types(trait, schema);
        List<Support> said =
                said(mesh, trait, schema, types).stream().map(Said::support).toList();
        Verdict whole = said.stream()
                .filter(support -> support.field().isRoot())
                .map(Support::verdict)
                .min(Verdict::compareTo)
                .orElse(Verdict.UNIMPLEMENTED);
        boolean lesser = said.stream().anyMatch(support -> support.verdict().compareTo(whole) > 0);
        return word(whole) + (lesser ? ", with limits" : "");
    }

    private List<Said> said(MeshId mesh, String trait, MapValue schema, List<String> types) {
        Map<Support, Said> said = new LinkedHashMap<>();
        for (String type : types) {
            for (MapValue sample : samples(trait, schema, type)) {
                for (CapabilityReport.Line line : lines(mesh, trait, type, sample)) {
                    Optional<Value> value = line.support().field().isRoot()
                            ? Optional.empty()
                            : sample.find(line.support().field());
                    Said one = said.computeIfAbsent(
                            general(line.support(), value),
                            support -> new Said(support, new TreeSet<>(), new LinkedHashSet<>()));
                    one.types().add(type);
                    value.ifPresent(tried -> one.values().add(kit.writer().json(tried)));
                }
            }
        }
        return List.copyOf(said.values());
    }

    /** The verdict without the place in a list, and without the value that was tried. */
    private static Support general(Support support, Optional<Value> value) {
        JsonPointer field = JsonPointer.parse(support.field().toString().replaceAll("/[0-9]+(?=/|$)", "/0"));
        String reason = value.filter(TextValue.class::isInstance)
                .map(text -> support.reason().replace("\"" + text + "\"", "the value tried"))
                .orElse(support.reason());
        return new Support(field, support.verdict(), reason, support.workaround());
    }

    private List<CapabilityReport.Line> lines(MeshId mesh, String trait, String type, MapValue sample) {
        return render(mesh, trait, type, sample).capabilities().lines();
    }

    private RenderedPattern render(MeshId mesh, String trait, String type, MapValue settings) {
        return kit.patterns()
                .render(
                        SamplePattern.alone(kit, mesh, type, MapValue.of(trait, settings)),
                        mesh,
                        PatternOptions.DEFAULT);
    }

    private static MapValue example(MapValue schema) {
        return (MapValue) schema.list("examples").orElseThrow().get(0);
    }

    private List<MapValue> samples(String trait, MapValue schema, String type) {
        Set<MapValue> samples = new LinkedHashSet<>();
        TraitCells.of(trait, schema, type).forEach(cell -> samples.add(cell.settings()));
        return List.copyOf(samples);
    }

    private static void row(StringBuilder rows, MeshId mesh, Verdict verdict, String where, String why) {
        rows.append("| " + mesh + " | " + word(verdict) + " | " + where + " | " + why + " |\n");
    }

    private static String word(Verdict verdict) {
        return verdict == Verdict.UNIMPLEMENTED
                ? "not implemented"
                : verdict.name().toLowerCase(Locale.ROOT);
    }

    private static String where(Said said, List<String> types) {
        List<String> parts = new ArrayList<>();
        String field = said.support()
                .field()
                .toString()
                .replaceFirst("^/", "")
                .replaceAll("/[0-9]+", "[]")
                .replace('/', '.');
        if (!field.isEmpty()) {
            String values = said.values().stream()
                            .limit(MOST_VALUES)
                            .map(value -> "`" + value + "`")
                            .collect(Collectors.joining(", "))
                    + (said.values().size() > MOST_VALUES ? ", …" : "");
            parts.add("`" + field + "`" + (values.isEmpty() ? "" : ", tried with " + values));
        }
        if (said.types().size() < types.size()) {
            parts.add("on " + String.join(", ", said.types()));
        }
        return String.join(", ", parts).replace("|", "\\|");
    }

    private static String why(Support support) {
        String way = support.workaround().isEmpty() ? "" : "; " + support.workaround();
        return CodeDeclarations.sentence(support.reason() + way).replace("|", "\\|");
    }
}
