// SPDX-License-Identifier: Apache-2.0
package io.meshkit.consul.internal.traits;

import io.meshkit.document.BooleanValue;
import io.meshkit.document.Value;
import io.meshkit.pattern.Component;
import io.meshkit.pattern.Draft;
import io.meshkit.pattern.Drafts;
import io.meshkit.pattern.RenderContext;
import io.meshkit.pattern.Support;
import io.meshkit.pattern.Trait;
import io.meshkit.pattern.TraitRenderer;
import java.util.List;
import java.util.Optional;

/** What connections a proxy takes: the mode of all proxies, or of one service's. */
public final class MutualTlsTrait implements TraitRenderer {

    private static final String PERMISSIVE = "permissive";

    @Override
    public List<Support> support(Trait trait, Component component, RenderContext context) {
        String policy = trait.map().text("policy").orElse(PERMISSIVE);
        List<Support> support = judged(policy, trait, component, context);
        return policy.equals("strict")
                ? support
                : support.stream().map(Support::harmless).toList();
    }

    private static List<Support> judged(String policy, Trait trait, Component component, RenderContext context) {
        if (policy.equals("disable")) {
            return List.of(Support.none(
                    "/policy",
                    "proxies of Consul always use mutual TLS among themselves",
                    "take the service out of the mesh, or use policy: permissive"));
        }
        if (component.type().text().equals("Namespace")) {
            return List.of(Support.none(
                    "",
                    "Consul's Community Edition sets the mode for all proxies or for one service, not for a namespace",
                    "set mTLS on the Mesh or on single services"));
        }
        if (trait.map().has("namespaces")) {
            return List.of(Support.none(
                    "",
                    component.isA("Service")
                            ? "the mode of a service holds for that service alone, not for namespaces"
                            : "Consul's Community Edition has no namespaces; the mode would hold for all of them",
                    "leave namespaces out, or set mTLS on single services"));
        }
        boolean decided =
                component.traits().stream().anyMatch(other -> other.name().equals("access"));
        if (policy.equals(PERMISSIVE) && decided) {
            // seen on Consul 1.21 with Envoy 1.40: the filter chain for plain connections has no RBAC filter
            return List.of(Support.none(
                    "/policy",
                    "in permissive mode a proxy passes plain connections on without a look at the service's intentions,"
                            + " so access would hold for callers in the mesh alone",
                    "leave access out while callers outside the mesh are let in, or set policy: strict"));
        }
        // hashicorp/consul:agent/structs/config_entry_mesh.go, AllowEnablingPermissiveMutualTLS
        return List.of(
                policy.equals(PERMISSIVE)
                        ? Support.partial(
                                "/policy",
                                "permissive mode works with proxies in transparent mode only, and must be allowed by"
                                        + " the Mesh entry, which is kept in namespace "
                                        + ConsulTargets.meshNamespace(context),
                                "")
                        : Support.NATIVE);
    }

    @Override
    public void render(Trait trait, Component component, RenderContext context, Drafts drafts) {
        Optional<Value> policy = trait.map().get("policy");
        if (policy.isEmpty()) {
            return; // refused, and nothing weaker may stand in for it
        }
        Value mode = policy.get();
        Draft target = component.isA("Service")
                ? ConsulTargets.defaults(component, context, drafts)
                : ConsulTargets.meshEntry("ProxyDefaults", "global", context, drafts);
        target.set("/spec/mutualTLSMode", mode);
        if (mode.toString().equals(PERMISSIVE)) {
            Draft mesh = ConsulTargets.meshEntry("Mesh", "mesh", context, drafts);
            mesh.set("/spec/allowEnablingPermissiveMutualTLS", BooleanValue.TRUE.at(mode));
            target.after(mesh);
        }
    }
}
