// SPDX-License-Identifier: Apache-2.0
package io.meshkit.it.kit;

import io.meshkit.MeshKit;
import io.meshkit.document.SourceText;
import io.meshkit.mesh.MeshId;
import io.meshkit.pattern.PatternOptions;
import io.meshkit.pattern.RenderedPattern;
import java.util.Set;

/** Reads, checks and renders a pattern without a cluster, and tells by its exit code how that went. */
public final class OfflineProgram {

    static final int FINE = 0;
    static final int NOT_RENDERED = 3;
    static final int STARTED_A_THREAD = 4;

    private static final String PATTERN = """
        apiVersion: meshkit.dev/v1
        kind: Pattern
        name: shop
        version: 1.0.0
        services:
          checkout:
            type: Service
            namespace: shop
            settings:
              versions: { v1: {}, v2: {} }
            traits:
              trafficSplit:
                weights: { v1: 90, v2: 10 }
              retry:
                attempts: 2
        """;

    private OfflineProgram() {}

    public static void main(String[] arguments) {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        int resources;
        boolean startedNone;
        try (MeshKit kit = MeshKit.offline()) {
            RenderedPattern rendered = kit.patterns()
                    .render(
                            kit.patterns().read(SourceText.of("shop.yaml", PATTERN)),
                            MeshId.ISTIO,
                            PatternOptions.DEFAULT);
            resources = rendered.report().hasErrors()
                    ? 0
                    : rendered.desired().resources().size();
            startedNone = before.containsAll(Thread.getAllStackTraces().keySet());
        }
        System.exit(resources == 0 ? NOT_RENDERED : startedNone ? FINE : STARTED_A_THREAD);
    }
}
