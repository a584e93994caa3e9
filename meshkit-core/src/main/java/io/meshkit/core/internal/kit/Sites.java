// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.kit;

import io.meshkit.MeshKitException;
import io.meshkit.core.internal.catalog.Providers;
import io.meshkit.mesh.Site;
import io.meshkit.resource.StoreId;
import io.meshkit.spi.ProviderContext;
import io.meshkit.spi.SiteProvider;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The sites of a kit: those it was given stay the application's, those it opens are its own and closed with it. */
final class Sites {

    private final Providers providers;
    private final ProviderContext context;
    private final List<URI> unopened;
    private final List<Site> sites;
    private final List<Site> own = new ArrayList<>();

    Sites(Providers providers, ProviderContext context, Collection<Site> given, Collection<URI> addresses) {
        this.providers = providers;
        this.context = context;
        this.sites = new ArrayList<>(given);
        this.unopened = new ArrayList<>(addresses);
    }

    private record Opener(SiteProvider provider, Set<String> schemes) {}

    synchronized List<Site> all() {
        while (!unopened.isEmpty()) {
            open(unopened.get(0));
            unopened.remove(0);
        }
        return List.copyOf(sites);
    }

    synchronized Site open(URI where) {
        Map<String, SiteProvider> bySchemes = new TreeMap<>();
        providers
                .use(SiteProvider.class, provider -> new Opener(provider, Set.copyOf(provider.schemes())))
                .values()
                .forEach(opener -> opener.schemes().forEach(scheme -> bySchemes.put(scheme, opener.provider())));
        SiteProvider provider = where.getScheme() == null ? null : bySchemes.get(where.getScheme());
        if (provider == null) {
            throw new MeshKitException(
                    KitCodes.SITE_ADDRESS,
                    "Nobody opens the address \"" + where + "\"; the schemes known are " + bySchemes.keySet() + ".",
                    "Mend the scheme, or add the jar of the adapter that opens it.");
        }
        Site site = Made.one(provider.open(where, context));
        sites.add(site);
        own.add(site);
        return site;
    }

    Site only() {
        List<Site> all = all();
        if (all.size() == 1) {
            return all.get(0);
        }
        if (all.isEmpty()) {
            throw new MeshKitException(
                    KitCodes.SITE_NONE,
                    "The kit has no site to plan at.",
                    "Make it with MeshKit.connect(), or add a site with MeshKit.builder().site(...).");
        }
        throw new MeshKitException(
                KitCodes.SITE_MANY,
                "The kit has several sites: " + all.stream().map(Site::id).toList() + ".",
                "Name one in the call.");
    }

    Site of(StoreId store) {
        return all().stream()
                .filter(site -> site.id().equals(store))
                .findFirst()
                .orElseThrow(() -> new MeshKitException(
                        KitCodes.SITE_NONE,
                        "The plan was made for " + store + ", and the kit has only "
                                + all().stream().map(Site::id).toList() + ".",
                        "Open that site first, or plan again at one that the kit has."));
    }

    /** Gives away what is to be closed. */
    synchronized List<Site> end() {
        List<Site> open = List.copyOf(own);
        own.clear();
        unopened.clear();
        return open;
    }
}
