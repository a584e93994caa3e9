// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.kit;

import io.meshkit.MeshKitException;
import io.meshkit.core.internal.kubernetes.Clusters;
import io.meshkit.core.internal.kubernetes.KubernetesSite;
import io.meshkit.core.internal.kubernetes.TimeLimits;
import io.meshkit.mesh.Site;
import io.meshkit.spi.ProviderContext;
import io.meshkit.spi.ProviderInfo;
import io.meshkit.spi.SiteProvider;
import io.meshkit.spi.SpiVersion;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** Opens clusters: {@code k8s:.} is kubectl's current context, {@code k8s:NAME?kubeconfig=PATH} another one of a given file. */
public final class KubernetesSiteProvider implements SiteProvider {

    private static final String CURRENT = ".";
    private static final String KUBECONFIG = "kubeconfig=";

    /** Does nothing, as all providers' constructors. */
    public KubernetesSiteProvider() {}

    @Override
    public String id() {
        return "kubernetes";
    }

    @Override
    public int spiVersion() {
        return SpiVersion.CURRENT;
    }

    @Override
    public int priority() {
        return -1;
    }

    @Override
    public ProviderInfo info() {
        return new ProviderInfo("Kubernetes", "MeshKit", "0.1.0");
    }

    @Override
    public Set<String> schemes() {
        return Set.of("k8s");
    }

    @Override
    public Site open(URI where, ProviderContext context) {
        String address = where.getSchemeSpecificPart();
        int question = address.indexOf('?');
        String name = question < 0 ? address : address.substring(0, question);
        Optional<Path> kubeconfig =
                question < 0 ? Optional.empty() : Optional.of(kubeconfig(where, address.substring(question + 1)));
        if (name.isBlank() || name.startsWith("/")) {
            throw malformed(where, null);
        }
        Optional<String> kubeContext = name.equals(CURRENT) ? Optional.empty() : Optional.of(name);
        return new KubernetesSite(Clusters.connect(kubeconfig, kubeContext, TimeLimits.DEFAULT));
    }

    private static Path kubeconfig(URI where, String query) {
        if (!query.startsWith(KUBECONFIG) || query.length() == KUBECONFIG.length()) {
            throw malformed(where, null);
        }
        try {
            return Path.of(query.substring(KUBECONFIG.length()));
        } catch (InvalidPathException e) {
            throw malformed(where, e);
        }
    }

    private static MeshKitException malformed(URI where, @org.jspecify.annotations.Nullable Exception cause) {
        return new MeshKitException(
                KitCodes.SITE_ADDRESS,
                "The address \"" + where + "\" of a cluster cannot be understood.",
                "Write k8s:. for the current context, k8s:NAME for another one, and ?kubeconfig=PATH behind either for"
                        + " another file.",
                cause);
    }
}
