// SPDX-License-Identifier: Apache-2.0
package io.meshkit.it.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.meshkit.MeshKit;
import io.meshkit.document.SourceText;
import io.meshkit.mesh.MeshId;
import io.meshkit.mesh.Site;
import io.meshkit.pattern.Pattern;
import io.meshkit.pattern.PatternOptions;
import io.meshkit.plan.OperationOptions;
import io.meshkit.plan.OperationResult;
import io.meshkit.plan.Plan;
import io.meshkit.plan.PlanOptions;
import io.meshkit.resource.SetId;
import io.meshkit.testkit.mesh.LocalMesh;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A running mesh of Consul and Envoy, which is told by plans what it shall do. */
final class LiveMesh implements ConfiguredMesh {

    /** Proxies take a change up in less than a second; a busy machine may need more. */
    static final Duration TAKEN_UP = Duration.ofSeconds(30);

    private static final Duration APPLIED = Duration.ofMinutes(1);

    /** Consul tells the proxies of this machine of a change within 200 ms. */
    private static final OperationOptions OPTIONS = OperationOptions.DEFAULT.settleTime(Duration.ofMillis(600));

    private final LocalMesh mesh;
    private final MeshKit kit = MeshKit.offline();
    private final Site site;

    LiveMesh(LocalMesh mesh) {
        this.mesh = mesh;
        this.site = kit.open(address(mesh));
    }

    private static URI address(LocalMesh mesh) {
        if (mesh.token().isEmpty()) {
            return mesh.address();
        }
        try {
            Path file =
                    Files.writeString(mesh.logs().resolve("token"), mesh.token().get());
            return URI.create(mesh.address() + "&token-file=" + file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public LocalMesh mesh() {
        return mesh;
    }

    /** Applies services of a pattern, and once more, which must write nothing. */
    @Override
    public void apply(String services) {
        OperationResult first =
                kit.apply(plan(services), OPTIONS).await(APPLIED).orThrow();
        assertThat(first.writes()).isPositive();
        OperationResult second =
                kit.apply(plan(services), OPTIONS).await(APPLIED).orThrow();
        assertThat(second.writes()).isZero();
    }

    /** Applies services of a pattern, whatever comes of it. */
    OperationResult tryToApply(String services, OperationOptions options) {
        return kit.apply(plan(services), options).await(APPLIED);
    }

    @Override
    public void remove() {
        Plan removal = kit.planner(site).planRemoval(new SetId("default", "live"), PlanOptions.DEFAULT);
        kit.apply(removal, OPTIONS).await(APPLIED).orThrow();
    }

    @Override
    public void eventually(Runnable assertion) {
        // a proxy that replaces a listener may break a connection
        await().atMost(TAKEN_UP).ignoreException(UncheckedIOException.class).untilAsserted(assertion::run);
    }

    private Plan plan(String services) {
        String text = """
            apiVersion: meshkit.dev/v1
            kind: Pattern
            name: live
            services:
            """ + services.indent(2);
        Pattern pattern = kit.patterns().read(SourceText.of("live.yaml", text));
        Plan plan = kit.patterns().plan(pattern, MeshId.CONSUL, site, PatternOptions.DEFAULT);
        assertThat(plan.report().hasErrors()).as(plan.render()).isFalse();
        return plan;
    }

    /** Waits until the proxy of an instance works with a configuration that has these words, such as {@code lb_policy: RANDOM}. */
    void awaitConfiguration(String instance, String... words) {
        await().atMost(TAKEN_UP)
                .untilAsserted(() -> assertThat(found(instance, words)).containsExactly(words));
    }

    /** Waits until the proxy of an instance no longer works with a configuration that has these words. */
    void awaitNoConfiguration(String instance, String... words) {
        await().atMost(TAKEN_UP)
                .untilAsserted(() -> assertThat(found(instance, words)).isEmpty());
    }

    /** The words alone, since a whole configuration in a message hides what is missing. */
    private List<String> found(String instance, String... words) {
        String configuration = mesh.proxy(instance).configuration().toString();
        return Stream.of(words).filter(configuration::contains).toList();
    }

    /** How often each version answered. */
    Map<String, Integer> versions(String caller, String service, int requests) {
        Map<String, Integer> versions = new TreeMap<>();
        for (int i = 0; i < requests; i++) {
            versions.merge(mesh.caller(caller).get(service, "/").version(), 1, Integer::sum);
        }
        return versions;
    }

    @Override
    public void close() {
        kit.close();
    }
}
