// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import io.meshkit.document.JsonPointer;
import io.meshkit.document.MapValue;
import io.meshkit.pattern.Component;
import io.meshkit.pattern.ComponentRenderer;
import io.meshkit.pattern.Draft;
import io.meshkit.pattern.Drafts;
import io.meshkit.pattern.RenderContext;
import io.meshkit.plan.DesiredResource.Ownership;

/** Renders a namespace: it is made when it is not there, and of it only the labels and annotations named are ours. */
final class NamespaceRenderer implements ComponentRenderer {

    @Override
    public void render(Component component, RenderContext context, Drafts drafts) {
        Draft namespace =
                drafts.draft("v1", "Namespace", "", component.name().text()).ownership(Ownership.FIELDS_OR_NEW);
        set(namespace, "labels", component.labels());
        set(namespace, "annotations", component.annotations());
    }

    private static void set(Draft namespace, String part, MapValue entries) {
        entries.forEach(entry ->
                namespace.set(JsonPointer.of("metadata", part, entry.key()).toString(), entry.value()));
    }
}
