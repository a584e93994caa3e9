// SPDX-License-Identifier: Apache-2.0
package io.meshkit.consul.internal.traits;

import io.meshkit.pattern.Component;
import io.meshkit.pattern.Drafts;
import io.meshkit.pattern.RenderContext;
import io.meshkit.pattern.Support;
import io.meshkit.pattern.Trait;
import io.meshkit.pattern.TraitRenderer;
import java.util.List;

/**
 * Consul's injector looks at the annotation of a pod and at the lists of namespaces that its chart was installed with; nothing on a namespace
 * takes its pods in (hashicorp/consul-k8s:control-plane/connect-inject/webhook/mesh_webhook.go, shouldInject).
 */
public final class SidecarInjectionTrait implements TraitRenderer {

    @Override
    public List<Support> support(Trait trait, Component component, RenderContext context) {
        return List.of(Support.none(
                "",
                "Consul takes in pods by their own annotation, or all of them in the namespaces that its chart was"
                        + " installed for; it heeds no mark on a namespace",
                "annotate the pods with consul.hashicorp.com/connect-inject: \"true\", or install the chart with"
                        + " connectInject.default and connectInject.k8sAllowNamespaces"));
    }

    @Override
    public void render(Trait trait, Component component, RenderContext context, Drafts drafts) {
        // refused; a label that nothing heeds would only look as if it worked
    }
}
