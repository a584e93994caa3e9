// SPDX-License-Identifier: Apache-2.0
package io.meshkit.it.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.MeshKit;
import io.meshkit.core.document.TextWriter;
import io.meshkit.document.SourceText;
import io.meshkit.mesh.MeshId;
import io.meshkit.pattern.Pattern;
import io.meshkit.pattern.PatternOptions;
import io.meshkit.pattern.RenderedPattern;
import io.meshkit.plan.DesiredResource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may call in an imported file is the service of that file on each mesh, though the importing file has one of that key. */
class ImportedCallersTest {

    private static final MeshKit KIT = MeshKit.offline();

    @TempDir
    private Path folder;

    @AfterAll
    static void close() {
        KIT.close();
    }

    @BeforeEach
    void writeTheLibrary() throws IOException {
        Files.writeString(folder.resolve("lib.yaml"), """
            name: lib
            services:
              web:
                type: Service
                settings: {port: 80, protocol: http, selector: {app: web}}
                traits: {access: {default: deny, rules: [{from: {services: [api]}}]}}
              3f25aaaa-0000-4000-8000-000000000002:
                type: Service
                name: other
                settings: {port: 9090, protocol: http, selector: {app: other}}
              front:
                type: Service
                settings: {port: 81, protocol: http, selector: {app: front}}
                traits: {route: {rules: [{to: [{service: 3f25aaaa-0000-4000-8000-000000000002}]}]}}
              api:
                type: Service
                name: lib-api
                settings: {port: 8080, protocol: http, serviceAccount: lib-api, selector: {app: lib-api}}
            """);
        Files.writeString(folder.resolve("main.yaml"), """
            name: main
            services:
              lib: {type: $(#use ./lib.yaml)}
              api: {type: Service, name: public, settings: {port: 1, serviceAccount: public, selector: {app: public}}}
            """);
    }

    private static String objects(Pattern pattern, MeshId mesh) {
        RenderedPattern rendered = KIT.patterns().render(pattern, mesh, PatternOptions.DEFAULT);
        assertThat(rendered.report().hasErrors())
                .as("%s", rendered.report().findings())
                .isFalse();
        return rendered.desired().resources().stream()
                .map(DesiredResource::resource)
                .map(resource -> new TextWriter().yaml(resource.body()))
                .sorted()
                .collect(Collectors.joining("---\n"));
    }

    @ParameterizedTest
    @CsvSource({"istio, cluster.local/ns/default/sa/lib-api", "linkerd, name: lib-api", "consul, name: lib-api"})
    void the_caller_is_the_service_of_the_imported_file(String mesh, String caller) {
        String objects = objects(KIT.patterns().read(folder.resolve("main.yaml")), new MeshId(mesh));

        assertThat(objects).contains(caller).doesNotContain("public");
    }

    @ParameterizedTest
    @CsvSource({"istio", "linkerd", "consul"})
    void an_import_changes_no_object_of_what_is_imported(String mesh) {
        String alone = objects(KIT.patterns().read(folder.resolve("lib.yaml")), new MeshId(mesh));

        assertThat(objects(KIT.patterns().read(folder.resolve("main.yaml")), new MeshId(mesh)))
                .isEqualTo(alone);
    }

    @ParameterizedTest
    @CsvSource({"istio", "linkerd", "consul"})
    void what_is_converted_has_the_same_objects(String mesh) {
        Pattern pattern = KIT.patterns().read(folder.resolve("main.yaml"));

        Pattern converted = KIT.patterns()
                .read(SourceText.of("main.yaml", KIT.patterns().convert(pattern).yaml()));

        assertThat(objects(converted, new MeshId(mesh))).isEqualTo(objects(pattern, new MeshId(mesh)));
    }

    @Test
    void an_own_service_of_the_importing_file_keeps_its_name() throws IOException {
        Files.writeString(folder.resolve("main.yaml"), """
            name: main
            services:
              lib: {type: $(#use ./lib.yaml)}
              api: {type: Service, name: public, settings: {port: 1, serviceAccount: public, selector: {app: public}}}
              own:
                type: Service
                settings: {port: 2, protocol: http, selector: {app: own}}
                traits: {access: {default: deny, rules: [{from: {services: [api, lib.api]}}]}}
            """);

        assertThat(objects(KIT.patterns().read(folder.resolve("main.yaml")), MeshId.ISTIO))
                .contains("cluster.local/ns/default/sa/public\n", "cluster.local/ns/default/sa/lib-api\n");
    }
}
