// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.analysis;

import io.meshkit.analysis.Analysis;
import io.meshkit.analysis.AnalysisOptions;
import io.meshkit.analysis.AnalysisReport;
import io.meshkit.analysis.Rule;
import io.meshkit.analysis.RuleInfo;
import io.meshkit.analysis.Snapshot;
import io.meshkit.core.document.ManifestReader;
import io.meshkit.core.document.Manifests;
import io.meshkit.document.SourceText;
import io.meshkit.resource.StoreId;
import io.meshkit.spi.DocumentReader;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The analysis of one kit. */
public final class AnalysisService implements Analysis {

    private final DocumentReader reader;
    private final Surroundings surroundings;
    private @Nullable List<Rule> rules;

    /**
     * Makes the analysis.
     *
     * @param reader reads manifests
     * @param surroundings what it asks of its kit
     */
    public AnalysisService(DocumentReader reader, Surroundings surroundings) {
        this.reader = reader;
        this.surroundings = surroundings;
    }

    /** What the analysis asks of its kit. */
    public interface Surroundings {

        /**
         * The rules of all providers.
         *
         * @return the rules, sorted by code
         */
        List<Rule> rules();

        /**
         * The configuration as another tool sees it.
         *
         * @param tool the tool
         * @param snapshot the configuration
         * @return what the rules shall see
         */
        Snapshot imitating(String tool, Snapshot snapshot);
    }

    @Override
    public Snapshot read(StoreId cluster, Collection<Path> paths) {
        ManifestReader manifests = new ManifestReader(reader, cluster);
        Snapshot.Builder snapshot = Snapshot.builder();
        for (Path file : ManifestFiles.of(paths)) {
            add(snapshot, manifests.read(file));
        }
        return snapshot.build();
    }

    @Override
    public Snapshot read(StoreId cluster, SourceText text) {
        Snapshot.Builder snapshot = Snapshot.builder();
        add(snapshot, new ManifestReader(reader, cluster).read(text));
        return snapshot.build();
    }

    private static void add(Snapshot.Builder snapshot, Manifests manifests) {
        snapshot.add(manifests.resources()).report(manifests.report());
    }

    @Override
    public AnalysisReport run(Snapshot snapshot, AnalysisOptions options) {
        return new AnalysisPipeline(known(), surroundings::imitating).run(snapshot, options);
    }

    @Override
    public List<RuleInfo> rules() {
        return known().stream().map(Rule::info).toList();
    }

    private synchronized List<Rule> known() {
        List<Rule> known = rules;
        if (known == null) {
            known = surroundings.rules();
            rules = known;
        }
        return known;
    }
}
