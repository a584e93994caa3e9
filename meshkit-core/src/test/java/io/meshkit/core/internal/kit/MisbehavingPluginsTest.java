// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.meshkit.MeshKit;
import io.meshkit.MeshKitException;
import io.meshkit.document.Document;
import io.meshkit.document.SourceText;
import io.meshkit.mesh.Detection;
import io.meshkit.mesh.MeshAdapter;
import io.meshkit.mesh.MeshDescriptor;
import io.meshkit.mesh.MeshId;
import io.meshkit.mesh.Site;
import io.meshkit.pattern.Pattern;
import io.meshkit.pattern.PatternCheck;
import io.meshkit.pattern.PatternDialect;
import io.meshkit.pattern.PatternOptions;
import io.meshkit.spi.MeshAdapterProvider;
import io.meshkit.spi.PatternCheckProvider;
import io.meshkit.spi.PatternDialectProvider;
import io.meshkit.spi.Provider;
import io.meshkit.spi.ProviderContext;
import io.meshkit.spi.ProviderInfo;
import io.meshkit.spi.SiteProvider;
import io.meshkit.spi.SpiVersion;
import io.meshkit.spi.TraitProvider;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A plugin that breaks is named, and the rest goes on. */
class MisbehavingPluginsTest {

    private static final String PATTERN = "{name: shop, services: {api: {type: Service}}}";

    private interface Named extends Provider {

        @Override
        default String id() {
            return "broken";
        }

        @Override
        default int spiVersion() {
            return SpiVersion.CURRENT;
        }

        @Override
        default ProviderInfo info() {
            return new ProviderInfo("broken", "a test", "1");
        }
    }

    private record Traits(Supplier<List<io.meshkit.pattern.TraitDefinition>> given) implements TraitProvider, Named {
        @Override
        public List<io.meshkit.pattern.TraitDefinition> traits(ProviderContext context) {
            return given.get();
        }
    }

    private record PluginChecks(Supplier<List<PatternCheck>> given) implements PatternCheckProvider, Named {
        @Override
        public List<PatternCheck> checks(ProviderContext context) {
            return given.get();
        }
    }

    private record PluginDialects(Supplier<List<PatternDialect>> given) implements PatternDialectProvider, Named {
        @Override
        public List<PatternDialect> dialects(ProviderContext context) {
            return given.get();
        }
    }

    private record Meshes(String id, Supplier<MeshAdapter> given) implements MeshAdapterProvider {
        @Override
        public int spiVersion() {
            return SpiVersion.CURRENT;
        }

        @Override
        public ProviderInfo info() {
            return new ProviderInfo("broken", "a test", "1");
        }

        @Override
        public MeshAdapter create(ProviderContext context) {
            return given.get();
        }
    }

    private record Schemes(Set<String> schemes, Supplier<Site> given) implements SiteProvider, Named {
        @Override
        public Site open(URI where, ProviderContext context) {
            return given.get();
        }
    }

    private record Dialect(Supplier<String> name, BooleanSupplier recognising, Supplier<Pattern> reading)
            implements PatternDialect {
        @Override
        public String id() {
            return name.get();
        }

        @Override
        public int order() {
            return 1;
        }

        @Override
        public boolean recognises(Document document) {
            return recognising.getAsBoolean();
        }

        @Override
        public Pattern read(Document document) {
            return reading.get();
        }
    }

    private static <T> T broken() {
        throw new AssertionError("broken on purpose");
    }

    @SuppressWarnings("NullAway")
    static Stream<Provider> plugins_that_break_when_they_start() {
        return Stream.of(
                new Traits(() -> null),
                new Traits(() -> Arrays.asList((io.meshkit.pattern.TraitDefinition) null)),
                new Traits(MisbehavingPluginsTest::broken),
                new PluginChecks(() -> null),
                new PluginChecks(() -> Arrays.asList((PatternCheck) null)),
                new PluginDialects(() -> null),
                new PluginDialects(() -> List.of(new Dialect(() -> null, () -> false, () -> broken()))),
                new PluginDialects(() -> List.of(new Dialect(() -> broken(), () -> false, () -> broken()))));
    }

    @ParameterizedTest
    @MethodSource
    void plugins_that_break_when_they_start(Provider plugin) {
        try (MeshKit kit = kit(plugin)) {
            assertThat(kit.patterns()
                            .read(SourceText.of("shop.yaml", PATTERN))
                            .report()
                            .hasErrors())
                    .isFalse();
            assertThat(kit.providers().failed())
                    .singleElement()
                    .satisfies(failure -> assertThat(failure.className())
                            .isEqualTo(plugin.getClass().getName()));
        }
    }

    private static MeshKit kit(Provider plugin) {
        return MeshKit.builder().provider(plugin).build();
    }

    @Test
    void a_dialect_that_breaks_when_it_is_asked_is_passed_over_with_a_warning() {
        Dialect dialect = new Dialect(() -> "odd", MisbehavingPluginsTest::broken, MisbehavingPluginsTest::broken);
        try (MeshKit kit = kit(new PluginDialects(() -> List.of(dialect)))) {
            Pattern pattern = kit.patterns().read(SourceText.of("shop.yaml", PATTERN));

            assertThat(pattern.components()).hasSize(1);
            assertThat(pattern.report().findings()).singleElement().satisfies(finding -> {
                assertThat(finding.code().value()).isEqualTo("MKP091");
                assertThat(finding.message()).contains("\"odd\"").contains("broken on purpose");
            });
        }
    }

    @Test
    @SuppressWarnings("NullAway")
    void a_dialect_that_breaks_when_it_reads_is_told_in_the_report() {
        for (Supplier<Pattern> reading : List.<Supplier<Pattern>>of(() -> null, MisbehavingPluginsTest::broken)) {
            Dialect dialect = new Dialect(() -> "odd", () -> true, reading);
            try (MeshKit kit = kit(new PluginDialects(() -> List.of(dialect)))) {
                Pattern pattern = kit.patterns().read(SourceText.of("shop.yaml", PATTERN));

                assertThat(pattern.report().findings()).singleElement().satisfies(finding -> {
                    assertThat(finding.code().value()).isEqualTo("MKP044");
                    assertThat(finding.message()).contains("the dialect \"odd\"");
                    assertThat(finding.place()).isPresent();
                });
            }
        }
    }

    @Test
    @SuppressWarnings("NullAway")
    void an_adapter_provider_that_gives_null_has_failed() {
        try (MeshKit kit = kit(new Meshes("odd", () -> null))) {
            assertThat(kit.adapter(new MeshId("odd"))).isEmpty();
            assertThat(kit.providers().failed())
                    .singleElement()
                    .satisfies(failure ->
                            assertThat(failure.message()).contains("\"odd\"").contains("it gave null"));
        }
    }

    private static final class Adapter implements MeshAdapter {

        @Override
        public MeshDescriptor describe() {
            return broken();
        }

        @Override
        public Detection detect(Site site) {
            return broken();
        }

        @Override
        public <C extends io.meshkit.mesh.Capability> java.util.Optional<C> capability(Class<C> type) {
            return java.util.Optional.empty();
        }

        @Override
        public void close() {
            throw new IllegalStateException("broken on purpose");
        }
    }

    private static final class ClosingSite implements Site {

        private boolean closed;

        @Override
        public io.meshkit.resource.StoreId id() {
            return new io.meshkit.resource.StoreId("odd");
        }

        @Override
        public io.meshkit.resource.ResourceStore store() {
            return broken();
        }

        @Override
        public java.util.Optional<io.meshkit.resource.Cluster> cluster() {
            return java.util.Optional.empty();
        }

        @Override
        public void close() {
            closed = true;
            throw new IllegalStateException("broken on purpose too");
        }
    }

    @Test
    void all_is_closed_although_an_adapter_and_a_site_break_when_they_are_closed() {
        Map<Integer, ClosingSite> sites = Map.of(1, new ClosingSite(), 2, new ClosingSite());
        List<ClosingSite> left = new java.util.ArrayList<>(sites.values());
        MeshKit kit = MeshKit.builder()
                .provider(new Meshes("odd", Adapter::new))
                .provider(new Schemes(Set.of("odd"), () -> left.remove(0)))
                .build();
        kit.adapter(new MeshId("odd"));
        kit.open(URI.create("odd://one"));
        kit.open(URI.create("odd://two"));

        assertThatExceptionOfType(MeshKitException.class).isThrownBy(kit::close).satisfies(e -> {
            assertThat(e.code().value()).isEqualTo("MK-KIT-CLOSE");
            assertThat(e).hasMessageContaining("Adapter");
            assertThat(e.getSuppressed()).hasSize(2);
        });
        assertThat(sites.values()).allMatch(site -> site.closed);
        kit.close();
    }

    @Test
    void a_check_that_breaks_with_an_error_is_a_finding() {
        PatternCheck check = (pattern, findings) -> broken();
        try (MeshKit kit = MeshKit.builder()
                .provider(new PluginChecks(() -> List.of(check)))
                .provider(new Meshes("odd", Adapter::new))
                .build()) {
            Pattern pattern = kit.patterns().read(SourceText.of("shop.yaml", PATTERN));
            assertThat(kit.patterns()
                            .render(pattern, new MeshId("odd"), PatternOptions.DEFAULT)
                            .report()
                            .findings())
                    .anySatisfy(finding -> assertThat(finding.message()).contains("broken on purpose"));
        } catch (MeshKitException e) {
            assertThat(e.code().value()).isEqualTo("MK-KIT-CLOSE");
        }
    }
}
