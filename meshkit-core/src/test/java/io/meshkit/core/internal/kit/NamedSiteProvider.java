// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.kit;

import io.meshkit.mesh.Site;
import io.meshkit.spi.ProviderContext;
import io.meshkit.spi.ProviderInfo;
import io.meshkit.spi.SiteProvider;
import io.meshkit.spi.SpiVersion;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Opens {@code named:NAME}. */
final class NamedSiteProvider implements SiteProvider {

    private final List<NamedSite> opened = new ArrayList<>();

    List<NamedSite> opened() {
        return opened;
    }

    @Override
    public String id() {
        return "named";
    }

    @Override
    public int spiVersion() {
        return SpiVersion.CURRENT;
    }

    @Override
    public ProviderInfo info() {
        return new ProviderInfo("Named sites", "tests", "1");
    }

    @Override
    public Set<String> schemes() {
        return Set.of("named");
    }

    @Override
    public Site open(URI where, ProviderContext context) {
        NamedSite site = new NamedSite(where.getSchemeSpecificPart());
        opened.add(site);
        return site;
    }
}
