// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.traits;

import io.meshkit.document.ListValue;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import io.meshkit.pattern.Component;
import io.meshkit.pattern.Draft;
import io.meshkit.pattern.Drafts;
import io.meshkit.pattern.RenderContext;
import io.meshkit.pattern.Support;
import io.meshkit.pattern.Trait;
import io.meshkit.pattern.TraitRenderer;
import io.meshkit.plan.DesiredResource.Ownership;
import java.util.List;
import java.util.Optional;

/**
 * Takes the pods of namespaces into the mesh, by a label on the namespace. Pods that run already stay outside until they are made anew.
 */
public final class SidecarInjectionTrait implements TraitRenderer {

    @Override
    public List<Support> support(Trait trait, Component component, RenderContext context) {
        return List.of(Support.NATIVE);
    }

    @Override
    public void render(Trait trait, Component component, RenderContext context, Drafts drafts) {
        ListValue namespaces = trait.map().list("namespaces").orElseGet(() -> ListValue.of(component.name()));
        for (Value namespace : namespaces) {
            Draft draft = drafts.draft("v1", "Namespace", "", namespace.toString());
            draft.ownership(Ownership.FIELDS_OR_NEW);
            label(trait, namespace, draft);
        }
    }

    // istio.io/latest/docs/setup/additional-setup/sidecar-injection: the revision label and istio-injection exclude
    // each other
    private static void label(Trait trait, Value writtenAt, Draft namespace) {
        Optional<Value> revision = trait.map().get("revision");
        Optional<Value> mode = trait.map().get("mode");
        if (mode.isPresent() && mode.get().toString().equals("ambient")) {
            namespace.set(
                    "/metadata/labels/istio.io~1dataplane-mode",
                    TextValue.of("ambient").at(mode.get()));
        } else if (revision.isPresent()) {
            namespace.set("/metadata/labels/istio.io~1rev", revision.get());
        } else {
            namespace.set(
                    "/metadata/labels/istio-injection", TextValue.of("enabled").at(writtenAt));
        }
    }
}
