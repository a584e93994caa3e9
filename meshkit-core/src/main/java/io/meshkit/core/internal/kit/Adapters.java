// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.kit;

import io.meshkit.MeshKitException;
import io.meshkit.core.internal.catalog.Providers;
import io.meshkit.mesh.MeshAdapter;
import io.meshkit.mesh.MeshId;
import io.meshkit.spi.MeshAdapterProvider;
import io.meshkit.spi.ProviderContext;
import io.meshkit.spi.ProviderFailure;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The adapters of a kit, made when the first is asked for. */
final class Adapters {

    private final Providers providers;
    private final ProviderContext context;
    private @Nullable Map<MeshId, MeshAdapter> adapters;

    Adapters(Providers providers, ProviderContext context) {
        this.providers = providers;
        this.context = context;
    }

    synchronized Map<MeshId, MeshAdapter> all() {
        if (adapters == null) {
            Map<MeshId, MeshAdapter> made = new TreeMap<>();
            providers
                    .use(MeshAdapterProvider.class, provider -> Made.one(provider.create(context)))
                    .forEach((id, adapter) -> made.put(new MeshId(id), adapter));
            adapters = made;
        }
        return adapters;
    }

    Optional<MeshAdapter> find(MeshId mesh) {
        return Optional.ofNullable(all().get(mesh));
    }

    MeshAdapter require(MeshId mesh) {
        return find(mesh).orElseThrow(() -> {
            Optional<ProviderFailure> failure = providers.failureOf(MeshAdapterProvider.class, mesh.value());
            return new MeshKitException(
                    KitCodes.ADAPTER_NONE,
                    "There is no adapter for the mesh \"" + mesh + "\"; "
                            + (all().isEmpty()
                                    ? "no adapter is on the class path."
                                    : "there are adapters for " + all().keySet() + ".")
                            + failure.map(why -> " " + why.message()).orElse(""),
                    "Add io.meshkit:meshkit-" + mesh + " to the class path, in the version of meshkit-core.");
        });
    }

    /** Gives away what is to be closed. */
    synchronized List<MeshAdapter> end() {
        List<MeshAdapter> open = adapters == null ? List.of() : List.copyOf(adapters.values());
        adapters = Map.of();
        return open;
    }
}
