// SPDX-License-Identifier: Apache-2.0
package io.meshkit;

import static java.util.Objects.requireNonNull;

import io.meshkit.mesh.Site;
import io.meshkit.spi.Provider;
import io.meshkit.spi.RuntimeProvider;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Makes a {@link MeshKit} from settings: sites, providers, class loader and clock. Not thread-safe.
 *
 * @since 0.1.0
 */
public final class MeshKitBuilder {

    private final List<Site> sites = new ArrayList<>();
    private final List<URI> addresses = new ArrayList<>();
    private final List<Provider> providers = new ArrayList<>();
    private final Set<String> excluded = new TreeSet<>();
    private boolean discover = true;
    private boolean strict;
    private @Nullable ClassLoader classLoader;
    private Clock clock = Clock.systemUTC();

    MeshKitBuilder() {}

    /**
     * Adds a site that the application opened. The kit does not close it.
     *
     * @param site the site
     * @return this builder
     */
    public MeshKitBuilder site(Site site) {
        sites.add(requireNonNull(site, "site"));
        return this;
    }

    /**
     * Adds a site by its address. The kit opens it at first use and closes it at its end.
     *
     * @param where the address, as for {@link MeshKit#open}
     * @return this builder
     */
    public MeshKitBuilder site(URI where) {
        addresses.add(requireNonNull(where, "where"));
        return this;
    }

    /**
     * Adds a provider; it wins over a discovered one of the same id, whatever their priorities.
     *
     * @param provider the provider
     * @return this builder
     */
    public MeshKitBuilder provider(Provider provider) {
        providers.add(requireNonNull(provider, "provider"));
        return this;
    }

    /**
     * Leaves a discovered provider out. The system property {@code meshkit.providers.exclude} (names joined by commas) does the same.
     *
     * @param idOrClass its id, or the full name of its class
     * @return this builder
     */
    public MeshKitBuilder exclude(String idOrClass) {
        excluded.add(requireNonNull(idOrClass, "idOrClass"));
        return this;
    }

    /**
     * Says whether to look for providers on the class path, which is so unless said otherwise.
     *
     * @param look true to look
     * @return this builder
     */
    public MeshKitBuilder discover(boolean look) {
        discover = look;
        return this;
    }

    /**
     * Says whether one provider that fails keeps the kit from being made, which is not so unless said otherwise.
     *
     * @param fail true to fail
     * @return this builder
     */
    public MeshKitBuilder strict(boolean fail) {
        strict = fail;
        return this;
    }

    /**
     * Sets the class loader to look for providers with; the thread's context class loader and MeshKit's own unless set.
     *
     * @param loader the class loader
     * @return this builder
     */
    public MeshKitBuilder classLoader(ClassLoader loader) {
        classLoader = requireNonNull(loader, "loader");
        return this;
    }

    /**
     * Sets the clock; the system's in UTC unless set.
     *
     * @param time the clock
     * @return this builder
     */
    public MeshKitBuilder clock(Clock time) {
        clock = requireNonNull(time, "time");
        return this;
    }

    /**
     * The sites added.
     *
     * @return the sites
     */
    public List<Site> sites() {
        return List.copyOf(sites);
    }

    /**
     * The addresses added.
     *
     * @return the addresses
     */
    public List<URI> addresses() {
        return List.copyOf(addresses);
    }

    /**
     * The providers added.
     *
     * @return the providers
     */
    public List<Provider> providers() {
        return List.copyOf(providers);
    }

    /**
     * What to leave out.
     *
     * @return ids and class names, sorted
     */
    public Set<String> excluded() {
        return Set.copyOf(excluded);
    }

    /**
     * Whether to look for providers.
     *
     * @return true to look
     */
    public boolean isDiscovering() {
        return discover;
    }

    /**
     * Whether a provider that fails keeps the kit from being made.
     *
     * @return true to fail
     */
    public boolean isStrict() {
        return strict;
    }

    /**
     * The class loader to look with.
     *
     * @return the class loader; empty for the usual ones
     */
    public Optional<ClassLoader> classLoader() {
        return Optional.ofNullable(classLoader);
    }

    /**
     * The clock.
     *
     * @return the clock
     */
    public Clock clock() {
        return clock;
    }

    /**
     * Makes the kit. Takes no outside call.
     *
     * @return the kit
     * @throws MeshKitException with code {@code MK-RUNTIME-NONE} when meshkit-core is not on the class path, or when the kit is strict
     *     and a provider failed
     */
    public MeshKit build() {
        Iterator<RuntimeProvider> found = ServiceLoader.load(RuntimeProvider.class, MeshKit.class.getClassLoader())
                .iterator();
        if (!found.hasNext()) {
            throw new MeshKitException(
                    new ErrorCode("MK-RUNTIME-NONE"),
                    "No runtime of MeshKit is on the class path.",
                    "Add io.meshkit:meshkit-core beside meshkit-api, in the same version.");
        }
        return found.next().create(this);
    }
}
