// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import static io.meshkit.core.internal.pattern.ImportFolder.error;
import static io.meshkit.core.internal.pattern.ImportFolder.errors;
import static io.meshkit.core.internal.pattern.ImportFolder.waits;
import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.core.document.YamlReader;
import io.meshkit.document.MapValue;
import io.meshkit.document.SourceId;
import io.meshkit.document.SourceText;
import io.meshkit.pattern.Pattern;
import io.meshkit.pattern.PatternOptions;
import io.meshkit.pattern.Trait;
import io.meshkit.pattern.TraitDefinition;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A name of a service in an imported file means that file's service, whatever services the importing file has. */
class ImportedNamesTest {

    private static final String API = "  api: {type: Service, settings: {port: 1}}\n";
    private static final String IMPORT = "  lib: {type: $(#use ./lib.yaml)}\n";

    @TempDir
    private Path folder;

    private ImportFolder files;

    @BeforeEach
    void prepare() throws IOException {
        files = new ImportFolder(folder);
    }

    private void lib(String vars, String traits) throws IOException {
        files.write(
                "lib.yaml",
                "name: lib\nvars: " + vars + "\nservices:\n" + API
                        + "  web: {type: Service, settings: {port: 2}, traits: " + traits + "}\n");
    }

    private static Object named(Pattern pattern, String pointer) {
        return pattern.component("lib.web")
                .orElseThrow()
                .traits()
                .get(0)
                .map()
                .find(pointer)
                .orElseThrow()
                .toString();
    }

    /** What the name is once references are filled in. */
    private static Object resolved(Pattern pattern, String pointer) {
        MapValue variables = new Variables(pattern, finding -> {}).values(Map.of());
        return named(
                new ReferenceResolver(Environment.CLOSED, finding -> {})
                        .resolve(pattern, variables)
                        .pattern(),
                pointer);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "access: {rules: [{from: {services: [api]}}]} | /rules/0/from/services/0",
                "access: {rules: [{name: a}, {from: {services: [x, api]}}]} | /rules/1/from/services/1",
                "route: {rules: [{to: [{service: api}]}]} | /rules/0/to/0/service",
                "limits: {maxRequests: 1, from: [api]} | /from/0",
                "circuitBreaker: {consecutiveErrors: 1, from: [api]} | /from/0"
            })
    void a_name_in_a_trait_follows_its_service(String trait, String pointer) throws IOException {
        lib("{}", "{" + trait + "}");

        Pattern pattern = Bench.read(files.importing(IMPORT + API));

        assertThat(pattern.report().findings()).isEmpty();
        assertThat(named(pattern, pointer)).isEqualTo("lib.api");
    }

    @Test
    void a_name_follows_through_imports_of_imports() throws IOException {
        lib("{}", "{limits: {maxRequests: 1, from: [api]}}");
        files.write("mid.yaml", "name: mid\nservices:\n" + IMPORT + API);

        Pattern pattern = Bench.read(files.importing("  m: {type: $(#use ./mid.yaml)}\n" + API));

        assertThat(pattern.component("m.lib.web")
                        .orElseThrow()
                        .traits()
                        .get(0)
                        .map()
                        .find("/from/0"))
                .hasToString("Optional[m.lib.api]");
    }

    @Test
    void what_is_no_name_of_a_service_stays() throws IOException {
        lib("{}", "{route: {rules: [{name: api, rewrite: {host: api}, to: [{version: api}]}]}}");

        Pattern pattern = Bench.read(files.importing(IMPORT));

        assertThat(named(pattern, "/rules/0")).isEqualTo("{name: api, rewrite: {host: api}, to: [{version: api}]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[other]", "[\"$(#ref.vars.n)\"]", "[\"$(#ref.services.web.settings.n)\"]"})
    void a_name_that_is_no_service_of_its_file_does_not_meet_one_of_the_importing_file(String from) throws IOException {
        files.write(
                "lib.yaml",
                "name: lib\n"
                        + "vars: {n: other}\n"
                        + "services:\n"
                        + "  web: {type: Service, settings: {port: 2, n: other}, traits: {limits: {maxRequests: 1, from: "
                        + from
                        + "}}}\n");

        Pattern met = Bench.read(files.importing(IMPORT + "  other: {type: Service, settings: {port: 1}}\n"));
        Pattern free = Bench.read(files.importing(IMPORT));

        assertThat(error(met.report()).code()).hasToString("MKP099");
        assertThat(error(met.report()).message())
                .isEqualTo("lib.web names the service \"other\", which its own file does not have, and the importing"
                        + " pattern has one of that key; give that another key, or make the name a variable and give it"
                        + " a value where the file is imported");
        assertThat(error(met.report()).place().orElseThrow().source().name()).endsWith("lib.yaml");
        assertThat(free.report().findings()).isEmpty();
        assertThat(resolved(free, "/from/0")).isEqualTo("other");
    }

    @Test
    void a_name_does_not_meet_a_service_of_another_import() throws IOException {
        files.write(
                "lib.yaml",
                "name: lib\nservices:\n  web: {type: Service, settings: {port: 2}, traits: {route: {rules: [{to:"
                        + " [{service: cart.shop}]}]}}}\n");
        files.write("cart.yaml", "name: cart\nservices:\n  shop: {type: Service, settings: {port: 1}}\n");

        Pattern pattern = Bench.read(files.importing(IMPORT + "  cart: {type: $(#use ./cart.yaml)}\n"));

        assertThat(error(pattern.report()).message())
                .startsWith("lib.web names the service \"cart.shop\", which its own file does not have");
    }

    @ParameterizedTest
    @ValueSource(strings = {"$(#ref.services.api.name)", "$(#ref.vars.n)", "a$(#ref.vars.rest)"})
    void a_name_that_comes_through_a_reference_means_the_service_of_its_file(String name) throws IOException {
        lib("{n: api, rest: pi}", "{limits: {maxRequests: 1, from: [\"" + name + "\"]}}");

        Pattern pattern = Bench.read(files.importing(IMPORT + API));

        assertThat(pattern.report().findings()).isEmpty();
        assertThat(resolved(pattern, "/from/0")).isEqualTo("lib.api");
    }

    @Test
    void a_name_by_reference_to_a_name_in_another_trait_is_that_one() throws IOException {
        lib(
                "{}",
                "{limits: {maxRequests: 1, from: [$(#ref.services.web.traits.circuitBreaker.from.0)]}, circuitBreaker:"
                        + " {consecutiveErrors: 1, from: [api]}}");

        Pattern pattern = Bench.read(files.importing(IMPORT + API));

        assertThat(pattern.report().findings()).isEmpty();
        assertThat(resolved(pattern, "/from/0")).isEqualTo("lib.api");
    }

    @Test
    void a_value_that_the_importing_service_gives_names_a_service_of_the_importing_pattern() throws IOException {
        lib("{n: api}", "{limits: {maxRequests: 1, from: [$(#ref.vars.n)]}}");
        files.write("mid.yaml", "name: mid\nservices:\n  lib: {type: $(#use ./lib.yaml), settings: {n: api}}\n" + API);

        Pattern pattern = Bench.read(folder.resolve("mid.yaml"));
        Pattern outer = Bench.read(files.importing("  m: {type: $(#use ./mid.yaml)}\n" + API));

        assertThat(pattern.report().findings()).isEmpty();
        assertThat(resolved(pattern, "/from/0")).isEqualTo("api");
        assertThat(outer.report().findings()).isEmpty();
        MapValue variables = new Variables(outer, finding -> {}).values(Map.of());
        Pattern filled = new ReferenceResolver(Environment.CLOSED, finding -> {})
                .resolve(outer, variables)
                .pattern();
        assertThat(filled.component("m.lib.web")
                        .orElseThrow()
                        .traits()
                        .get(0)
                        .map()
                        .find("/from/0"))
                .hasToString("Optional[m.api]");
    }

    @Test
    void a_name_inside_a_variable_that_is_a_whole_rule_is_refused() throws IOException {
        lib("{rules: [{from: {services: [api]}}]}", "{access: {rules: $(#ref.vars.rules)}}");

        Pattern pattern = Bench.read(files.importing(IMPORT + API));

        assertThat(errors(pattern.report()))
                .containsExactly("MKP099 the name \"api\" comes through a reference in which it does not become"
                        + " lib.api, as the import wants it; write the name itself where the trait names it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"$(#ref.services.api.name)", "$(#ref.vars.n)"})
    void a_dependency_through_a_reference_means_the_service_of_its_file(String name) throws IOException {
        files.write(
                "lib.yaml",
                "name: lib\nvars: {n: api}\nservices:\n" + API + "  web: {type: Service, dependsOn: [\"" + name
                        + "\"], settings: {port: 2}}\n");

        Pattern pattern = Bench.read(files.importing(IMPORT + API));
        MapValue variables = new Variables(pattern, finding -> {}).values(Map.of());
        Pattern filled = new ReferenceResolver(Environment.CLOSED, finding -> {})
                .resolve(pattern, variables)
                .pattern();

        assertThat(pattern.report().findings()).isEmpty();
        assertThat(waits(filled, "lib.web")).containsExactly("lib.api");
    }

    @Test
    void the_importing_file_names_services_of_an_import_and_not_the_import_itself() throws IOException {
        lib("{}", "{}");

        Pattern one = Bench.read(files.importing(IMPORT
                + "  w: {type: Service, settings: {port: 1}, traits: {limits: {maxRequests: 1, from: [lib.api]}}}\n"));
        Pattern all = Bench.read(files.importing(IMPORT
                + "  w: {type: Service, settings: {port: 1}, traits: {limits: {maxRequests: 1, from: [lib]}}}\n"));

        assertThat(one.report().findings()).isEmpty();
        assertThat(errors(all.report()))
                .containsExactly("MKP099 w names \"lib\", which stands for all services of an import; name one of them:"
                        + " lib.api, lib.web");
    }

    @Test
    void a_trait_of_a_plugin_says_by_its_schema_where_it_names_services() throws IOException {
        String schema = """
            type: object
            properties:
              to: {anyOf: [{$ref: '#/$defs/name'}, {type: object, additionalProperties: {$ref: '#/$defs/name'}}]}
              text: {type: string}
            $defs: {name: {type: string, x-mk-refers: service}}
            """;
        MapValue map = (MapValue) new YamlReader()
                .read(SourceText.of("schema.yaml", schema))
                .documents()
                .get(0)
                .root();
        TraitDefinition follow = new TraitDefinition("follow", map, Set.of("Service"), Map.of());
        PatternPipeline pipeline = new PatternPipeline(new Language(
                new YamlReader(),
                new Language.Additions(
                        List.of(), List.of(follow), List.of(), List.of(), name -> null, getClass()::getClassLoader)));
        files.write(
                "lib.yaml",
                "name: lib\nservices:\n" + API + "  web: {type: Service, traits: {follow: {to: {a: api}, text: api}}}\n"
                        + "  two: {type: Service, traits: {follow: {to: api}}}\n");
        Path file = files.importing(IMPORT + API);

        Pattern pattern = pipeline.read(
                new SourceId(file.toString()),
                new YamlReader().read(file),
                FolderHome.identity(file),
                FolderHome.of(file));

        assertThat(pattern.components().stream()
                        .flatMap(component -> component.traits().stream())
                        .map(Trait::settings))
                .extracting(Object::toString)
                .containsExactly("{to: {a: lib.api}, text: api}", "{to: lib.api}");
    }

    @Test
    void what_is_converted_names_the_same_services() throws IOException {
        lib("{n: api}", "{limits: {maxRequests: 1, from: [api, $(#ref.vars.n)]}}");

        Pattern pattern = Bench.read(files.importing(IMPORT + API));
        Pattern converted = Bench.read(Bench.PIPELINE.convert(pattern).yaml());

        assertThat(converted.report().findings()).isEmpty();
        assertThat(resolved(converted, "/from")).isEqualTo("[lib.api, lib.api]");
    }

    @Test
    void what_is_rendered_with_such_a_name_has_the_error() throws IOException {
        lib("{}", "{limits: {maxRequests: 1, from: [other]}}");
        Pattern pattern = Bench.read(files.importing(IMPORT + "  other: {type: Service, settings: {port: 1}}\n"));

        assertThat(errors(Bench.render(pattern, PatternOptions.DEFAULT, ToyMesh.ID)
                        .report()))
                .anyMatch(error -> error.startsWith("MKP099 lib.web names the service \"other\""));
    }
}
