// SPDX-License-Identifier: Apache-2.0
package io.meshkit.it.guides;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.MeshKit;
import io.meshkit.document.SourceText;
import io.meshkit.finding.Finding;
import io.meshkit.mesh.MeshId;
import io.meshkit.pattern.Pattern;
import io.meshkit.pattern.PatternOptions;
import io.meshkit.pattern.RenderedPattern;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AddATraitGuideTest {

    private static final String SERVICE = "META-INF/services/io.meshkit.spi.TraitProvider";

    @TempDir
    Path folder;

    private GuidePage page;
    private URLClassLoader plugin;

    @BeforeEach
    void build() throws IOException {
        page = GuidePage.read("docs/guides/add-a-trait.md");
        plugin =
                new URLClassLoader(new URL[] {jar().toUri().toURL()}, getClass().getClassLoader());
    }

    @AfterEach
    void close() throws IOException {
        plugin.close();
    }

    @Test
    void the_plugin_of_the_page_is_found_in_its_jar() {
        try (MeshKit kit = MeshKit.builder().classLoader(plugin).build()) {
            assertThat(kit.providers().failed()).isEmpty();
            assertThat(kit.providers().loaded())
                    .anySatisfy(entry -> assertThat(entry.id()).isEqualTo("stickiness"));
        }
    }

    @Test
    void the_pattern_of_the_page_renders_for_istio_with_both_traits() {
        RenderedPattern rendered = render(MeshId.ISTIO);

        assertThat(rendered.report().hasErrors())
                .as("%s", rendered.report().findings())
                .isFalse();
        assertThat(rendered.desired().resources())
                .anySatisfy(desired -> assertThat(desired.resource()
                                .body()
                                .find("/spec/trafficPolicy/loadBalancer/consistentHash/httpCookie/name"))
                        .hasToString("Optional[user]"))
                .anySatisfy(
                        desired -> assertThat(desired.key().groupKind().kind()).isEqualTo("VirtualService"));
    }

    @Test
    void a_mesh_that_cannot_do_it_is_a_finding_at_the_trait_with_the_way_out() {
        RenderedPattern rendered = render(MeshId.LINKERD);

        assertThat(rendered.report().findings()).anySatisfy(finding -> {
            assertThat(finding.code().value()).isEqualTo("MKP040");
            assertThat(finding.message()).contains("keep the session outside of the pods");
            assertThat(finding.place().orElseThrow().span().line()).isEqualTo(9);
        });
    }

    @Test
    void the_schema_of_the_page_refuses_what_it_does_not_know() {
        Pattern pattern;
        try (MeshKit kit = MeshKit.builder().classLoader(plugin).build()) {
            pattern = kit.patterns()
                    .read(SourceText.of("cart.yaml", page.blocks("yaml").get(0).replace("cookie", "cokie")));
            RenderedPattern rendered = kit.patterns().render(pattern, MeshId.ISTIO, PatternOptions.DEFAULT);

            assertThat(rendered.report().findings())
                    .extracting(Finding::message)
                    .anySatisfy(message -> assertThat(message).contains("cokie").contains("cookie"));
        }
    }

    private RenderedPattern render(MeshId mesh) {
        try (MeshKit kit = MeshKit.builder().classLoader(plugin).build()) {
            Pattern pattern = kit.patterns()
                    .read(SourceText.of("cart.yaml", page.blocks("yaml").get(0)));
            return kit.patterns().render(pattern, mesh, PatternOptions.DEFAULT);
        }
    }

    private Path jar() throws IOException {
        Path classes = Files.createDirectories(folder.resolve("classes"));
        compile(classes);
        Path jar = folder.resolve("stickiness.jar");
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream pack = new JarOutputStream(out);
                Stream<Path> compiled = Files.walk(classes)) {
            for (Path file : compiled.filter(Files::isRegularFile).sorted().toList()) {
                pack.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                Files.copy(file, pack);
            }
            put(
                    pack,
                    "com/example/stickiness/trait-stickiness.json",
                    page.blocks("json").get(0));
            put(pack, SERVICE, page.blocks("").get(0));
        }
        return jar;
    }

    private static void put(JarOutputStream pack, String name, String text) throws IOException {
        pack.putNextEntry(new JarEntry(name));
        pack.write(text.getBytes(StandardCharsets.UTF_8));
    }

    private void compile(Path classes) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<Path> sources = new ArrayList<>();
        for (String code : page.blocks("java")) {
            String name = code.substring("// ".length(), code.indexOf('\n'));
            sources.add(Files.writeString(folder.resolve(name), code));
        }
        StringWriter errors = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            boolean compiled = compiler.getTask(
                            errors,
                            files,
                            null,
                            List.of(
                                    "-proc:none",
                                    "-d",
                                    classes.toString(),
                                    "-cp",
                                    System.getProperty("java.class.path")),
                            null,
                            files.getJavaFileObjectsFromPaths(sources))
                    .call();
            assertThat(compiled).as("the code of the page compiles: %s", errors).isTrue();
        }
    }
}
