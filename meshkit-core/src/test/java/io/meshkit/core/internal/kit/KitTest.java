// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.meshkit.MeshKit;
import io.meshkit.MeshKitException;
import io.meshkit.document.SourceText;
import io.meshkit.mesh.MeshId;
import io.meshkit.mesh.Site;
import io.meshkit.pattern.Pattern;
import io.meshkit.pattern.PatternOptions;
import io.meshkit.plan.DesiredState;
import io.meshkit.plan.Plan;
import io.meshkit.resource.SetId;
import io.meshkit.resource.StoreId;
import io.meshkit.spi.PatternDialectProvider;
import io.meshkit.spi.ProviderCatalog;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class KitTest {

    private static final MeshId UNKNOWN = new MeshId("kuma");
    private static final Site SHOP = new NamedSite("shop");
    private static final Site BANK = new NamedSite("bank");

    @Test
    void a_mesh_without_an_adapter_is_refused_with_the_artifact_to_add() {
        try (MeshKit kit = MeshKit.offline()) {
            Pattern pattern = pattern(kit);

            MeshKitException refused = refused(() -> kit.patterns().render(pattern, UNKNOWN, PatternOptions.DEFAULT));

            assertThat(refused.code()).isEqualTo(KitCodes.ADAPTER_NONE);
            assertThat(refused).hasMessageContaining("\"kuma\"").hasMessageContaining("io.meshkit:meshkit-kuma");
            assertThat(kit.adapter(UNKNOWN)).isEmpty();
        }
    }

    @Test
    void patterns_are_imported_from_the_class_path_that_the_kit_was_given(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("shared.yaml"), "name: b\nservices: {x: {type: Secret.K8s}}\n");
        SourceText text = SourceText.of("main", "name: m\nservices: {s: {type: $(#use classpath:shared.yaml)}}\n");

        try (URLClassLoader loader =
                        new URLClassLoader(new URL[] {folder.toUri().toURL()}, null);
                MeshKit given = MeshKit.builder().classLoader(loader).build();
                MeshKit own = MeshKit.offline()) {
            assertThat(given.patterns().read(text).component("s.x")).isPresent();
            assertThat(own.patterns().read(text).report().hasErrors()).isTrue();
        }
    }

    @Test
    void a_file_imports_what_lies_beside_it(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("shared.yaml"), "name: b\nservices: {x: {type: Secret.K8s}}\n");
        Path main = Files.writeString(
                folder.resolve("main.yaml"), "name: m\nservices: {s: {type: $(#use ./shared.yaml)}}\n");

        try (MeshKit kit = MeshKit.offline()) {
            assertThat(kit.patterns().read(main).component("s.x")).isPresent();
        }
    }

    @Test
    void a_kit_without_a_site_cannot_plan() {
        try (MeshKit kit = MeshKit.offline()) {
            MeshKitException refused = refused(kit::planner);

            assertThat(refused.code()).isEqualTo(KitCodes.SITE_NONE);
            assertThat(refused).hasMessageContaining("MeshKit.connect()");
            assertThat(kit.sites()).isEmpty();
        }
    }

    @Test
    void a_kit_with_two_sites_asks_which_one() {
        try (MeshKit kit = MeshKit.builder().site(SHOP).site(BANK).build()) {
            MeshKitException refused = refused(kit::planner);

            assertThat(refused.code()).isEqualTo(KitCodes.SITE_MANY);
            assertThat(refused).hasMessageContaining("[shop, bank]");
        }
    }

    @Test
    void a_plan_for_another_site_is_not_applied() {
        try (MeshKit kit = MeshKit.builder().site(SHOP).build()) {
            Plan plan = Plan.of(
                            new StoreId("bank"),
                            DesiredState.of(new SetId("default", "accounts")).build())
                    .build();

            MeshKitException refused = refused(() -> kit.apply(plan));

            assertThat(refused.code()).isEqualTo(KitCodes.SITE_NONE);
            assertThat(refused).hasMessageContaining("bank").hasMessageContaining("shop");
        }
    }

    @Test
    void an_address_whose_scheme_nobody_opens_is_refused_with_the_known_schemes() {
        try (MeshKit kit = MeshKit.builder().provider(new NamedSiteProvider()).build()) {
            MeshKitException refused = refused(() -> kit.open(URI.create("nomad:prod")));

            assertThat(refused.code()).isEqualTo(KitCodes.SITE_ADDRESS);
            assertThat(refused).hasMessageContaining("\"nomad:prod\"").hasMessageContaining("[k8s, named]");
        }
    }

    @Test
    void an_address_without_a_scheme_is_refused() {
        try (MeshKit kit = MeshKit.offline()) {
            assertThat(refused(() -> kit.open(URI.create("prod"))).code()).isEqualTo(KitCodes.SITE_ADDRESS);
        }
    }

    @Test
    void an_address_that_cannot_be_opened_is_tried_again_at_the_next_call() {
        try (MeshKit kit = MeshKit.builder().site(URI.create("nomad:prod")).build()) {
            assertThat(refused(kit::sites).code()).isEqualTo(KitCodes.SITE_ADDRESS);
            assertThat(refused(kit::planner).code()).isEqualTo(KitCodes.SITE_ADDRESS);
        }
    }

    @Test
    void addresses_are_opened_once_and_at_first_use() {
        NamedSiteProvider provider = new NamedSiteProvider();
        try (MeshKit kit =
                MeshKit.builder().provider(provider).site(URI.create("named:a")).build()) {
            assertThat(provider.opened()).isEmpty();

            assertThat(kit.sites()).isEqualTo(kit.sites()).hasSize(1);

            assertThat(provider.opened()).hasSize(1);
        }
    }

    @Test
    void a_closed_kit_has_closed_what_it_opened_and_nothing_else() {
        NamedSiteProvider provider = new NamedSiteProvider();
        NamedSite given = new NamedSite("given");
        MeshKit kit = MeshKit.builder().provider(provider).site(given).build();
        kit.open(URI.create("named:own"));

        kit.close();
        kit.close();

        assertThat(provider.opened()).hasSize(1).allMatch(NamedSite::isClosed);
        assertThat(given.isClosed()).isFalse();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("uses")
    void a_closed_kit_cannot_be_used(String name, Consumer<MeshKit> use) {
        MeshKit kit = MeshKit.builder().site(SHOP).build();
        kit.close();

        assertThatIllegalStateException().isThrownBy(() -> use.accept(kit)).withMessageContaining("closed");
    }

    static Stream<Arguments> uses() {
        Map<String, Consumer<MeshKit>> uses = new TreeMap<>(Map.of(
                "patterns",
                MeshKit::patterns,
                "planner",
                MeshKit::planner,
                "planner of a site",
                kit -> kit.planner(SHOP),
                "sites",
                MeshKit::sites,
                "open",
                kit -> kit.open(URI.create("named:a")),
                "adapter",
                kit -> kit.adapter(MeshId.ISTIO),
                "meshes",
                MeshKit::meshes,
                "apply",
                kit -> kit.apply(Plan.of(
                                SHOP.id(),
                                DesiredState.of(new SetId("default", "shop")).build())
                        .build())));
        return uses.entrySet().stream().map(use -> Arguments.of(use.getKey(), use.getValue()));
    }

    @Test
    void reading_and_writing_need_no_open_kit() {
        MeshKit kit = MeshKit.offline();
        kit.close();

        assertThat(kit.reader().read(SourceText.of("a.yaml", "a: 1")).documents())
                .hasSize(1);
        assertThat(kit.providers().failed()).isEmpty();
    }

    @Test
    void a_strict_kit_is_not_made_when_a_provider_fails(@TempDir Path folder) throws Exception {
        try (URLClassLoader broken = loader(folder)) {
            MeshKitException refused = refused(
                    () -> MeshKit.builder().classLoader(broken).strict(true).build());

            assertThat(refused.code().value()).isEqualTo("MK-PROVIDER-STRICT");
            assertThat(refused).hasMessageContaining("org.example.Missing");
        }
    }

    @Test
    void a_kit_that_is_not_strict_works_beside_a_provider_that_fails_and_names_it(@TempDir Path folder)
            throws Exception {
        try (URLClassLoader broken = loader(folder);
                MeshKit kit = MeshKit.builder().classLoader(broken).build()) {
            Pattern pattern = pattern(kit);

            assertThat(pattern.components()).hasSize(1);
            ProviderCatalog catalog = kit.providers();
            assertThat(catalog.failed())
                    .singleElement()
                    .satisfies(failure -> assertThat(failure.className()).isEqualTo("org.example.Missing"));
        }
    }

    /** A class path on which a service file names a dialect that is not there. */
    private static URLClassLoader loader(Path folder) throws Exception {
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.writeString(services.resolve(PatternDialectProvider.class.getName()), "org.example.Missing\n");
        return new URLClassLoader(new URL[] {folder.toUri().toURL()}, KitTest.class.getClassLoader());
    }

    private static Pattern pattern(MeshKit kit) {
        return kit.patterns().read(SourceText.of("shop.yaml", """
            apiVersion: meshkit.dev/v1
            kind: Pattern
            name: shop
            services:
              checkout:
                type: Service
                namespace: shop
            """));
    }

    private static MeshKitException refused(ThrowingCallable call) {
        return catchThrowableOfType(MeshKitException.class, call);
    }
}
