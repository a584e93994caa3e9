// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules;

import io.meshkit.MeshKit;
import io.meshkit.analysis.AnalysisOptions;
import io.meshkit.analysis.AnalysisReport;
import io.meshkit.analysis.Snapshot;
import io.meshkit.analysis.Unjudged;
import io.meshkit.document.JsonPointer;
import io.meshkit.document.MapValue;
import io.meshkit.document.SourceText;
import io.meshkit.finding.Finding;
import io.meshkit.resource.GroupKind;
import io.meshkit.resource.Resource;
import io.meshkit.resource.ResourceKey;
import io.meshkit.resource.StoreId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Runs one rule over manifests that a test writes down, by the analysis that users run. */
public final class RuleFixture {

    private static final MeshKit KIT = MeshKit.offline();

    private final Snapshot snapshot;
    private final AnalysisOptions options;

    private RuleFixture(Snapshot snapshot, AnalysisOptions options) {
        this.snapshot = snapshot;
        this.options = options;
    }

    /** Manifests as files hold them: what is not there may be elsewhere. */
    public static RuleFixture files(String manifests) {
        return new RuleFixture(
                KIT.analysis().read(StoreId.UNBOUND, SourceText.of("test.yaml", manifests)), AnalysisOptions.DEFAULT);
    }

    /** Manifests that are all there is. */
    public static RuleFixture cluster(String manifests) {
        RuleFixture files = files(manifests);
        return new RuleFixture(files.snapshot.toBuilder().complete().build(), files.options);
    }

    /** Manifests of several clusters, by the names of the clusters. */
    public static RuleFixture clusters(Map<String, String> manifests) {
        Snapshot.Builder all = Snapshot.builder();
        new TreeMap<>(manifests)
                .forEach((cluster, text) ->
                        all.add(KIT.analysis().read(new StoreId(cluster), SourceText.of(cluster + ".yaml", text))));
        return new RuleFixture(all.build(), AnalysisOptions.DEFAULT);
    }

    /** The same with the configuration of the mesh, written as {@code data.mesh} of the ConfigMap {@code istio}. */
    public RuleFixture meshConfig(String text) {
        return with("MeshConfig", text);
    }

    /** The same with the networks of the mesh. */
    public RuleFixture meshNetworks(String text) {
        return with("MeshNetworks", text);
    }

    /** The same, as istioctl tells it. */
    public RuleFixture asIstioctl() {
        return new RuleFixture(snapshot, options.imitating("istioctl"));
    }

    /** The same in a mesh whose cluster has another domain. */
    public RuleFixture clusterDomain(String domain) {
        return new RuleFixture(snapshot, options.settings(options.settings().withClusterDomain(domain)));
    }

    private RuleFixture with(String kind, String text) {
        MapValue body = (MapValue) KIT.reader()
                .read(SourceText.of(kind + ".yaml", text))
                .documents()
                .get(0)
                .root();
        ResourceKey key = new ResourceKey(
                StoreId.UNBOUND, new GroupKind("mesh.istio.io", kind), "istio-system", kind.toLowerCase(Locale.ROOT));
        return new RuleFixture(snapshot.toBuilder().add(Resource.of(key, body)).build(), options);
    }

    /** All that one rule says. */
    public AnalysisReport run(String rule) {
        return KIT.analysis().run(snapshot, options.only(Set.of(rule)));
    }

    /** The findings of one rule. */
    public List<Finding> findings(String rule) {
        return run(rule).report().findings();
    }

    /** The findings of one rule by resource and way, such as {@code Sidecar shop/default /spec/egress}. */
    public List<String> found(String rule) {
        return findings(rule).stream().map(RuleFixture::place).toList();
    }

    /** What the findings of one rule say. */
    public List<String> messages(String rule) {
        return findings(rule).stream().map(Finding::message).toList();
    }

    /** What one rule could not judge. */
    public List<String> unjudged(String rule) {
        return run(rule).unjudged().stream().map(Unjudged::what).toList();
    }

    /** Whether a rule did not run, since something that it needs was not loaded. */
    public boolean skips(String rule) {
        return !run(rule).skipped().isEmpty();
    }

    private static String place(Finding finding) {
        String subject = finding.resource()
                .map(key -> key.groupKind().kind() + " " + (key.namespace().isEmpty() ? "" : key.namespace() + "/")
                        + key.name())
                .orElse("");
        return subject + " " + finding.pointer().map(JsonPointer::toString).orElse("");
    }
}
