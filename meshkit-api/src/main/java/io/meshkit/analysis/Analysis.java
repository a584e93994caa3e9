// SPDX-License-Identifier: Apache-2.0
package io.meshkit.analysis;

import io.meshkit.document.SourceText;
import io.meshkit.resource.StoreId;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/**
 * Checks configuration against what meshes and their operators know to be right. Thread-safe.
 *
 * <pre>{@code
 * Snapshot shop = kit.analysis().read(List.of(Path.of("deploy")));
 * kit.analysis().run(shop, AnalysisOptions.DEFAULT).report().findings().forEach(System.out::println);
 * }</pre>
 *
 * @since 0.1.0
 */
public interface Analysis {

    /**
     * Reads manifests of one cluster, or of one that has no name.
     *
     * @param paths files and folders, as in {@link #read(StoreId, Collection)}
     * @return what they hold; what is wrong with them is in its report
     * @throws io.meshkit.MeshKitException with code {@code MK-FILE-READ} when a file or folder cannot be read
     */
    default Snapshot read(Collection<Path> paths) {
        return read(StoreId.UNBOUND, paths);
    }

    /**
     * Reads manifests. Folders are read with all folders below them, files whose names end in {@code .yaml}, {@code .yml} or {@code .json},
     * in the order of their names; a file that is named is read whatever its name.
     *
     * @param cluster the cluster they belong to
     * @param paths files and folders
     * @return what they hold; what is wrong with them is in its report
     * @throws io.meshkit.MeshKitException with code {@code MK-FILE-READ} when a file or folder cannot be read
     */
    Snapshot read(StoreId cluster, Collection<Path> paths);

    /**
     * Reads manifests from a text, such as the output of {@code helm template}.
     *
     * @param cluster the cluster they belong to
     * @param text the text
     * @return what it holds; what is wrong with it is in its report
     */
    Snapshot read(StoreId cluster, SourceText text);

    /**
     * Runs the rules.
     *
     * @param snapshot the configuration
     * @param options which rules, and how
     * @return what they found and what they could not look at
     * @throws io.meshkit.MeshKitException with code {@code MK-ANALYSIS-RULE} when the options name a rule that is not there, {@code
     *     MK-ANALYSIS-TOOL} when they name a tool to imitate that no rule knows
     */
    AnalysisReport run(Snapshot snapshot, AnalysisOptions options);

    /**
     * The rules of all providers.
     *
     * @return what each rule is, sorted by code
     */
    List<RuleInfo> rules();
}
