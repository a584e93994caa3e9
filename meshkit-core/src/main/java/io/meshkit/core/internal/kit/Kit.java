// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.kit;

import io.meshkit.MeshKit;
import io.meshkit.MeshKitBuilder;
import io.meshkit.MeshKitException;
import io.meshkit.analysis.Analysis;
import io.meshkit.analysis.Rule;
import io.meshkit.analysis.Snapshot;
import io.meshkit.core.document.TextWriter;
import io.meshkit.core.document.YamlReader;
import io.meshkit.core.internal.analysis.AnalysisService;
import io.meshkit.core.internal.catalog.CatalogCodes;
import io.meshkit.core.internal.catalog.ForeignFault;
import io.meshkit.core.internal.catalog.Providers;
import io.meshkit.core.internal.pattern.ForeignDialect;
import io.meshkit.core.internal.pattern.PatternService;
import io.meshkit.core.internal.plan.StorePlanner;
import io.meshkit.finding.Report;
import io.meshkit.mesh.MeshAdapter;
import io.meshkit.mesh.MeshId;
import io.meshkit.mesh.Site;
import io.meshkit.pattern.PatternCheck;
import io.meshkit.pattern.PatternDialect;
import io.meshkit.pattern.Patterns;
import io.meshkit.pattern.TraitDefinition;
import io.meshkit.plan.ActionHandler;
import io.meshkit.plan.MeshProxy;
import io.meshkit.plan.Operation;
import io.meshkit.plan.OperationOptions;
import io.meshkit.plan.Plan;
import io.meshkit.plan.Planner;
import io.meshkit.spi.ActionProvider;
import io.meshkit.spi.DocumentReader;
import io.meshkit.spi.DocumentWriter;
import io.meshkit.spi.MeshAdapterProvider;
import io.meshkit.spi.PatternCheckProvider;
import io.meshkit.spi.PatternDialectProvider;
import io.meshkit.spi.Provider;
import io.meshkit.spi.ProviderCatalog;
import io.meshkit.spi.ProviderFailure;
import io.meshkit.spi.RuleProvider;
import io.meshkit.spi.SiteProvider;
import io.meshkit.spi.TraitProvider;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One kit. Each part is made when it is first asked for; nothing here touches a cluster or a thread. */
final class Kit implements MeshKit {

    private static final List<Class<? extends Provider>> SERVICES = List.of(
            ActionProvider.class,
            MeshAdapterProvider.class,
            PatternCheckProvider.class,
            PatternDialectProvider.class,
            RuleProvider.class,
            SiteProvider.class,
            TraitProvider.class);

    private final KitContext context;
    private final Providers providers;
    private final Adapters adapters;
    private final Sites sites;
    private final Patterns patterns;
    private final Analysis analysis;
    private final Optional<ClassLoader> loader;
    private final AtomicBoolean closed = new AtomicBoolean();

    Kit(MeshKitBuilder settings) {
        context = new KitContext(new YamlReader(), new TextWriter(), settings.clock());
        loader = settings.classLoader();
        providers = new Providers(settings);
        adapters = new Adapters(providers, context);
        sites = new Sites(providers, context, settings.sites(), settings.addresses());
        patterns = new PatternService(context.reader(), new Parts(), name -> Optional.ofNullable(System.getenv(name)));
        analysis = new AnalysisService(context.reader(), new Rules());
        if (settings.isStrict()) {
            SERVICES.forEach(service -> providers.use(service, Function.identity()));
        }
    }

    @Override
    public Patterns patterns() {
        refuseWhenClosed();
        return patterns;
    }

    @Override
    public Analysis analysis() {
        refuseWhenClosed();
        return analysis;
    }

    @Override
    public DocumentReader reader() {
        return context.reader();
    }

    @Override
    public DocumentWriter writer() {
        return context.writer();
    }

    @Override
    public Planner planner() {
        refuseWhenClosed();
        return planner(sites.only());
    }

    @Override
    public Planner planner(Site site) {
        refuseWhenClosed();
        return new StorePlanner(site.store(), context.writer(), handlers(), site.proxies(), context.clock());
    }

    @Override
    public Operation apply(Plan plan, OperationOptions options) {
        refuseWhenClosed();
        return planner(sites.of(plan.store())).apply(plan, options);
    }

    @Override
    public Report verify(Site site, Collection<? extends MeshProxy> proxies) {
        refuseWhenClosed();
        return StorePlanner.verify(proxies, site.cluster());
    }

    @Override
    public List<Site> sites() {
        refuseWhenClosed();
        return sites.all();
    }

    @Override
    public Site open(URI where) {
        refuseWhenClosed();
        return sites.open(where);
    }

    @Override
    public Optional<MeshAdapter> adapter(MeshId mesh) {
        refuseWhenClosed();
        return adapters.find(mesh);
    }

    @Override
    public List<MeshId> meshes() {
        refuseWhenClosed();
        return List.copyOf(adapters.all().keySet());
    }

    @Override
    public ProviderCatalog providers() {
        return providers.catalog(SERVICES);
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            List<AutoCloseable> parts = new ArrayList<>(adapters.end());
            parts.addAll(sites.end());
            closeAll(parts);
        }
    }

    /** All are closed, also when some throw: the first of those is thrown in the end, with the others. */
    private static void closeAll(List<AutoCloseable> parts) {
        MeshKitException failure = null;
        for (AutoCloseable part : parts) {
            try {
                part.close();
            } catch (Throwable e) {
                ForeignFault.refuseFatal(e);
                if (failure == null) {
                    failure = new MeshKitException(
                            KitCodes.CLOSE,
                            part.getClass().getName() + " could not be closed: " + e + ".",
                            "All else of the kit is closed. This is a defect of that class.",
                            e);
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private void refuseWhenClosed() {
        if (closed.get()) {
            throw new IllegalStateException("the kit is closed; make another one");
        }
    }

    private List<ActionHandler> handlers() {
        return named(
                ActionProvider.class, provider -> Made.named(provider.actions(context), ActionHandler::id), "actions");
    }

    /** What providers of a service made, by name; two of one name would make it a matter of chance which one counts. */
    private <P extends Provider, T> List<T> named(Class<P> service, Function<P, Map<String, T>> use, String what) {
        Map<String, T> byName = new TreeMap<>();
        Map<String, String> makers = new HashMap<>();
        providers
                .use(service, use)
                .forEach((id, made) -> made.forEach((name, one) -> {
                    String maker = makers.put(name, id);
                    if (byName.put(name, one) != null) {
                        throw new MeshKitException(
                                CatalogCodes.DUPLICATE,
                                "Two " + what + " have the name \"" + name + "\": those of " + origin(service, maker)
                                        + " and " + origin(service, id) + ".",
                                "Remove one of the jars.");
                    }
                }));
        return List.copyOf(byName.values());
    }

    private String origin(Class<? extends Provider> service, @Nullable String id) {
        return providers.catalog(List.of(service)).loaded().stream()
                .filter(entry -> entry.id().equals(id))
                .map(entry -> entry.className() + " in " + entry.location())
                .findFirst()
                .orElse("the provider " + id);
    }

    /** What the analysis asks of this kit. */
    private final class Rules implements AnalysisService.Surroundings {

        @Override
        public List<Rule> rules() {
            return named(
                    RuleProvider.class,
                    provider -> Made.named(
                            provider.rules(context), rule -> rule.info().code().value()),
                    "rules");
        }

        @Override
        public Snapshot imitating(String tool, Snapshot snapshot) {
            AtomicReference<Snapshot> seen = new AtomicReference<>(snapshot);
            providers.use(
                    RuleProvider.class,
                    provider -> seen.updateAndGet(last -> Made.one(provider.imitating(tool, last))));
            return seen.get();
        }
    }

    /** What patterns ask of this kit. */
    private final class Parts implements PatternService.Surroundings {

        @Override
        public MeshAdapter adapter(MeshId mesh) {
            return adapters.require(mesh);
        }

        @Override
        public Set<String> meshes() {
            // a file may speak of these where their adapters are not installed
            Set<String> meshes = new TreeSet<>(List.of("consul", "istio", "linkerd"));
            adapters.all().keySet().forEach(mesh -> meshes.add(mesh.value()));
            return meshes;
        }

        @Override
        public Site onlySite() {
            return sites.only();
        }

        @Override
        public Planner planner(Site site) {
            return Kit.this.planner(site);
        }

        @Override
        public List<PatternDialect> dialects() {
            return named(
                    PatternDialectProvider.class,
                    provider -> Made.named(
                            provider.dialects(context).stream()
                                    .map(ForeignDialect::of)
                                    .toList(),
                            PatternDialect::id),
                    "dialects");
        }

        @Override
        public List<TraitDefinition> traits() {
            return named(
                    TraitProvider.class,
                    provider -> Made.named(provider.traits(context), TraitDefinition::name),
                    "traits");
        }

        @Override
        public List<ProviderFailure> failedTraits() {
            return providers.catalog(List.of(TraitProvider.class)).failed();
        }

        @Override
        public List<PatternCheck> checks() {
            return providers
                    .use(PatternCheckProvider.class, provider -> Made.all(provider.checks(context)))
                    .values()
                    .stream()
                    .flatMap(List::stream)
                    .toList();
        }

        @Override
        public ClassLoader loader() {
            ClassLoader context = Thread.currentThread().getContextClassLoader();
            return loader.orElse(context == null ? Kit.class.getClassLoader() : context);
        }
    }
}
