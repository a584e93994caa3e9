// SPDX-License-Identifier: Apache-2.0
package io.meshkit.it.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.testkit.mesh.EchoReply;
import io.meshkit.testkit.mesh.EchoService;
import io.meshkit.testkit.mesh.MeshCaller;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;

/**
 * What any mesh does to requests when a neutral pattern file says so: applied, applied again, changed, taken away, gone. Each subclass is run on
 * the {@linkplain ReferenceBehaviourTest reference mesh} and on a running one. The mesh has web, stock, and api in the versions v1 and v2.
 */
abstract class MeshBehaviour {

    /** Enough that a coin shows one side alone less than once in a million million times. */
    private static final int ALL = 40;

    final ConfiguredMesh configured;

    MeshBehaviour(ConfiguredMesh configured) {
        this.configured = configured;
    }

    @AfterEach
    void leave() {
        configured.remove();
        configured.close();
    }

    final MeshCaller web() {
        return configured.mesh().caller("web");
    }

    final void apply(String services) {
        configured.apply(services);
    }

    final void remove() {
        configured.remove();
    }

    /** Applies traits of api, in the block style of YAML. */
    final void applyToApi(String traits) {
        apply("""
            api:
              type: Service
              settings: {protocol: http, versions: {v1: {}, v2: {}}}
              traits:
            """ + traits.indent(4));
    }

    /** How often requests of web for a path of api gave something. */
    final Map<String, Integer> counts(int requests, String path, Function<EchoReply, String> what) {
        return counts(requests, () -> what.apply(web().get("api", path)));
    }

    private static Map<String, Integer> counts(int requests, Supplier<String> request) {
        Map<String, Integer> counts = new TreeMap<>();
        for (int i = 0; i < requests; i++) {
            counts.merge(request.get(), 1, Integer::sum);
        }
        return counts;
    }

    /** Waits until a path of api gives these versions, each of them and no other. */
    final void awaitVersions(String path, String... versions) {
        awaitVersions(path, Map.of(), versions);
    }

    /** Waits until a path of api with some headers gives these versions, each of them and no other. */
    final void awaitVersions(String path, Map<String, String> headers, String... versions) {
        configured.eventually(() -> assertThat(
                        counts(ALL, () -> web().get("api", path, headers).version()))
                .containsOnlyKeys(versions));
    }

    /** Waits until a share of the requests for a path gives something, then counts again, exactly. */
    final void awaitShare(String path, Function<EchoReply, String> what, String which, double share) {
        configured.eventually(() -> isShare(200, path, what, which, share));
        isShare(1000, path, what, which, share);
    }

    private void isShare(int requests, String path, Function<EchoReply, String> what, String which, double share) {
        Map<String, Integer> counts = counts(requests, path, what);
        assertThat(Share.fits(counts.getOrDefault(which, 0), requests, share))
                .as("%s of %d, where a share of %s is wanted for %s", counts, requests, share, which)
                .isTrue();
    }

    /** How often instances of api got a request that asks for something by headers. */
    final int tries(Map<String, String> headers) {
        String run = UUID.randomUUID().toString();
        Map<String, String> all = new HashMap<>(headers);
        all.put(EchoService.RUN, run);
        web().get("api", "/", all);
        return configured.mesh().echo("api-v1").count(run)
                + configured.mesh().echo("api-v2").count(run);
    }
}
