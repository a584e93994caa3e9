// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.contract;

import io.meshkit.MeshKit;
import io.meshkit.document.MapValue;
import io.meshkit.document.SourceText;
import io.meshkit.mesh.MeshAdapter;
import io.meshkit.mesh.MeshId;
import io.meshkit.mesh.Site;
import io.meshkit.pattern.Pattern;
import io.meshkit.pattern.PatternOptions;
import io.meshkit.pattern.RenderedPattern;
import io.meshkit.pattern.Rendering;
import io.meshkit.spi.DocumentReader;
import io.meshkit.spi.DocumentWriter;
import io.meshkit.spi.MeshAdapterProvider;
import io.meshkit.spi.ProviderContext;
import io.meshkit.testkit.kubernetes.FakeKubernetes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What the rules for adapters work with: the adapter under test, a kit at a cluster in this process, and neutral patterns. */
abstract class AdapterBench {

    @TempDir
    Path folder;

    final FakeKubernetes kubernetes = FakeKubernetes.start();
    MeshKit kit = MeshKit.offline();

    /**
     * Makes the provider under test.
     *
     * @return a new one
     */
    protected abstract MeshAdapterProvider provider();

    /**
     * Examples of traits on a service with versions v1 and v2: the settings as YAML in flow style, by trait. Those of the known traits are
     * there; traits that have none are not rendered.
     *
     * @return examples by trait
     */
    protected Map<String, String> examples() {
        return new TreeMap<>(Map.ofEntries(
                Map.entry("access", "{ default: deny, rules: [{ from: { identities: [shop/web] } }] }"),
                Map.entry("circuitBreaker", "{ consecutiveErrors: 5 }"),
                Map.entry("fault", "{ abort: { status: 503, percent: 10 } }"),
                Map.entry("limits", "{ maxConnections: 100 }"),
                Map.entry("loadBalancer", "{ algorithm: leastRequest }"),
                Map.entry("mTLS", "{ policy: strict }"),
                Map.entry("retry", "{ attempts: 2, on: [5xx] }"),
                Map.entry("retryBudget", "{ percent: 20 }"),
                Map.entry("route", "{ rules: [{ match: [{ path: { prefix: /beta } }], to: [{ version: v2 }] }] }"),
                Map.entry("timeout", "{ request: 2s }"),
                Map.entry("trafficSplit", "{ weights: { v1: 90, v2: 10 } }")));
    }

    /**
     * The JSON Schema of a trait's settings, from which random settings are made.
     *
     * @param trait the trait
     * @return the schema of the known traits; empty for others unless overridden, and their example is used instead
     */
    protected Optional<MapValue> schema(String trait) {
        try (InputStream file = MeshKit.class.getResourceAsStream("/io/meshkit/schemas/trait-" + trait + ".json")) {
            return file == null
                    ? Optional.empty()
                    : Optional.of(map(trait + ".json", new String(file.readAllBytes(), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Opens a kit at a cluster in this process. */
    @BeforeEach
    void open() {
        kubernetes.addNamespace("shop");
        kit.close();
        kit = MeshKit.builder().site(address(kubernetes.kubeconfig())).build();
    }

    /** Closes both. */
    @AfterEach
    void close() {
        kit.close();
        kubernetes.close();
    }

    final URI address(String kubeconfig) {
        try {
            Path file = Files.createTempFile(folder, "kubeconfig", "");
            Files.writeString(file, kubeconfig);
            return URI.create("k8s:.?kubeconfig=" + file);
        } catch (IOException e) {
            throw new AssertionError("cannot write a kubeconfig", e);
        }
    }

    final MeshAdapter adapter() {
        return provider().create(new KitContext(kit));
    }

    private record KitContext(MeshKit kit) implements ProviderContext {
        @Override
        public DocumentReader reader() {
            return kit.reader();
        }

        @Override
        public DocumentWriter writer() {
            return kit.writer();
        }

        @Override
        public Clock clock() {
            return Clock.systemUTC();
        }
    }

    final Site site() {
        return kit.sites().get(0);
    }

    final Rendering rendering() {
        return adapter().capability(Rendering.class).orElseThrow(() -> new AssertionError("it renders nothing"));
    }

    final MeshId mesh() {
        return adapter().describe().id();
    }

    /**
     * Traits that the mesh cannot do at all and says so of; they have no place in a pattern that can be applied.
     *
     * @return names of traits; none unless overridden
     */
    protected Set<String> refused() {
        return Set.of();
    }

    /** The traits that are rendered and have an example, by name. */
    final List<String> traits() {
        return examples().keySet().stream()
                .filter(trait -> !refused().contains(trait))
                .filter(rendering().traits()::containsKey)
                .sorted()
                .toList();
    }

    /** A neutral pattern of one service with traits as they stand in {@link #examples()}. */
    final String pattern(List<String> traits) {
        StringBuilder text = new StringBuilder("""
            apiVersion: meshkit.dev/v1
            kind: Pattern
            name: contract
            services:
              checkout:
                type: Service
                namespace: shop
                settings:
                  host: checkout
                  port: 8080
                  protocol: http
                  selector: { app: checkout }
                  versions:
                    v1: { labels: { version: v1 } }
                    v2: { labels: { version: v2 } }
                traits:
            """);
        for (String trait : traits) {
            text.append("      ")
                    .append(trait)
                    .append(": ")
                    .append(examples().get(trait))
                    .append('\n');
        }
        return text.toString();
    }

    final Pattern read(String text) {
        return kit.patterns().read(SourceText.of("contract.yaml", text));
    }

    final MapValue map(String name, String text) {
        return (MapValue)
                kit.reader().read(SourceText.of(name, text)).documents().get(0).root();
    }

    final RenderedPattern render(String text) {
        return kit.patterns().render(read(text), mesh(), PatternOptions.DEFAULT);
    }

    /** The neutral pattern with every example, rendered. */
    final RenderedPattern render() {
        return render(pattern(traits()));
    }

    /** The objects alone, as text. */
    final String bodies(RenderedPattern rendered) {
        return rendered.desired().resources().stream()
                .map(desired -> "---\n" + kit.writer().yaml(desired.resource().body()))
                .collect(Collectors.joining());
    }
}
