// SPDX-License-Identifier: Apache-2.0
package io.meshkit.it.reference;

import io.meshkit.MeshKit;
import io.meshkit.document.JsonPointer;
import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.SourceText;
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

    private static final List<String> TYPES = List.of("Service", "Namespace", "Mesh");

    /** Settings that the examples of the schemas leave out. */
    private static final Map<String, List<String>> MORE = Map.of(
            "retry",
                    List.of(
                            "{attempts: 2, on: [gateway-error]}",
                            "{attempts: 2, on: [connect-failure]}",
                            "{attempts: 2, on: [refused-stream]}",
                            "{attempts: 2, on: [reset]}",
                            "{attempts: 2, on: [retriable-4xx]}",
                            "{attempts: 2, on: [503]}",
                            "{attempts: 2, on: ['grpc:unavailable']}"),
            "route",
                    List.of(
                            "{rules: [{match: [{path: {regex: /a.*}}], to: [{version: v1}]}]}",
                            "{rules: [{match: [{headers: [{name: x, exact: '1', invert: true}]}]}]}",
                            "{rules: [{match: [{query: [{name: q, present: true}]}]}]}",
                            "{rules: [{to: [{version: v1, weight: 90}, {version: v2, weight: 10}]}]}",
                            "{rules: [{match: [{methods: [GET]}], rewrite: {path: /b}}]}",
                            "{rules: [{redirect: {host: example.com, status: 301}}]}",
                            "{rules: [{headers: {request: {set: {a: b}}, response: {remove: [c]}}}]}",
                            "{rules: [{respond: {status: 503}}]}"));

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
    List<String> types(String trait, MapValue schema) {
        MeshId mesh = kit.meshes().contains(MeshId.ISTIO)
                ? MeshId.ISTIO
                : kit.meshes().get(0);
        return TYPES.stream()
                .filter(type -> render(mesh, trait, type, samples(trait, schema).get(0)).report().findings().stream()
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
            for (MapValue sample : samples(trait, schema)) {
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
                .map(text -> support.reason().replace("\"" + text + "\"", "these"))
                .orElse(support.reason());
        return new Support(field, support.verdict(), reason, support.workaround());
    }

    private List<CapabilityReport.Line> lines(MeshId mesh, String trait, String type, MapValue sample) {
        return render(mesh, trait, type, sample).capabilities().lines();
    }

    private RenderedPattern render(MeshId mesh, String trait, String type, MapValue settings) {
        MapValue versions = MapValue.builder()
                .put("v1", MapValue.EMPTY)
                .put("v2", MapValue.EMPTY)
                .build();
        MapValue.Builder component =
                MapValue.builder().put("type", type).put("namespace", type.equals("Mesh") ? mesh.value() : "shop");
        if (type.equals("Service")) {
            component.put(
                    "settings",
                    MapValue.builder()
                            .put("port", 8080)
                            .put("protocol", "http")
                            .put("selector", MapValue.of("app", TextValue.of("sample")))
                            .put("versions", versions)
                            .build());
        }
        component.put("traits", MapValue.of(trait, settings));
        MapValue pattern = MapValue.builder()
                .put("name", "sample")
                .put("services", MapValue.of("sample", component.build()))
                .build();
        return kit.patterns()
                .render(
                        kit.patterns()
                                .read(SourceText.of("sample.json", kit.writer().json(pattern))),
                        mesh,
                        PatternOptions.DEFAULT);
    }

    /** The first example of the schema; then each setting alone beside what is required; then what the schema cannot tell. */
    private List<MapValue> samples(String trait, MapValue schema) {
        Set<MapValue> samples = new LinkedHashSet<>();
        MapValue example =
                (MapValue) schema.list("examples").orElseThrow().items().get(0);
        samples.add(example);
        MapValue least = MapValue.EMPTY;
        for (Value key : schema.list("required").orElse(ListValue.EMPTY)) {
            least = least.with(key.toString(), example.get(key.toString()).orElseThrow());
        }
        for (MapValue.Entry property : schema.map("properties").orElse(MapValue.EMPTY)) {
            for (Value value : values((MapValue) property.value())) {
                samples.add(least.with(property.key(), value));
            }
        }
        for (String more : MORE.getOrDefault(trait, List.of())) {
            samples.add((MapValue) kit.reader()
                    .read(SourceText.of("more", more))
                    .documents()
                    .get(0)
                    .root());
        }
        return List.copyOf(samples);
    }

    private static List<Value> values(MapValue schema) {
        return schema.list("enum")
                .or(() -> schema.list("examples"))
                .map(ListValue::items)
                .orElse(List.of());
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
            String values =
                    said.values().stream().map(value -> "`" + value + "`").collect(Collectors.joining(", "));
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
