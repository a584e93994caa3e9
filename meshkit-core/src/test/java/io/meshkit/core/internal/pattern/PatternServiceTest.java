// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshkit.MeshKit;
import io.meshkit.MeshKitException;
import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.SourceText;
import io.meshkit.document.TextValue;
import io.meshkit.mesh.Capability;
import io.meshkit.mesh.Detection;
import io.meshkit.mesh.MeshAdapter;
import io.meshkit.mesh.MeshDescriptor;
import io.meshkit.mesh.MeshId;
import io.meshkit.mesh.Site;
import io.meshkit.pattern.Component;
import io.meshkit.pattern.Drafts;
import io.meshkit.pattern.Pattern;
import io.meshkit.pattern.PatternCheck;
import io.meshkit.pattern.PatternOptions;
import io.meshkit.pattern.RenderContext;
import io.meshkit.pattern.RenderedPattern;
import io.meshkit.pattern.Rendering;
import io.meshkit.pattern.Support;
import io.meshkit.pattern.Trait;
import io.meshkit.pattern.TraitDefinition;
import io.meshkit.pattern.TraitRenderer;
import io.meshkit.spi.MeshAdapterProvider;
import io.meshkit.spi.PatternCheckProvider;
import io.meshkit.spi.Provider;
import io.meshkit.spi.ProviderContext;
import io.meshkit.spi.ProviderInfo;
import io.meshkit.spi.SpiVersion;
import io.meshkit.spi.TraitProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PatternServiceTest {

    private static final String GREETING =
            "name: s\nservices:\n  web:\n    type: Service\n    traits:\n" + "      greeting: {text: hello}\n";

    private record Toy(String id, boolean renders) implements MeshAdapterProvider {
        @Override
        public int spiVersion() {
            return SpiVersion.CURRENT;
        }

        @Override
        public ProviderInfo info() {
            return new ProviderInfo(id, "tests", "1");
        }

        @Override
        public MeshAdapter create(ProviderContext context) {
            return new MeshAdapter() {
                @Override
                public MeshDescriptor describe() {
                    return new MeshDescriptor(new MeshId(id), id, List.of());
                }

                @Override
                public Detection detect(Site site) {
                    return new Detection(Detection.Status.ABSENT, Optional.empty(), Optional.empty(), List.of());
                }

                @Override
                public <C extends Capability> Optional<C> capability(Class<C> type) {
                    return renders && type == Rendering.class
                            ? Optional.of(type.cast(new ToyMesh()))
                            : Optional.empty();
                }
            };
        }
    }

    private static final class Greeting implements TraitProvider, TraitRenderer {
        private final String id;
        private final String trait;

        Greeting() {
            this("greeting", "greeting");
        }

        Greeting(String id, String trait) {
            this.id = id;
            this.trait = trait;
        }

        @Override
        public String id() {
            return id;
        }

        @Override
        public int spiVersion() {
            return SpiVersion.CURRENT;
        }

        @Override
        public ProviderInfo info() {
            return new ProviderInfo("Greeting", "tests", "1");
        }

        @Override
        public List<TraitDefinition> traits(ProviderContext context) {
            MapValue schema = MapValue.of("required", ListValue.of(TextValue.of("text")));
            return List.of(new TraitDefinition(trait, schema, Set.of("Service"), Map.of(ToyMesh.ID, this)));
        }

        @Override
        public List<Support> support(Trait trait, Component component, RenderContext context) {
            return List.of();
        }

        @Override
        public void render(Trait trait, Component component, RenderContext context, Drafts drafts) {
            ToyMesh.policy(component, context, drafts)
                    .set("/spec/greeting", trait.map().get("text").orElseThrow());
        }
    }

    private static final class BrokenCheck implements PatternCheckProvider {
        @Override
        public String id() {
            return "broken-check";
        }

        @Override
        public int spiVersion() {
            return SpiVersion.CURRENT;
        }

        @Override
        public ProviderInfo info() {
            return new ProviderInfo("Broken", "tests", "1");
        }

        @Override
        public List<PatternCheck> checks(ProviderContext context) {
            return List.of((pattern, findings) -> {
                throw new IllegalStateException("broken on purpose");
            });
        }
    }

    private static MeshKit kit(Provider... more) {
        var builder =
                MeshKit.builder().discover(false).provider(new Toy("toy", true)).provider(new Toy("mute", false));
        List.of(more).forEach(builder::provider);
        return builder.build();
    }

    @Test
    void a_file_is_read_and_named_in_findings_as_it_was_given(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("p.yaml"), "name: s\nservices: {web: {typ: Service}}\n");

        try (MeshKit kit = kit()) {
            Pattern pattern = kit.patterns().read(file);

            assertThat(pattern.report().findings())
                    .isNotEmpty()
                    .allSatisfy(finding -> assertThat(
                                    finding.place().orElseThrow().source().name())
                            .isEqualTo(file.toString()));
        }
    }

    @Test
    void a_file_that_is_not_there_is_a_failure_with_its_code(@TempDir Path folder) {
        try (MeshKit kit = kit()) {
            assertThatThrownBy(() -> kit.patterns().read(folder.resolve("none.yaml")))
                    .isInstanceOfSatisfying(
                            MeshKitException.class,
                            failure -> assertThat(failure.code()).hasToString("MK-FILE-READ"));
        }
    }

    @Test
    void a_trait_of_a_plugin_is_checked_and_rendered_like_any_other() {
        try (MeshKit kit = kit(new Greeting())) {
            RenderedPattern rendered = render(kit, GREETING, ToyMesh.ID);

            assertThat(rendered.report().findings()).isEmpty();
            assertThat(rendered.desired().resources().get(0).resource().body().find("/spec/greeting"))
                    .contains(TextValue.of("hello"));
            assertThat(render(kit, GREETING.replace("text: hello", ""), ToyMesh.ID)
                            .report()
                            .hasErrors())
                    .isTrue();
        }
    }

    @Test
    void who_uses_a_trait_that_a_plugin_defines_instead_of_the_language_is_told_once() {
        String twice = """
            name: s
            services:
              a: {type: Service, traits: {timeout: {text: hello}}}
              b: {type: Service, traits: {timeout: {text: hello}}}
            """;

        try (MeshKit kit = kit(new Greeting("greeting", "timeout"))) {
            RenderedPattern rendered = render(kit, twice, ToyMesh.ID);

            assertThat(Bench.only(rendered.report(), "MKP019").message())
                    .isEqualTo("the trait timeout is the one of a plugin, not that of the language");
            assertThat(rendered.desired().resources()).hasSize(2);
        }
    }

    @Test
    void two_plugins_that_define_one_trait_are_refused_by_name() {
        try (MeshKit kit = kit(new Greeting("one", "greeting"), new Greeting("two", "greeting"))) {
            assertThatThrownBy(() -> render(kit, GREETING, ToyMesh.ID))
                    .isInstanceOfSatisfying(
                            MeshKitException.class,
                            refused -> assertThat(refused.code()).hasToString("MK-PROVIDER-DUPLICATE"))
                    .hasMessageContaining(
                            "Two traits have the name \"greeting\": those of " + Greeting.class.getName());
        }
    }

    @Test
    void a_check_of_a_plugin_that_fails_is_a_finding() {
        try (MeshKit kit = kit(new BrokenCheck())) {
            RenderedPattern rendered = render(kit, "name: s\nservices: {web: {type: Service}}\n", ToyMesh.ID);

            assertThat(Bench.only(rendered.report(), "MKP044").message()).contains("broken on purpose");
        }
    }

    @Test
    void an_adapter_that_renders_nothing_says_so_of_each_trait() {
        try (MeshKit kit = kit()) {
            RenderedPattern rendered = render(
                    kit,
                    "name: s\nservices: {web: {type: Service, traits: {retry: {attempts: 1}}}}\n",
                    new MeshId("mute"));

            assertThat(Bench.only(rendered.report(), "MKP040").message()).contains("not implemented by this adapter");
        }
    }

    @Test
    void a_mesh_is_not_implemented_by_an_adapter_without_that_type() {
        try (MeshKit kit = kit()) {
            RenderedPattern rendered = render(kit, "name: s\nservices: {m: {type: Mesh}}\n", new MeshId("mute"));

            assertThat(Bench.only(rendered.report(), "MKP040").message())
                    .contains("the type Mesh is not implemented by the adapter for mute");
        }
    }

    @Test
    void a_mesh_without_adapter_is_a_failure_with_its_code() {
        try (MeshKit kit = kit()) {
            assertThatThrownBy(() -> render(kit, GREETING, new MeshId("none")))
                    .isInstanceOfSatisfying(
                            MeshKitException.class,
                            failure -> assertThat(failure.code()).hasToString("MK-ADAPTER-NONE"));
        }
    }

    @Test
    void a_plan_needs_a_site() {
        try (MeshKit kit = kit()) {
            Pattern pattern = kit.patterns().read(SourceText.of("p.yaml", GREETING));

            assertThatThrownBy(() -> kit.patterns().plan(pattern, ToyMesh.ID))
                    .isInstanceOfSatisfying(
                            MeshKitException.class,
                            failure -> assertThat(failure.code()).hasToString("MK-SITE-NONE"));
        }
    }

    private static RenderedPattern render(MeshKit kit, String text, MeshId mesh) {
        return kit.patterns().render(kit.patterns().read(SourceText.of("p.yaml", text)), mesh, PatternOptions.DEFAULT);
    }
}
