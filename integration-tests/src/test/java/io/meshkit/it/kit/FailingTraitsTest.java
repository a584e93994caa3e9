// SPDX-License-Identifier: Apache-2.0
package io.meshkit.it.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.MeshKit;
import io.meshkit.document.SourceText;
import io.meshkit.finding.Finding;
import io.meshkit.mesh.MeshId;
import io.meshkit.pattern.PatternOptions;
import io.meshkit.pattern.TraitDefinition;
import io.meshkit.spi.ProviderContext;
import io.meshkit.spi.ProviderInfo;
import io.meshkit.spi.SpiVersion;
import io.meshkit.spi.TraitProvider;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pattern uses a trait of a plugin that could not be used. */
class FailingTraitsTest {

    private static final String PATTERN = """
        apiVersion: meshkit.dev/v1
        name: shop
        services:
          cart:
            type: Service
            traits: { stickiness: {} }
        """;

    @TempDir
    Path folder;

    /** Starts, but has no traits to give. */
    public static final class WithoutLicence implements TraitProvider {
        @Override
        public String id() {
            return "stickiness";
        }

        @Override
        public int spiVersion() {
            return SpiVersion.CURRENT;
        }

        @Override
        public ProviderInfo info() {
            return new ProviderInfo("Sticky sessions", "example.com", "1.0");
        }

        @Override
        public List<TraitDefinition> traits(ProviderContext context) {
            throw new IllegalStateException("the licence has run out");
        }
    }

    private String unknownTrait(String className) throws IOException {
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.writeString(services.resolve(TraitProvider.class.getName()), className + "\n");
        try (URLClassLoader plugins = new URLClassLoader(
                        new URL[] {folder.toUri().toURL()}, getClass().getClassLoader());
                MeshKit kit = MeshKit.builder().classLoader(plugins).build()) {
            return kit
                    .patterns()
                    .render(
                            kit.patterns().read(SourceText.of("shop.yaml", PATTERN)),
                            MeshId.ISTIO,
                            PatternOptions.DEFAULT)
                    .report()
                    .findings()
                    .stream()
                    .filter(finding -> finding.code().value().equals("MKP012"))
                    .map(Finding::message)
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void a_trait_that_is_unknown_since_its_provider_threw_is_found_with_the_provider_and_the_reason()
            throws IOException {
        assertThat(unknownTrait(WithoutLicence.class.getName()))
                .startsWith("the trait \"stickiness\" is unknown")
                .contains(
                        "a provider that may define it failed: " + WithoutLicence.class.getName(),
                        "the licence has run out");
    }

    @Test
    void so_is_one_whose_provider_could_not_be_loaded() throws IOException {
        assertThat(unknownTrait("com.example.Absent"))
                .contains("a provider that may define it failed: com.example.Absent");
    }

    @Test
    void a_trait_that_nobody_failed_over_is_just_unknown() {
        try (MeshKit kit = MeshKit.offline()) {
            assertThat(kit.patterns()
                            .render(
                                    kit.patterns().read(SourceText.of("shop.yaml", PATTERN)),
                                    MeshId.ISTIO,
                                    PatternOptions.DEFAULT)
                            .report()
                            .findings())
                    .extracting(Finding::message)
                    .anyMatch(message -> message.startsWith("the trait \"stickiness\" is unknown"))
                    .noneMatch(message -> message.contains("failed"));
        }
    }
}
