// SPDX-License-Identifier: Apache-2.0
package io.meshkit;

import io.meshkit.analysis.Analysis;
import io.meshkit.finding.Report;
import io.meshkit.mesh.MeshAdapter;
import io.meshkit.mesh.MeshId;
import io.meshkit.mesh.Site;
import io.meshkit.pattern.Patterns;
import io.meshkit.plan.MeshProxy;
import io.meshkit.plan.Operation;
import io.meshkit.plan.OperationOptions;
import io.meshkit.plan.Plan;
import io.meshkit.plan.Planner;
import io.meshkit.spi.DocumentReader;
import io.meshkit.spi.DocumentWriter;
import io.meshkit.spi.ProviderCatalog;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The entry to MeshKit: reads patterns, plans what they change at a site, and applies plans. A kit is made once, used from any
 * thread, and closed at the end; it makes nothing before it needs it, so an offline kit costs no cluster and no thread.
 *
 * <pre>{@code
 * try (MeshKit kit = MeshKit.connect()) {
 *     Pattern pattern = kit.patterns().read(Path.of("checkout.yaml"));
 *     Plan plan = kit.patterns().plan(pattern, MeshId.ISTIO);
 *     System.out.println(plan.render());
 *     kit.apply(plan).await(Duration.ofMinutes(5)).orThrow();
 * }
 * }</pre>
 *
 * @since 0.1.0
 */
public interface MeshKit extends AutoCloseable {

    /**
     * A kit for the cluster that kubectl would use: {@code KUBECONFIG}, {@code ~/.kube/config}, or the service account inside a pod. The
     * cluster is not asked yet.
     *
     * @return the kit
     * @throws MeshKitException with code {@code MK-RUNTIME-NONE} when meshkit-core is not on the class path
     */
    static MeshKit connect() {
        return builder().site(URI.create("k8s:.")).build();
    }

    /**
     * A kit without a site, for reading, checking and rendering.
     *
     * @return the kit
     * @throws MeshKitException with code {@code MK-RUNTIME-NONE} when meshkit-core is not on the class path
     */
    static MeshKit offline() {
        return builder().build();
    }

    /**
     * Starts a kit with other settings.
     *
     * @return a builder
     */
    static MeshKitBuilder builder() {
        return new MeshKitBuilder();
    }

    /**
     * Reads, renders and plans patterns.
     *
     * @return the patterns of this kit
     */
    Patterns patterns();

    /**
     * Checks configuration against best practice.
     *
     * @return the analysis of this kit
     */
    Analysis analysis();

    /**
     * Reads YAML and JSON into located values.
     *
     * @return the reader
     */
    DocumentReader reader();

    /**
     * Writes values as YAML and JSON.
     *
     * @return the writer
     */
    DocumentWriter writer();

    /**
     * Plans at the kit's only site.
     *
     * @return the planner
     * @throws MeshKitException with code {@code MK-SITE-NONE} when there is no site, {@code MK-SITE-MANY} when there are several
     */
    Planner planner();

    /**
     * Plans at a site.
     *
     * @param site where
     * @return the planner
     */
    Planner planner(Site site);

    /**
     * Starts to carry a plan out, with the usual options, at the site that it was made for.
     *
     * @param plan the plan
     * @return the running work
     * @throws MeshKitException as {@link Planner#apply}, or with code {@code MK-SITE-NONE} when the kit has no such site
     */
    default Operation apply(Plan plan) {
        return apply(plan, OperationOptions.DEFAULT);
    }

    /**
     * Starts to carry a plan out at the site that it was made for.
     *
     * @param plan the plan
     * @param options how
     * @return the running work
     * @throws MeshKitException as {@link Planner#apply}, or with code {@code MK-SITE-NONE} when the kit has no such site
     */
    Operation apply(Plan plan, OperationOptions options);

    /**
     * Asks the proxies that a site was told of what they reject of what they were sent.
     *
     * @param site where they run
     * @return as {@link #verify(Site, Collection)}
     */
    default Report verify(Site site) {
        return verify(site, site.proxies());
    }

    /**
     * Asks running proxies, once, what they reject of what they were sent. An operation does that by itself, before and after, and so
     * knows what is its own doing; here a proxy cannot always say whether it was given since what it takes.
     *
     * @param site where they run
     * @param proxies the proxies, such as {@link io.meshkit.mesh.ProxySearch} finds them
     * @return warnings {@code MKP094} of what they rejected, {@code MKP095} of those that do not answer, {@code MKP096} of those that
     *     cannot be asked; empty when all take all
     */
    Report verify(Site site, Collection<? extends MeshProxy> proxies);

    /**
     * The sites of this kit.
     *
     * @return the sites, in the order they were given or opened
     */
    List<Site> sites();

    /**
     * Opens a further site; the kit closes it at its end.
     *
     * @param where its address: {@code k8s:.} for kubectl's current context, {@code k8s:NAME} for another one, with {@code ?kubeconfig=PATH} for
     *     another file; with meshkit-consul {@code consul+http://HOST:PORT} for an agent of Consul
     * @return the site
     * @throws MeshKitException with code {@code MK-SITE-ADDRESS} when no provider knows the scheme
     */
    Site open(URI where);

    /**
     * The adapter of a mesh.
     *
     * @param mesh the mesh
     * @return the adapter, or empty when there is none on the class path
     */
    Optional<MeshAdapter> adapter(MeshId mesh);

    /**
     * The meshes that there is an adapter for.
     *
     * @return their ids, sorted
     */
    List<MeshId> meshes();

    /**
     * What became of every provider.
     *
     * @return the catalogue
     */
    ProviderCatalog providers();

    /**
     * Closes what the kit opened: sites, adapters, threads. Sites that were given to it stay open. Closing twice is allowed.
     *
     * <p>What is under way is broken off. The thread and the connections of the JDK's HTTP client are gone at once on Java 21 or later;
     * before, that client cannot be closed: its thread, a daemon, ends seconds after the next garbage collection.
     */
    @Override
    void close();
}
