// SPDX-License-Identifier: Apache-2.0
package io.meshkit.linkerd.internal.traits;

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
import java.util.ArrayList;
import java.util.List;

/**
 * Takes the pods of namespaces into the mesh, by an annotation on the namespace (linkerd/linkerd2:pkg/k8s/labels.go,
 * ProxyInjectAnnotation). Pods that run already stay outside until they are made anew.
 */
public final class SidecarInjectionTrait implements TraitRenderer {

    @Override
    public List<Support> support(Trait trait, Component component, RenderContext context) {
        if (namespaces(trait, component).size() == 0) {
            return List.of(Support.none(
                    "",
                    "Linkerd takes in pods by an annotation on their namespace, and the file does not say which"
                            + " namespaces",
                    "name them under automaticSidecarInjection.namespaces"));
        }
        List<Support> support = new ArrayList<>();
        support.add(Support.NATIVE);
        if (trait.map().text("mode").orElse("").equals("ambient")) {
            support.add(Support.none("/mode", "Linkerd works with sidecars only", "use mode: sidecar"));
        }
        if (trait.map().has("revision")) {
            support.add(Support.none(
                    "/revision",
                    "a cluster has one control plane of Linkerd, without revisions",
                    "leave revision out"));
        }
        return support;
    }

    private static ListValue namespaces(Trait trait, Component component) {
        return trait.map()
                .list("namespaces")
                .orElseGet(() ->
                        component.type().text().equals("Namespace") ? ListValue.of(component.name()) : ListValue.EMPTY);
    }

    @Override
    public void render(Trait trait, Component component, RenderContext context, Drafts drafts) {
        for (Value namespace : namespaces(trait, component)) {
            Draft draft =
                    drafts.draft("v1", "Namespace", "", namespace.toString()).ownership(Ownership.FIELDS_OR_NEW);
            LinkerdTargets.annotate(
                    draft,
                    "linkerd.io/inject",
                    TextValue.of("enabled").at(trait.map().get("mode").orElse(namespace)));
        }
    }
}
