// SPDX-License-Identifier: Apache-2.0
package io.meshkit.it.guides;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.meshkit.it.guides.GuidePage.Block;
import io.meshkit.testkit.kubernetes.FakeKubernetes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Compiles every Java block of every page. Runs those marked {@code <!-- run -->}, on an embedded cluster where they ask for one; a block of
 * text marked {@code <!-- output -->} after one is exactly what it prints ({@code -Dgolden.update=true} writes it). Tests in files marked
 * {@code <!-- run -->} pass.
 */
class GuideCodeTest {

    @TempDir
    Path folder;

    @TestFactory
    Stream<DynamicTest> the_code_of_every_page_compiles_and_does_what_the_page_says() throws IOException {
        return GuidePage.all().stream().map(page -> dynamicTest(page, () -> check(GuidePage.read(page))));
    }

    @Test
    void there_are_pages_with_code_that_is_run() throws IOException {
        int run = 0;
        for (String page : GuidePage.all()) {
            PageCode code = new PageCode(GuidePage.read(page));
            run += code.runBlocks().size() + code.runClasses().size();
        }

        assertThat(run).isGreaterThan(5);
    }

    private void check(GuidePage page) throws Exception {
        Path work = Files.createDirectories(folder.resolve(page.name().replace('/', '-')));
        Path classes = Files.createDirectories(work.resolve("classes"));
        PageCode code = new PageCode(page);
        code.compile(work.resolve("sources"), classes);
        page.writeFiles(classes);

        try (URLClassLoader loader = new URLClassLoader(
                new URL[] {classes.toUri().toURL()}, getClass().getClassLoader())) {
            if (!code.runBlocks().isEmpty()) {
                List<String> printed = printed(page, work, loader);
                if (Boolean.getBoolean("golden.update")) {
                    page.write(printed);
                    return;
                }
                assertThat(printed)
                        .as("what the blocks of %s print", page.name())
                        .isEqualTo(promised(page));
            }
            for (String test : code.runClasses()) {
                new PageTests(loader, work).run(test);
            }
        }
    }

    /** What each block prints, where the page says what that is; else "". */
    private static List<String> printed(GuidePage page, Path work, ClassLoader loader) throws Exception {
        page.writeFiles(work);
        String all = run(work, loader).replace(work + "/", "");
        List<String> promised = promised(page);
        List<String> printed = new ArrayList<>();
        for (String part : all.split(PageCode.MARK, -1)) {
            boolean said = printed.size() < promised.size()
                    && !promised.get(printed.size()).isEmpty();
            printed.add(said ? part.strip() : "");
        }
        return printed.subList(0, printed.size() - 1);
    }

    private static String run(Path work, ClassLoader loader) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream before = System.out;
        try (FakeKubernetes kubernetes = FakeKubernetes.start()) {
            Path kubeconfig = Files.writeString(work.resolve("kubeconfig"), kubernetes.kubeconfig());
            prepare(kubernetes);
            System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
            loader.loadClass("Page")
                    .getMethod("run", Path.class, URI.class)
                    .invoke(null, work, URI.create("k8s:.?kubeconfig=" + kubeconfig));
        } catch (InvocationTargetException e) {
            throw new AssertionError("a block threw: " + e.getCause() + "\n" + bytes, e.getCause());
        } finally {
            System.setOut(before);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** A namespace, and no mesh but its definitions. */
    private static void prepare(FakeKubernetes kubernetes) throws IOException {
        kubernetes.addNamespace("shop");
        ClusterSetup.apply(kubernetes, GuidePage.root().resolve("examples/manifests/istio/definitions.yaml"));
    }

    /** For each block that is run the text after it, when that is marked as its output. */
    private static List<String> promised(GuidePage page) {
        List<String> promised = new ArrayList<>();
        for (Block block : page.blocks()) {
            if (block.isJava() && block.isRun() && block.file().isEmpty()) {
                promised.add("");
            } else if (block.mark().equals("output")) {
                promised.set(promised.size() - 1, block.text().strip());
            }
        }
        return promised;
    }
}
