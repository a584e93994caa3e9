// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.traits;

import io.meshkit.document.JsonPointer;
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
import io.meshkit.pattern.Verdict;
import io.meshkit.plan.DesiredResource.Ownership;
import java.util.List;
import java.util.Optional;

/**
 * Takes the pods of namespaces into the mesh, by a label on the namespace. Pods that run already stay outside until they are made anew.
 */
public final class SidecarInjectionTrait implements TraitRenderer {

    @Override
    public List<Support> support(Trait trait, Component component, RenderContext context) {
        if (namespaces(trait, component).size() == 0) {
            return List.of(Support.none(
                    "",
                    "Istio takes in pods by a label on their namespace, and the file does not say which namespaces",
                    "name them under automaticSidecarInjection.namespaces"));
        }
        if (isAmbient(trait) && trait.map().has("revision")) {
            return List.of(Support.none(
                    "/revision",
                    "the label istio.io/rev would put sidecars into the pods, which ambient mode does without",
                    "leave revision out, or use mode: sidecar"));
        }
        // the revision stands for sidecars, so the mode beside it leaves no value behind
        return trait.map().has("mode") && trait.map().has("revision")
                ? List.of(Support.NATIVE, new Support(JsonPointer.of("mode"), Verdict.NATIVE, "", ""))
                : List.of(Support.NATIVE);
    }

    private static ListValue namespaces(Trait trait, Component component) {
        return trait.map()
                .list("namespaces")
                .orElseGet(() ->
                        component.type().text().equals("Namespace") ? ListValue.of(component.name()) : ListValue.EMPTY);
    }

    private static boolean isAmbient(Trait trait) {
        return trait.map().text("mode").orElse("").equals("ambient");
    }

    @Override
    public void render(Trait trait, Component component, RenderContext context, Drafts drafts) {
        for (Value namespace : namespaces(trait, component)) {
            Draft draft = drafts.draft("v1", "Namespace", "", namespace.toString());
            draft.ownership(Ownership.FIELDS_OR_NEW);
            label(trait, namespace, draft);
        }
    }

    // istio/istio.io:content/en/docs/setup/additional-setup/sidecar-injection: istio-injection wins over the revision
    // label
    private static void label(Trait trait, Value writtenAt, Draft namespace) {
        Optional<Value> revision = trait.map().get("revision");
        if (isAmbient(trait)) {
            namespace.set(
                    "/metadata/labels/istio.io~1dataplane-mode",
                    TextValue.of("ambient").at(trait.map().get("mode").orElse(writtenAt)));
        } else if (revision.isPresent()) {
            namespace.set("/metadata/labels/istio.io~1rev", revision.get());
        } else {
            namespace.set(
                    "/metadata/labels/istio-injection",
                    TextValue.of("enabled").at(trait.map().get("mode").orElse(writtenAt)));
        }
    }
}
