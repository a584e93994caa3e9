// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.catalog;

import io.meshkit.MeshKitBuilder;
import io.meshkit.MeshKitException;
import io.meshkit.core.internal.catalog.ProviderDiscovery.Found;
import io.meshkit.spi.NotApplicableException;
import io.meshkit.spi.Provider;
import io.meshkit.spi.ProviderCatalog;
import io.meshkit.spi.ProviderFailure;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.slf4j.LoggerFactory;

/**
 * The providers of one kit: each service is looked for when it is first asked for, each provider is put to work once. What could not be
 * used is logged once, as a warning, and kept in the catalogue. Thread-safe.
 */
public final class Providers {

    private static final String EXCLUDE_PROPERTY = "meshkit.providers.exclude";

    private final MeshKitBuilder settings;
    private final Set<String> excluded;
    private final Map<Class<?>, Service<?>> services = new LinkedHashMap<>();

    /**
     * Providers by the settings of a kit. Looks for nothing yet.
     *
     * @param settings what the application asked for
     */
    public Providers(MeshKitBuilder settings) {
        this.settings = settings;
        this.excluded = new TreeSet<>(settings.excluded());
        for (String name : System.getProperty(EXCLUDE_PROPERTY, "").split(",", -1)) {
            if (!name.isBlank()) {
                excluded.add(name.strip());
            }
        }
    }

    /**
     * Puts the providers of a service to work. What a provider throws makes it skipped or failed.
     *
     * @param type the provider interface
     * @param use puts one to work, and gives what it made
     * @param <P> the provider interface
     * @param <T> what providers make
     * @return what was made, by id
     * @throws MeshKitException with code {@code MK-PROVIDER-STRICT} when the kit is strict and any provider of the service failed
     */
    public synchronized <P extends Provider, T> Map<String, T> use(Class<P> type, Function<P, T> use) {
        Service<P> service = service(type);
        Map<String, T> made = new LinkedHashMap<>();
        Deque<ProviderSelection.Chosen<P>> open = new ArrayDeque<>(service.chosen);
        while (!open.isEmpty()) {
            ProviderSelection.Chosen<P> chosen = open.removeFirst();
            Found<P> found = chosen.found();
            try {
                made.put(found.id(), use.apply(found.provider()));
            } catch (NotApplicableException e) {
                service.skipped.add(new ProviderCatalog.Skipped(
                        type.getName(), found.id(), found.className(), String.valueOf(e.getMessage())));
                service.replace(chosen).ifPresent(open::addFirst);
            } catch (Throwable e) {
                ForeignFault.refuseFatal(e);
                service.fail(createFailure(type, found, e));
                service.replace(chosen).ifPresent(open::addFirst);
            }
        }
        refuseFailures(service.failed);
        return made;
    }

    /**
     * Why there is no provider of an id, if one was there but failed.
     *
     * @param type the provider interface
     * @param id the id
     * @return the failure of a provider of that id
     */
    public synchronized Optional<ProviderFailure> failureOf(Class<? extends Provider> type, String id) {
        return service(type).failed.stream()
                .filter(failure -> failure.message().contains("\"" + id + "\""))
                .findFirst();
    }

    /**
     * What became of every provider of some services.
     *
     * @param types the provider interfaces
     * @return the catalogue
     */
    public synchronized ProviderCatalog catalog(Collection<Class<? extends Provider>> types) {
        List<ProviderCatalog.Entry> loaded = new ArrayList<>();
        List<ProviderCatalog.Skipped> skipped = new ArrayList<>();
        List<ProviderFailure> failed = new ArrayList<>();
        for (Class<? extends Provider> type : types) {
            Service<?> service = service(type);
            service.chosen.forEach(chosen -> loaded.add(entry(type, chosen)));
            skipped.addAll(service.skipped);
            failed.addAll(service.failed);
        }
        loaded.sort(Comparator.comparing(ProviderCatalog.Entry::service).thenComparing(ProviderCatalog.Entry::id));
        return new ProviderCatalog(loaded, skipped, failed);
    }

    private static ProviderCatalog.Entry entry(Class<?> type, ProviderSelection.Chosen<?> chosen) {
        Found<?> found = chosen.found();
        return new ProviderCatalog.Entry(
                type.getName(), found.id(), found.className(), found.location(), found.info(), chosen.replaces());
    }

    private static ProviderFailure createFailure(Class<?> type, Found<?> found, Throwable error) {
        return new ProviderFailure(
                CatalogCodes.CREATE,
                type.getName(),
                found.className(),
                found.location(),
                "Provider \"" + found.id() + "\" (" + found.className()
                        + (found.location().isEmpty() ? "" : " in " + found.location()) + ") failed to start: " + error
                        + ". See the cause; exclude the provider to go on without it.",
                Optional.of(error));
    }

    private void refuseFailures(List<ProviderFailure> failed) {
        if (!settings.isStrict() || failed.isEmpty()) {
            return;
        }
        MeshKitException refusal = new MeshKitException(
                CatalogCodes.STRICT,
                failed.size() + " provider(s) failed: "
                        + String.join(
                                "; ",
                                failed.stream().map(ProviderFailure::message).toList()),
                "Mend or exclude them, or build the kit without strict(true).");
        failed.forEach(failure -> failure.cause().ifPresent(refusal::addSuppressed));
        throw refusal;
    }

    @SuppressWarnings("unchecked")
    private <P extends Provider> Service<P> service(Class<P> type) {
        Service<?> known = services.get(type);
        if (known == null) {
            known = find(type);
            services.put(type, known);
        }
        return (Service<P>) known;
    }

    private <P extends Provider> Service<P> find(Class<P> type) {
        ProviderDiscovery<P> given = new ProviderDiscovery<>(type);
        settings.providers().stream().filter(type::isInstance).map(type::cast).forEach(given::add);
        ProviderDiscovery<P> discovered = new ProviderDiscovery<>(type);
        if (settings.isDiscovering()) {
            loaders().forEach(discovered::search);
        }
        ProviderSelection<P> selection = new ProviderSelection<>(type, given.found(), discovered.found(), excluded);
        Service<P> service = new Service<>(selection);
        given.failures().forEach(service::fail);
        discovered.failures().forEach(service::fail);
        selection.failures().forEach(service::fail);
        return service;
    }

    private Set<ClassLoader> loaders() {
        if (settings.classLoader().isPresent()) {
            return Set.of(settings.classLoader().get());
        }
        Set<ClassLoader> loaders = new LinkedHashSet<>();
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        if (context != null) {
            loaders.add(context);
        }
        loaders.add(Provider.class.getClassLoader());
        return loaders;
    }

    private static final class Service<P extends Provider> {

        final List<ProviderSelection.Chosen<P>> chosen;
        final List<ProviderCatalog.Skipped> skipped;
        final List<ProviderFailure> failed = new ArrayList<>();

        Service(ProviderSelection<P> selection) {
            chosen = new ArrayList<>(selection.chosen());
            skipped = new ArrayList<>(selection.skipped());
        }

        /** What counts instead of a provider that cannot be put to work: the one it took the place of, if there is one. */
        Optional<ProviderSelection.Chosen<P>> replace(ProviderSelection.Chosen<P> failing) {
            int place = chosen.indexOf(failing);
            Optional<ProviderSelection.Chosen<P>> next = failing.next();
            if (next.isEmpty()) {
                chosen.remove(place);
                return next;
            }
            chosen.set(place, next.get());
            Found<P> found = next.get().found();
            skipped.removeIf(
                    one -> one.id().equals(found.id()) && one.className().equals(found.className()));
            return next;
        }

        void fail(ProviderFailure failure) {
            failed.add(failure);
            // asked for here, so that a kit whose providers are sound does not wait for the logging to start
            LoggerFactory.getLogger(Providers.class).warn("[{}] {}", failure.code(), failure.message());
        }
    }
}
