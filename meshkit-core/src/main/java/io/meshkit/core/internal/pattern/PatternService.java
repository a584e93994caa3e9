// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import static java.util.Objects.requireNonNull;

import io.meshkit.core.schema.CustomKinds;
import io.meshkit.document.SourceId;
import io.meshkit.document.SourceText;
import io.meshkit.finding.SchemaChecker;
import io.meshkit.mesh.MeshAdapter;
import io.meshkit.mesh.MeshId;
import io.meshkit.mesh.Site;
import io.meshkit.pattern.Component;
import io.meshkit.pattern.ConvertedPattern;
import io.meshkit.pattern.FormattedText;
import io.meshkit.pattern.Pattern;
import io.meshkit.pattern.PatternCheck;
import io.meshkit.pattern.PatternDialect;
import io.meshkit.pattern.PatternOptions;
import io.meshkit.pattern.Patterns;
import io.meshkit.pattern.RenderedPattern;
import io.meshkit.pattern.Rendering;
import io.meshkit.pattern.TraitDefinition;
import io.meshkit.plan.Plan;
import io.meshkit.plan.Planner;
import io.meshkit.resource.Resource;
import io.meshkit.spi.DocumentReader;
import io.meshkit.spi.ProviderFailure;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** Reads, renders and plans patterns. The words of the language are put together at first use. Thread-safe. */
public final class PatternService implements Patterns {

    private final DocumentReader reader;
    private final Surroundings surroundings;
    private final Supplier<Language.Additions> additions;
    private volatile Optional<PatternPipeline> pipeline = Optional.empty();

    /** What the service asks of the kit, when it needs it. */
    public interface Surroundings {

        /**
         * The adapter of a mesh.
         *
         * @param mesh the mesh
         * @return the adapter
         * @throws io.meshkit.MeshKitException when there is none
         */
        MeshAdapter adapter(MeshId mesh);

        /**
         * The meshes that files may speak of.
         *
         * @return their ids
         */
        Set<String> meshes();

        /**
         * The only site.
         *
         * @return the site
         * @throws io.meshkit.MeshKitException when there is none, or more than one
         */
        Site onlySite();

        /**
         * The planner of a site.
         *
         * @param site the site
         * @return the planner
         */
        Planner planner(Site site);

        /**
         * Dialects of plugins.
         *
         * @return the dialects
         */
        List<PatternDialect> dialects();

        /**
         * Traits of plugins.
         *
         * @return the traits
         */
        List<TraitDefinition> traits();

        /**
         * Providers of traits that could not be used; asked after {@link #traits()}.
         *
         * @return the failures
         */
        List<ProviderFailure> failedTraits();

        /**
         * Checks of plugins.
         *
         * @return the checks
         */
        List<PatternCheck> checks();

        /**
         * The class path that patterns may be imported from.
         *
         * @return the loader
         */
        ClassLoader loader();
    }

    /**
     * A service.
     *
     * @param reader reads files
     * @param surroundings what it asks of the kit
     * @param environment gives an environment variable by its name, empty when it is not set
     */
    public PatternService(
            DocumentReader reader, Surroundings surroundings, Function<String, Optional<String>> environment) {
        this.reader = requireNonNull(reader, "reader");
        this.surroundings = requireNonNull(surroundings, "surroundings");
        this.additions = () -> new Language.Additions(
                surroundings.dialects(),
                surroundings.traits(),
                surroundings.failedTraits(),
                surroundings.checks(),
                name -> environment.apply(name).orElse(null),
                surroundings::loader);
    }

    @Override
    public Pattern read(Path file) {
        SourceId source = new SourceId(file.toString());
        return pipeline().read(source, reader.read(file), FolderHome.identity(file), FolderHome.of(file));
    }

    @Override
    public Pattern read(SourceText text) {
        return pipeline().read(text.id(), reader.read(text));
    }

    @Override
    public ConvertedPattern convert(Pattern pattern) {
        return pipeline().convert(pattern);
    }

    @Override
    public FormattedText format(SourceText text) {
        return new PatternFormatter(reader, pipeline()).format(text);
    }

    @Override
    public RenderedPattern render(Pattern pattern, MeshId mesh, PatternOptions options) {
        Target target =
                new Target(mesh, surroundings.meshes(), rendering(mesh), Optional.empty(), definitions(options));
        return pipeline().render(pattern, target, options);
    }

    @Override
    public Plan plan(Pattern pattern, MeshId mesh) {
        return plan(pattern, mesh, surroundings.onlySite(), PatternOptions.DEFAULT);
    }

    @Override
    public Plan plan(Pattern pattern, MeshId mesh, Site site, PatternOptions options) {
        Target target = new Target(
                mesh, surroundings.meshes(), rendering(mesh), version(pattern, mesh, site), schemas(site, options));
        RenderedPattern rendered = pipeline().render(pattern, target, options);
        return surroundings
                .planner(site)
                .plan(rendered.desired(), options.plan().defaultNamespace(options.namespace()));
    }

    private PatternPipeline pipeline() {
        Optional<PatternPipeline> made = pipeline;
        if (made.isPresent()) {
            return made.get();
        }
        synchronized (this) {
            if (pipeline.isEmpty()) {
                pipeline = Optional.of(new PatternPipeline(new Language(reader, additions.get())));
            }
            return pipeline.orElseThrow();
        }
    }

    private Rendering rendering(MeshId mesh) {
        return surroundings.adapter(mesh).capability(Rendering.class).orElse(NoRendering.INSTANCE);
    }

    /** Looked for only when a guard asks for it, since looking costs requests. */
    private Optional<String> version(Pattern pattern, MeshId mesh, Site site) {
        boolean asked = pattern.components().stream().anyMatch(PatternService::asksForVersion);
        return asked ? surroundings.adapter(mesh).detect(site).version() : Optional.empty();
    }

    private static boolean asksForVersion(Component component) {
        return component.when().has("version")
                || component.traits().stream()
                        .anyMatch(trait -> trait.map()
                                .map("when")
                                .map(when -> when.has("version"))
                                .orElse(false));
    }

    /** The definitions that the caller gave count before those of the cluster. */
    private static SchemaChecker schemas(Site site, PatternOptions options) {
        if (!options.definitions().isEmpty() || site.cluster().isEmpty()) {
            return definitions(options);
        }
        return CustomKinds.lazy(site.cluster().get()::customSchema);
    }

    private static SchemaChecker definitions(PatternOptions options) {
        return CustomKinds.of(options.definitions().stream().map(Resource::body).toList());
    }
}
