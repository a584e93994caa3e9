// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshkit.MeshKit;
import io.meshkit.MeshKitBuilder;
import io.meshkit.MeshKitException;
import io.meshkit.pattern.TraitDefinition;
import io.meshkit.spi.NotApplicableException;
import io.meshkit.spi.Provider;
import io.meshkit.spi.ProviderCatalog;
import io.meshkit.spi.ProviderContext;
import io.meshkit.spi.ProviderFailure;
import io.meshkit.spi.ProviderInfo;
import io.meshkit.spi.SpiVersion;
import io.meshkit.spi.TraitProvider;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProvidersTest {

    private static final List<Class<? extends Provider>> TRAITS = List.of(TraitProvider.class);

    @TempDir
    Path folder;

    private final List<URLClassLoader> loaders = new ArrayList<>();

    @AfterEach
    void close() throws IOException {
        for (URLClassLoader loader : loaders) {
            loader.close();
        }
    }

    @Test
    void a_provider_in_a_jar_is_found_with_its_id_class_and_jar() throws IOException {
        Providers providers = providers(good("good", "plugin.Good", "good"));

        assertThat(ids(providers)).containsExactly("good");
        assertThat(providers.catalog(TRAITS).loaded()).singleElement().satisfies(entry -> {
            assertThat(entry.className()).isEqualTo("plugin.Good");
            assertThat(entry.location()).endsWith("good.jar");
            assertThat(entry.info().displayName()).isEqualTo("good");
        });
    }

    @Test
    void a_service_file_that_names_an_absent_class_is_known_by_file_line_and_class() throws IOException {
        URL broken = new PluginJar(folder, "absent")
                .service(TraitProvider.class, "# a comment\n\nplugin.Absent # gone\n")
                .build();
        Providers providers = providers(broken, good("good", "plugin.Good", "good"));

        assertThat(ids(providers)).containsExactly("good");
        ProviderFailure failure = onlyFailure(providers);
        assertThat(failure.code()).isEqualTo(CatalogCodes.CLASS_MISSING);
        assertThat(failure.className()).isEqualTo("plugin.Absent");
        assertThat(failure.location()).contains("absent.jar").endsWith(":3");
    }

    @Test
    void a_provider_whose_superclass_is_missing_breaks_nobody_else() throws IOException {
        URL broken = new PluginJar(folder, "nobase")
                .source("plugin.Base", "package plugin; public abstract class Base {}")
                .source("plugin.NoBase", provider("plugin", "NoBase extends Base", "nobase", "SpiVersion.CURRENT", ""))
                .leaveOut("plugin.Base")
                .service(TraitProvider.class, "plugin.NoBase\n")
                .build();
        Providers providers = providers(broken, good("good", "plugin.Good", "good"));

        assertThat(ids(providers)).containsExactly("good");
        ProviderFailure failure = onlyFailure(providers);
        assertThat(failure.code()).isEqualTo(CatalogCodes.LINKAGE);
        assertThat(failure.className()).isEqualTo("plugin.NoBase");
        assertThat(failure.message()).contains("plugin/Base").contains("nobase.jar");
    }

    @Test
    void a_class_missing_at_construction_is_a_linkage_failure() throws IOException {
        URL broken = new PluginJar(folder, "nodependency")
                .source("plugin.Dependency", "package plugin; public class Dependency {}")
                .source(
                        "plugin.NoDependency",
                        provider(
                                "plugin",
                                "NoDependency",
                                "nodependency",
                                "SpiVersion.CURRENT",
                                "public NoDependency() { new Dependency().hashCode(); }"))
                .leaveOut("plugin.Dependency")
                .service(TraitProvider.class, "plugin.NoDependency\n")
                .build();
        Providers providers = providers(broken, good("good", "plugin.Good", "good"));

        assertThat(ids(providers)).containsExactly("good");
        assertThat(onlyFailure(providers).code()).isEqualTo(CatalogCodes.LINKAGE);
    }

    @Test
    void a_provider_built_against_other_interfaces_is_refused_with_both_versions() throws IOException {
        URL broken = jar("future", "plugin.Future", provider("plugin", "Future", "future", "99", ""));
        Providers providers = providers(broken, good("good", "plugin.Good", "good"));

        assertThat(ids(providers)).containsExactly("good");
        ProviderFailure failure = onlyFailure(providers);
        assertThat(failure.code()).isEqualTo(CatalogCodes.SPI_VERSION);
        assertThat(failure.message()).contains("version 99").contains("works with 1 to 1");
    }

    @Test
    void an_old_plugin_without_a_method_is_a_linkage_failure() throws IOException {
        URL broken = new PluginJar(folder, "old")
                .source(
                        "io.meshkit.spi.Provider",
                        "package io.meshkit.spi; public interface Provider { String id(); int spiVersion(); }")
                .source(
                        "io.meshkit.spi.TraitProvider",
                        "package io.meshkit.spi; public interface TraitProvider extends Provider {}")
                .source(
                        "plugin.Old",
                        "package plugin; public class Old implements io.meshkit.spi.TraitProvider {"
                                + " public String id() { return \"old\"; } public int spiVersion() { return 1; } }")
                .leaveOut("io.meshkit.spi.Provider")
                .leaveOut("io.meshkit.spi.TraitProvider")
                .service(TraitProvider.class, "plugin.Old\n")
                .build();
        Providers providers = providers(broken, good("good", "plugin.Good", "good"));

        assertThat(ids(providers)).containsExactly("good");
        ProviderFailure failure = onlyFailure(providers);
        assertThat(failure.code()).isEqualTo(CatalogCodes.LINKAGE);
        assertThat(failure.cause()).containsInstanceOf(AbstractMethodError.class);
        assertThat(failure.location()).endsWith("old.jar");
    }

    @Test
    void a_constructor_that_throws_is_known_by_class_and_cause() throws IOException {
        URL broken = jar(
                "ctor",
                "plugin.Ctor",
                provider(
                        "plugin",
                        "Ctor",
                        "ctor",
                        "SpiVersion.CURRENT",
                        "public Ctor() { throw new IllegalStateException(\"no disk\"); }"));
        Providers providers = providers(broken, good("good", "plugin.Good", "good"));

        assertThat(ids(providers)).containsExactly("good");
        ProviderFailure failure = onlyFailure(providers);
        assertThat(failure.code()).isEqualTo(CatalogCodes.CONSTRUCTOR);
        assertThat(failure.message()).contains("plugin.Ctor").contains("no disk");
    }

    @Test
    void a_static_initialiser_that_throws_is_known_by_class_and_cause() throws IOException {
        URL broken = jar(
                "clinit",
                "plugin.Clinit",
                provider(
                        "plugin",
                        "Clinit",
                        "clinit",
                        "SpiVersion.CURRENT",
                        "static final int N = Integer.parseInt(\"many\");"));
        Providers providers = providers(broken, good("good", "plugin.Good", "good"));

        assertThat(ids(providers)).containsExactly("good");
        ProviderFailure failure = onlyFailure(providers);
        assertThat(failure.code()).isEqualTo(CatalogCodes.CONSTRUCTOR);
        assertThat(failure.message()).contains("many");
    }

    @Test
    void a_class_that_is_no_provider_is_refused() throws IOException {
        URL broken = jar("nope", "plugin.Nope", "package plugin; public class Nope {}");
        Providers providers = providers(broken, good("good", "plugin.Good", "good"));

        assertThat(ids(providers)).containsExactly("good");
        assertThat(onlyFailure(providers).code()).isEqualTo(CatalogCodes.TYPE);
    }

    @Test
    void a_broken_service_file_breaks_nobody_else() throws IOException {
        URL broken = new PluginJar(folder, "garbage")
                .service(TraitProvider.class, "this is not a class name\n")
                .build();
        Providers providers = providers(broken, good("good", "plugin.Good", "good"));

        assertThat(ids(providers)).containsExactly("good");
        assertThat(onlyFailure(providers).message()).contains("garbage.jar");
    }

    @Test
    void many_broken_providers_before_a_good_one_do_not_hide_it() throws IOException {
        StringBuilder names = new StringBuilder();
        for (int i = 0; i < 400; i++) {
            names.append("plugin.Absent").append(i).append('\n');
        }
        URL broken = new PluginJar(folder, "many")
                .service(TraitProvider.class, names.toString())
                .build();
        Providers providers = providers(broken, good("good", "plugin.Good", "good"));

        assertThat(ids(providers)).containsExactly("good");
        assertThat(providers.catalog(TRAITS).failed()).hasSize(400);
    }

    @Test
    void the_search_is_given_up_after_a_thousand_failures() throws IOException {
        StringBuilder names = new StringBuilder();
        for (int i = 0; i < 1_100; i++) {
            names.append("plugin.Absent").append(i).append('\n');
        }
        URL broken = new PluginJar(folder, "endless")
                .service(TraitProvider.class, names.toString())
                .build();
        Providers providers = providers(broken);

        assertThat(providers.catalog(TRAITS).failed())
                .hasSize(1_001)
                .last()
                .satisfies(failure -> assertThat(failure.code()).isEqualTo(CatalogCodes.GIVEN_UP));
    }

    @Test
    void two_jars_that_claim_one_id_both_lose_and_are_both_named() throws IOException {
        Providers providers = providers(
                good("first", "plugin.First", "same"),
                good("second", "plugin.Second", "same"),
                good("good", "plugin.Good", "good"));

        assertThat(ids(providers)).containsExactly("good");
        assertThat(providers.catalog(TRAITS).failed()).hasSize(2).allSatisfy(failure -> {
            assertThat(failure.code()).isEqualTo(CatalogCodes.DUPLICATE);
            assertThat(failure.message()).contains("first.jar").contains("second.jar");
        });
        assertThat(providers.failureOf(TraitProvider.class, "same")).isPresent();
    }

    @Test
    void the_higher_priority_replaces_a_bundled_provider_and_the_catalogue_says_so() throws IOException {
        URL bundled = jar(
                "bundled",
                "plugin.Bundled",
                provider("plugin", "Bundled", "same", "SpiVersion.CURRENT", "public int priority() { return -1; }"));
        Providers providers = providers(bundled, good("own", "plugin.Own", "same"));

        assertThat(ids(providers)).containsExactly("same");
        ProviderCatalog catalog = providers.catalog(TRAITS);
        assertThat(catalog.loaded()).singleElement().satisfies(entry -> {
            assertThat(entry.className()).isEqualTo("plugin.Own");
            assertThat(entry.replaces()).contains("plugin.Bundled");
        });
        assertThat(catalog.skipped())
                .singleElement()
                .satisfies(skipped -> assertThat(skipped.reason()).contains("plugin.Own"));
    }

    @Test
    void an_id_with_capitals_is_refused() throws IOException {
        Providers providers = providers(good("shout", "plugin.Shout", "SHOUT"));

        assertThat(ids(providers)).isEmpty();
        assertThat(onlyFailure(providers).code()).isEqualTo(CatalogCodes.ID);
    }

    @Test
    void what_throws_when_asked_who_it_is_is_refused() throws IOException {
        URL broken = jar(
                "shy",
                "plugin.Shy",
                provider("plugin", "Shy", "shy", "SpiVersion.CURRENT", "public int priority() { return 1 / 0; }"));
        Providers providers = providers(broken);

        assertThat(ids(providers)).isEmpty();
        assertThat(onlyFailure(providers).code()).isEqualTo(CatalogCodes.DESCRIPTION);
    }

    @Test
    void a_given_provider_wins_over_a_discovered_one_of_higher_priority() throws IOException {
        URL discovered = jar(
                "high",
                "plugin.High",
                provider("plugin", "High", "given", "SpiVersion.CURRENT", "public int priority() { return 1000; }"));
        MeshKitBuilder settings =
                MeshKit.builder().classLoader(loader(discovered)).provider(new Given());
        Providers providers = new Providers(settings);

        assertThat(providers.catalog(TRAITS).loaded())
                .singleElement()
                .satisfies(entry -> assertThat(entry.className()).isEqualTo(Given.class.getName()));
    }

    @Test
    void an_excluded_provider_is_left_out_by_id_and_by_class() throws IOException {
        URL[] jars = {good("one", "plugin.One", "one"), good("two", "plugin.Two", "two")};
        Providers providers = new Providers(
                MeshKit.builder().classLoader(loader(jars)).exclude("one").exclude("plugin.Two"));

        assertThat(ids(providers)).isEmpty();
        assertThat(providers.catalog(TRAITS).skipped()).hasSize(2);
    }

    @Test
    void without_discovery_the_class_path_is_not_searched() throws IOException {
        Providers providers = new Providers(MeshKit.builder()
                .classLoader(loader(good("good", "plugin.Good", "good")))
                .discover(false));

        assertThat(ids(providers)).isEmpty();
        assertThat(providers.catalog(TRAITS).loaded()).isEmpty();
    }

    @Test
    void what_does_not_apply_here_is_skipped_with_its_reason_and_what_fails_is_recorded() throws IOException {
        Providers providers = providers(good("one", "plugin.One", "one"), good("two", "plugin.Two", "two"));

        Map<String, String> made = providers.use(TraitProvider.class, provider -> {
            if (provider.id().equals("one")) {
                throw new NotApplicableException("No helm is on the path.", "Install helm.");
            }
            throw new IllegalStateException("broken");
        });

        assertThat(made).isEmpty();
        ProviderCatalog catalog = providers.catalog(TRAITS);
        assertThat(catalog.skipped())
                .singleElement()
                .satisfies(skipped -> assertThat(skipped.reason()).contains("helm"));
        assertThat(catalog.failed())
                .singleElement()
                .satisfies(failure -> assertThat(failure.code()).isEqualTo(CatalogCodes.CREATE));
    }

    @Test
    void a_strict_kit_throws_with_every_failure() throws IOException {
        URL broken = new PluginJar(folder, "absent")
                .service(TraitProvider.class, "plugin.Absent\nplugin.Gone\n")
                .build();
        Providers providers =
                new Providers(MeshKit.builder().classLoader(loader(broken)).strict(true));

        assertThatThrownBy(() -> ids(providers))
                .isInstanceOf(MeshKitException.class)
                .hasMessageContaining("plugin.Absent")
                .hasMessageContaining("plugin.Gone")
                .satisfies(thrown -> assertThat(thrown.getSuppressed()).hasSize(2));
    }

    @ParameterizedTest
    @CsvSource({"null", "new StackOverflowError().toString() + id()", "fail()"})
    void an_id_that_is_null_or_ends_in_an_error_is_known_by_class_and_jar(String id) throws IOException {
        URL broken = jar(
                "noid",
                "plugin.NoId",
                provider(
                                "plugin",
                                "NoId",
                                "noid",
                                "SpiVersion.CURRENT",
                                "static String fail() { throw new AssertionError(); }")
                        .replace("return \"noid\"; }", "return " + id + "; }"));
        Providers providers = providers(broken, good("good", "plugin.Good", "good"));

        assertThat(ids(providers)).containsExactly("good");
        ProviderFailure failure = onlyFailure(providers);
        assertThat(failure.code()).isEqualTo(CatalogCodes.DESCRIPTION);
        assertThat(failure.message()).contains("plugin.NoId").contains("noid.jar");
    }

    @Test
    void information_that_is_null_is_refused() throws IOException {
        URL broken = jar(
                "noinfo",
                "plugin.NoInfo",
                provider("plugin", "NoInfo", "noinfo", "SpiVersion.CURRENT", "")
                        .replaceAll("return new ProviderInfo.*", "return null; }"));
        Providers providers = providers(broken, good("good", "plugin.Good", "good"));

        assertThat(ids(providers)).containsExactly("good");
        assertThat(onlyFailure(providers).message())
                .contains("info() gave null")
                .contains("noinfo.jar");
    }

    @ParameterizedTest
    @ValueSource(strings = {"two words", "", "9lives", "a/b", "ümlaut", "-a"})
    void an_id_of_other_characters_is_refused_and_the_jar_is_named(String id) throws IOException {
        Providers providers = providers(good("odd", "plugin.Odd", id));

        assertThat(ids(providers)).isEmpty();
        assertThat(onlyFailure(providers).code()).isEqualTo(CatalogCodes.ID);
        assertThat(onlyFailure(providers).message()).contains("\"" + id + "\"").contains("odd.jar");
    }

    @Test
    void a_constructor_without_end_breaks_nobody_else() throws IOException {
        URL broken = jar(
                "endless",
                "plugin.Endless",
                provider("plugin", "Endless", "endless", "SpiVersion.CURRENT", "public Endless() { new Endless(); }"));
        Providers providers = providers(broken, good("good", "plugin.Good", "good"));

        assertThat(ids(providers)).containsExactly("good");
        assertThat(onlyFailure(providers).code()).isEqualTo(CatalogCodes.CONSTRUCTOR);
        assertThat(onlyFailure(providers).message())
                .contains("StackOverflowError")
                .contains("endless.jar");
    }

    @Test
    void whatever_create_throws_is_recorded_also_errors_and_undeclared_exceptions() throws IOException {
        Map<String, Throwable> thrown = Map.of(
                "one", new NoSuchMethodError("old()"),
                "two", new StackOverflowError(),
                "three", new IOException("no file"),
                "four", new AssertionError("never"));
        Providers providers = providers(
                good("one", "plugin.One", "one"),
                good("two", "plugin.Two", "two"),
                good("three", "plugin.Three", "three"),
                good("four", "plugin.Four", "four"),
                good("good", "plugin.Good", "good"));

        Map<String, String> made = providers.use(TraitProvider.class, provider -> {
            if (thrown.containsKey(provider.id())) {
                throw sneak(thrown.get(provider.id()));
            }
            return "made";
        });

        assertThat(made).containsOnlyKeys("good");
        assertThat(providers.catalog(TRAITS).failed()).hasSize(4).allSatisfy(failure -> {
            assertThat(failure.code()).isEqualTo(CatalogCodes.CREATE);
            assertThat(failure.message()).contains(".jar");
        });
    }

    @Test
    void a_process_out_of_memory_is_no_fault_of_a_provider() throws IOException {
        Providers providers = providers(good("good", "plugin.Good", "good"));

        assertThatThrownBy(() -> providers.use(TraitProvider.class, provider -> {
                    throw new OutOfMemoryError("told by the test");
                }))
                .isInstanceOf(OutOfMemoryError.class);
    }

    @Test
    void a_bundled_provider_steps_in_for_its_replacement_that_does_not_apply_or_fails() throws IOException {
        URL bundled = jar(
                "bundled",
                "plugin.Bundled",
                provider("plugin", "Bundled", "same", "SpiVersion.CURRENT", "public int priority() { return -1; }"));
        for (RuntimeException thrown :
                List.of(new NotApplicableException("Not here.", "Go there."), new IllegalStateException("broken"))) {
            Providers providers = providers(bundled, good("own", "plugin.Own", "same"));

            Map<String, String> made = providers.use(TraitProvider.class, provider -> {
                if (provider.priority() == 0) {
                    throw thrown;
                }
                return provider.getClass().getName();
            });

            assertThat(made).containsEntry("same", "plugin.Bundled");
            ProviderCatalog catalog = providers.catalog(TRAITS);
            assertThat(catalog.loaded()).singleElement().satisfies(entry -> {
                assertThat(entry.className()).isEqualTo("plugin.Bundled");
                assertThat(entry.replaces()).isEmpty();
            });
            assertThat(catalog.skipped())
                    .noneMatch(skipped -> skipped.className().equals("plugin.Bundled"));
            assertThat(catalog.skipped().size() + catalog.failed().size()).isEqualTo(1);
        }
    }

    @Test
    void the_same_jar_twice_is_one_provider() throws IOException {
        URL jar = good("good", "plugin.Good", "good");
        Path copy = Files.copy(folder.resolve("good.jar"), folder.resolve("copy.jar"));
        Providers providers = providers(jar, copy.toUri().toURL());

        assertThat(ids(providers)).containsExactly("good");
        assertThat(providers.catalog(TRAITS).failed()).isEmpty();
    }

    @Test
    void providers_of_the_thread_are_found_and_what_is_broken_is_told_once() throws IOException {
        URL broken = new PluginJar(folder, "broken")
                .service(TraitProvider.class, "no class name at all\n")
                .build();
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(loader(broken, good("good", "plugin.Good", "good")));
        try {
            Providers providers = new Providers(MeshKit.builder());

            assertThat(ids(providers)).contains("good");
            assertThat(onlyFailure(providers).message()).contains("broken.jar");
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> RuntimeException sneak(Throwable thrown) throws E {
        throw (E) thrown;
    }

    private Providers providers(URL... jars) {
        return new Providers(MeshKit.builder().classLoader(loader(jars)));
    }

    private URLClassLoader loader(URL... jars) {
        URLClassLoader loader = PluginJar.loader(jars);
        loaders.add(loader);
        return loader;
    }

    /** The ids in use, those of the class path of this test left out. */
    private static List<String> ids(Providers providers) {
        return List.copyOf(providers.use(TraitProvider.class, Provider::info).keySet());
    }

    private static ProviderFailure onlyFailure(Providers providers) {
        List<ProviderFailure> failed = providers.catalog(TRAITS).failed();
        assertThat(failed).hasSize(1);
        return failed.get(0);
    }

    private URL good(String jar, String className, String id) throws IOException {
        String simpleName = className.substring(className.lastIndexOf('.') + 1);
        return jar(jar, className, provider("plugin", simpleName, id, "SpiVersion.CURRENT", ""));
    }

    private URL jar(String jar, String className, String code) throws IOException {
        return new PluginJar(folder, jar)
                .source(className, code)
                .service(TraitProvider.class, className + "\n")
                .build();
    }

    private static String provider(String packageName, String head, String id, String spiVersion, String more) {
        return """
            package %s;
            import io.meshkit.pattern.TraitDefinition;
            import io.meshkit.spi.*;
            import java.util.List;
            public class %s implements TraitProvider {
                %s
                public String id() { return "%s"; }
                public int spiVersion() { return %s; }
                public ProviderInfo info() { return new ProviderInfo("%s", "somebody", "1"); }
                public List<TraitDefinition> traits(ProviderContext context) { return List.of(); }
            }
            """.formatted(packageName, head, more, id, spiVersion, id);
    }

    /** A provider that an application gives. */
    static final class Given implements TraitProvider {

        @Override
        public String id() {
            return "given";
        }

        @Override
        public int spiVersion() {
            return SpiVersion.CURRENT;
        }

        @Override
        public ProviderInfo info() {
            return new ProviderInfo("given", "somebody", "1");
        }

        @Override
        public List<TraitDefinition> traits(ProviderContext context) {
            return List.of();
        }
    }
}
