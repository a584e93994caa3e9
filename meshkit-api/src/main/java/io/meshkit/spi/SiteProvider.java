// SPDX-License-Identifier: Apache-2.0
package io.meshkit.spi;

import io.meshkit.mesh.Site;
import java.net.URI;
import java.util.Set;

/**
 * Opens sites by their address.
 *
 * @since 0.1.0
 */
public interface SiteProvider extends Provider {

    /**
     * The schemes of addresses that it opens, such as {@code k8s} or {@code consul+http}.
     *
     * @return the schemes, lower case
     */
    Set<String> schemes();

    /**
     * Opens a site. Does not connect.
     *
     * @param where its address, with one of the schemes
     * @param context what it may use
     * @return the site, to be closed by the caller
     * @throws io.meshkit.MeshKitException with code {@code MK-SITE-ADDRESS} when the address cannot be understood
     */
    Site open(URI where, ProviderContext context);
}
