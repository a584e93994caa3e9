// SPDX-License-Identifier: Apache-2.0
package io.meshkit.consul.internal.traits;

import io.meshkit.document.MapValue;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import io.meshkit.pattern.Component;
import io.meshkit.pattern.Draft;
import io.meshkit.pattern.Drafts;
import io.meshkit.pattern.RenderContext;

/**
 * The config entries that traits of one service meet in, one of each kind by the name of the service. Routers and splitters are refused
 * unless the service speaks HTTP, so its defaults come first (hashicorp/consul:agent/consul/discoverychain/compile.go).
 */
final class ConsulTargets {

    static final String VERSION = "consul.hashicorp.com/v1alpha1";

    private ConsulTargets() {}

    /** The defaults of a service. */
    static Draft defaults(Component component, RenderContext context, Drafts drafts) {
        return entry("ServiceDefaults", component, context, drafts);
    }

    /** The defaults of a service, with the protocol that routing needs: the one of the file, else HTTP. */
    static Draft routableDefaults(Component component, RenderContext context, Drafts drafts) {
        Draft draft = defaults(component, context, drafts);
        draft.set("/spec/protocol", component.settings().get("protocol").orElse(TextValue.of("http")));
        return draft;
    }

    /** The resolver of a service. */
    static Draft resolver(Component component, RenderContext context, Drafts drafts) {
        return entry("ServiceResolver", component, context, drafts);
    }

    /** The resolver of a service, with a subset for every version that the file declares. */
    static Draft subsets(Component component, RenderContext context, Drafts drafts) {
        Draft draft = resolver(component, context, drafts);
        for (MapValue.Entry version : component.settings().map("versions").orElse(MapValue.EMPTY)) {
            MapValue labels = version.value() instanceof MapValue settings
                    ? settings.map("labels").orElse(MapValue.of("version", TextValue.of(version.key())))
                    : MapValue.of("version", TextValue.of(version.key()));
            draft.set(
                    "/spec/subsets/" + version.key().replace("~", "~0").replace("/", "~1") + "/filter",
                    TextValue.of(filter(labels)).at(version.value()));
        }
        return draft;
    }

    /** A filter expression over the metadata of instances; values are quoted, since they may hold any character. */
    private static String filter(MapValue labels) {
        StringBuilder filter = new StringBuilder();
        for (MapValue.Entry label : labels) {
            filter.append(filter.length() == 0 ? "" : " and ")
                    .append("Service.Meta.")
                    .append(label.key())
                    .append(" == \"")
                    .append(label.value().toString().replace("\\", "\\\\").replace("\"", "\\\""))
                    .append('"');
        }
        return filter.toString();
    }

    /** The splitter of a service. */
    static Draft splitter(Component component, RenderContext context, Drafts drafts) {
        Draft draft = entry("ServiceSplitter", component, context, drafts);
        return draft.after(routableDefaults(component, context, drafts));
    }

    /** The router of a service. Its last route takes what no other one does, and leads to the service itself. */
    static Draft router(Component component, RenderContext context, Drafts drafts) {
        Draft draft = entry("ServiceRouter", component, context, drafts);
        draft.after(routableDefaults(component, context, drafts));
        Value service = component.name();
        draft.list("/spec/routes").item("default", Integer.MAX_VALUE).fallback("/destination/service", service);
        return draft;
    }

    private static Draft entry(String kind, Component component, RenderContext context, Drafts drafts) {
        return drafts.draft(
                VERSION, kind, context.namespaceOf(component), component.name().text());
    }
}
