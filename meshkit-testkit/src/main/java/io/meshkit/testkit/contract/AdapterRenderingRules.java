// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.meshkit.document.JsonPointer;
import io.meshkit.document.MapValue;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import io.meshkit.finding.Finding;
import io.meshkit.pattern.CapabilityReport;
import io.meshkit.pattern.Component;
import io.meshkit.pattern.Pattern;
import io.meshkit.pattern.PatternOptions;
import io.meshkit.pattern.PatternOptions.Unsupported;
import io.meshkit.pattern.RenderedPattern;
import io.meshkit.pattern.Rendering;
import io.meshkit.pattern.Support;
import io.meshkit.pattern.Trait;
import io.meshkit.pattern.TraitRenderer;
import io.meshkit.pattern.Verdict;
import io.meshkit.plan.DesiredResource;
import io.meshkit.resource.GroupKind;
import io.meshkit.resource.ResourceKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The rules for what an adapter renders, R1 to R9. */
abstract class AdapterRenderingRules extends AdapterBench {

    /** The seed of what is tried by chance; every failure names it with the settings that were tried. */
    private static final long SEED = 20_261_124L;

    private static final int ROUNDS = 120;
    private static final int SEEDS = 400;
    private static final int MOST_SUBSETS = 256;
    private static final int ORDERS = 3;

    @Test
    @DisplayName("R1: The tables of traits, kinds and foreign fields are alike every time they are asked for.")
    void its_tables_are_alike_every_time() {
        Rendering rendering = rendering();

        assertThat(rendering.rawKinds()).isEqualTo(rendering.rawKinds());
        assertThat(rendering.traits().keySet()).isEqualTo(rendering.traits().keySet());
        assertThat(rendering.meshKinds()).isEqualTo(rendering.meshKinds());
        assertThat(rendering.foreignFields()).isEqualTo(rendering.foreignFields());
        assertThat(rendering.meshKinds())
                .hasSizeGreaterThanOrEqualTo(rendering.rawKinds().isEmpty() ? 0 : 1);
    }

    @Test
    @DisplayName("R2: A neutral pattern with every trait that the adapter names renders without errors.")
    void a_neutral_pattern_with_every_trait_that_it_names_renders() {
        RenderedPattern rendered = render();

        assertThat(rendered.report().hasErrors())
                .as(GoldenFile.text(rendered, kit))
                .isFalse();
        assertThat(rendered.desired().resources()).isNotEmpty();
        assertThat(rendered.capabilities().mesh()).isEqualTo(mesh());
    }

    @Test
    @DisplayName("R3: One pattern renders to the same bytes every time.")
    void what_is_rendered_is_the_same_to_the_byte_every_time() {
        assertThat(GoldenFile.text(render(), kit)).isEqualTo(GoldenFile.text(render(), kit));
    }

    @Test
    @DisplayName(
            "R4: Any subset of traits on one host, in any order, renders to the same bytes: one object of each kind of"
                    + " the mesh for the service, and no objects but those of the single traits.")
    void any_subset_of_traits_in_any_order_meets_in_the_same_objects() {
        Random random = seeded();
        Map<String, Set<ResourceKey>> alone = new TreeMap<>();
        traits().forEach(trait -> alone.put(trait, keys(render(pattern(List.of(trait))))));
        for (List<String> subset : subsets(traits(), random)) {
            RenderedPattern rendered = render(pattern(subset));
            String expected = bodies(rendered);
            for (int order = 0; order < ORDERS; order++) {
                List<String> shuffled = new ArrayList<>(subset);
                Collections.shuffle(shuffled, random);
                assertThat(bodies(render(pattern(shuffled))))
                        .as("seed %d, traits %s", SEED, shuffled)
                        .isEqualTo(expected);
            }
            Set<ResourceKey> parts = new TreeSet<>();
            subset.forEach(trait -> parts.addAll(alone.getOrDefault(trait, Set.of())));
            assertThat(keys(rendered)).as("objects of %s", subset).isEqualTo(parts);
            assertThat(ofMesh(rendered))
                    .as("objects of %s by kind", subset)
                    .allSatisfy((kind, count) ->
                            assertThat(count).as(kind.toString()).isEqualTo(1));
        }
    }

    private static Set<ResourceKey> keys(RenderedPattern rendered) {
        return rendered.desired().resources().stream()
                .map(DesiredResource::key)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Map<GroupKind, Long> ofMesh(RenderedPattern rendered) {
        return rendered.desired().resources().stream()
                .map(DesiredResource::key)
                // objects of other services, such as its callers, have their names
                .filter(key -> key.name().startsWith("checkout"))
                .map(ResourceKey::groupKind)
                .filter(rendering().meshKinds()::contains)
                .collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
    }

    private static List<List<String>> subsets(List<String> traits, Random random) {
        List<List<String>> subsets = new ArrayList<>();
        boolean all = traits.size() < Integer.SIZE - 1 && 1 << traits.size() <= MOST_SUBSETS;
        for (int i = 1; i < (all ? 1 << traits.size() : MOST_SUBSETS); i++) {
            List<String> subset = new ArrayList<>();
            for (int bit = 0; bit < traits.size(); bit++) {
                if (all ? (i & 1 << bit) != 0 : random.nextBoolean()) {
                    subset.add(traits.get(bit));
                }
            }
            if (!subset.isEmpty()) {
                subsets.add(subset);
            }
        }
        return subsets;
    }

    @Test
    @DisplayName("R5: A verdict that is not native says why.")
    void a_lesser_verdict_says_why() {
        for (CapabilityReport.Line line : render().capabilities().lines()) {
            if (line.support().verdict() != Verdict.NATIVE) {
                assertThat(line.support().reason()).as(line.toString()).isNotBlank();
            }
        }
    }

    @Test
    @DisplayName("R6: Saying how far a trait can be done throws for no settings, whatever they are, on no component.")
    void saying_how_far_it_can_do_a_trait_never_throws() {
        Random random = seeded();
        RandomSettings settings = new RandomSettings(random);
        for (int round = 0; round < ROUNDS; round++) {
            Pattern pattern = read(kit.writer().yaml(components(settings)));
            LooseContext context = new LooseContext(mesh(), pattern);
            for (Component component : pattern.components()) {
                for (Map.Entry<String, TraitRenderer> entry :
                        rendering().traits().entrySet()) {
                    Value any = settings.anything(settings(entry.getKey(), settings));
                    Trait trait = new Trait(entry.getKey(), any, Optional.empty());
                    assertThatCode(() -> assertThat(entry.getValue().support(trait, component, context))
                                    .doesNotContainNull())
                            .as("seed %d, %s on %s: %s", SEED, trait.name(), component.type(), any)
                            .doesNotThrowAnyException();
                }
            }
        }
    }

    @Test
    @DisplayName("R7: A verdict is on the whole trait or on a field that is there.")
    void a_verdict_is_about_something_that_is_written() {
        Random random = seeded();
        RandomSettings settings = new RandomSettings(random);
        for (int round = 0; round < ROUNDS; round++) {
            Pattern pattern = read(kit.writer().yaml(components(settings)));
            LooseContext context = new LooseContext(mesh(), pattern);
            for (Component component : pattern.components()) {
                for (Trait trait : component.traits()) {
                    Optional.ofNullable(rendering().traits().get(trait.name()))
                            .map(renderer -> renderer.support(trait, component, context))
                            .orElse(List.of())
                            .forEach(support -> assertIsAboutSomething(support, trait));
                }
            }
        }
    }

    private static void assertIsAboutSomething(Support support, Trait trait) {
        assertThat(trait.settings().find(support.field()))
                .as("seed %d, %s %s has no %s", SEED, trait.name(), trait.settings(), support.field())
                .isPresent();
    }

    @Test
    @DisplayName(
            "R8: Nothing is dropped in silence: every setting of a trait has a value at its place in an object, or a"
                    + " verdict or finding about it.")
    void every_setting_is_rendered_or_spoken_of() {
        PatternOptions options = PatternOptions.DEFAULT.unsupported(Unsupported.WARN);
        Map<String, String> lost = new TreeMap<>();
        Map<String, Integer> carried = new TreeMap<>();
        int sound = 0;
        for (int round = 0; round < SEEDS; round++) {
            String text = kit.writer().yaml(components(new RandomSettings(new Random(SEED + round))));
            Pattern pattern = read(text);
            RenderedPattern rendered = kit.patterns().render(pattern, mesh(), options);
            if (!pattern.report().hasErrors()
                    && rendered.report().findings().stream().noneMatch(this::isRefused)) {
                sound++;
                CarriedOver over = new CarriedOver(pattern, rendered);
                over.carried().forEach((trait, count) -> carried.merge(trait, count, Integer::sum));
                String seed = "seed " + (SEED + round) + ", ";
                over.lost()
                        .forEach(setting -> lost.putIfAbsent(
                                setting.replaceAll("/[0-9]+|: .*", ""), seed + setting + " of\n" + text));
            }
        }
        System.getLogger(AdapterRenderingRules.class.getName())
                .log(
                        System.Logger.Level.INFO,
                        "{0} patterns, settings with a value at their place: {1}",
                        sound,
                        carried);
        assertThat(lost.keySet()).as(String.join("\n", lost.values())).isEmpty();
        assertThat(sound).as("patterns that could be rendered").isGreaterThan(SEEDS / 4);
        assertThat(carried.keySet())
                .as("traits with a value in an object")
                .containsAll(traits().stream().filter(this::makesObjects).toList());
    }

    private boolean makesObjects(String trait) {
        return !render(pattern(List.of(trait))).desired().resources().isEmpty();
    }

    /** What the rules of the language refuse is not rendered; what a renderer throws is. */
    private boolean isRefused(Finding finding) {
        assertThat(finding.code().value()).as(finding.toString()).isNotEqualTo("MKP044");
        return Set.of("MKP003", "MKP004", "MKP005", "MKP006", "MKP050", "MKP051")
                .contains(finding.code().value());
    }

    @Test
    @DisplayName(
            "R9: Leaving out what keeps callers out is never called harmless: a rule that denies, a default of deny,"
                    + " mutual TLS that has to be, access as a whole.")
    void what_keeps_callers_out_is_never_called_harmless_to_leave_out() {
        RandomSettings settings = new RandomSettings(seeded());
        int refused = 0;
        for (int round = 0; round < ROUNDS; round++) {
            Pattern pattern = read(kit.writer().yaml(components(settings)));
            RenderedPattern rendered =
                    kit.patterns().render(pattern, mesh(), PatternOptions.DEFAULT.unsupported(Unsupported.WARN));
            for (CapabilityReport.Line line : rendered.capabilities().lines()) {
                Trait trait = pattern.component(line.component()).stream()
                        .flatMap(component -> component.traits().stream())
                        .filter(one -> one.name().equals(line.trait()))
                        .findFirst()
                        .orElseThrow();
                if (!line.support().verdict().isRendered() && keepsOut(trait, line.support())) {
                    refused++;
                    assertThat(line.support().isHarmless())
                            .as("seed %d, %s of %s", SEED, line, trait.settings())
                            .isFalse();
                    assertThat(rendered.report().hasErrors())
                            .as(line.toString())
                            .isTrue();
                }
            }
        }
        System.getLogger(AdapterRenderingRules.class.getName())
                .log(System.Logger.Level.INFO, "{0} refusals of what keeps callers out", "" + refused);
    }

    private static boolean keepsOut(Trait trait, Support support) {
        List<String> way = support.field().segments();
        if (trait.name().equals("mTLS")) {
            return trait.map().text("policy").orElse("").equals("strict");
        }
        if (!trait.name().equals("access") || way.isEmpty()) {
            return trait.name().equals("access");
        }
        if (way.get(0).equals("default")) {
            return trait.map().text("default").orElse("").equals("deny");
        }
        return way.size() > 1
                && trait.map()
                        .find(JsonPointer.of("rules", way.get(1), "action"))
                        .map(Value::toString)
                        .orElse("allow")
                        .equals("deny");
    }

    /** A service and its namespace with traits by chance. */
    private MapValue components(RandomSettings settings) {
        List<String> ofService = examples().keySet().stream()
                .filter(rendering().traits()::containsKey)
                .toList();
        List<String> ofNamespace = List.of("access", "automaticSidecarInjection", "mTLS").stream()
                .filter(rendering().traits()::containsKey)
                .toList();
        MapValue service = MapValue.builder()
                .put("type", "Service")
                .put("namespace", "shop")
                .put("settings", settings.service())
                .put("traits", traits(ofService, settings))
                .build();
        MapValue namespace = MapValue.builder()
                .put("type", "Namespace")
                .put("traits", traits(ofNamespace, settings))
                .build();
        return MapValue.builder()
                .put("apiVersion", "meshkit.dev/v1")
                .put("kind", "Pattern")
                .put("name", TextValue.of("contract"))
                .put("services", MapValue.of("checkout", service).with("shop", namespace))
                .build();
    }

    private MapValue traits(List<String> names, RandomSettings settings) {
        MapValue.Builder traits = MapValue.builder();
        settings.some(names).forEach(name -> traits.put(name, settings(name, settings)));
        return traits.build();
    }

    private MapValue settings(String trait, RandomSettings settings) {
        return schema(trait)
                .map(settings::allowed)
                .orElseGet(() -> map(trait, examples().getOrDefault(trait, "{}")));
    }

    private static Random seeded() {
        System.getLogger(AdapterRenderingRules.class.getName()).log(System.Logger.Level.INFO, "seed {0}", "" + SEED);
        return new Random(SEED);
    }
}
