// SPDX-License-Identifier: Apache-2.0
package io.meshkit.consul.internal.traits;

import io.meshkit.document.MapValue;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import io.meshkit.pattern.Component;
import io.meshkit.pattern.Draft;
import io.meshkit.pattern.Drafts;
import io.meshkit.pattern.RenderContext;
import io.meshkit.pattern.Versions;
import io.meshkit.plan.DesiredResource.Ownership;
import java.util.regex.Pattern;

/**
 * The config entries that traits of one service meet in, one of each kind by the name of the service. Routers and splitters are refused
 * unless the service speaks HTTP, so its defaults come first (hashicorp/consul:agent/consul/discoverychain/compile.go).
 */
final class ConsulTargets {

    static final String VERSION = "consul.hashicorp.com/v1alpha1";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9_-]*[A-Za-z0-9])?");

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
        for (MapValue.Entry version : Versions.of(component)) {
            draft.set(
                    "/spec/subsets/" + version.key().replace("~", "~0").replace("/", "~1") + "/filter",
                    SubsetFilter.of(Versions.labels(component, version.key())).at(version.value()));
        }
        return draft;
    }

    /** The resolver of a service, with subsets for its versions, and for one more that it may not declare. */
    static Draft subset(Component component, String version, RenderContext context, Drafts drafts) {
        Draft draft = subsets(component, context, drafts);
        if (!Versions.of(component).has(version)) {
            draft.set(
                    "/spec/subsets/" + version.replace("~", "~0").replace("/", "~1") + "/filter",
                    SubsetFilter.of(Versions.labels(component, version)));
        }
        return draft;
    }

    /** What a service speaks: as the file says, else HTTP. */
    static String protocol(Component component) {
        return component.settings().text("protocol").orElse("http");
    }

    /** Whether a text can be the name of a service (hashicorp/consul-k8s names services as Kubernetes does, plain hosts write underscores too). */
    static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    /** Where entries of the whole mesh are kept: with the Mesh of the pattern, else where Consul's chart is installed by custom. */
    static String meshNamespace(RenderContext context) {
        return context.pattern().components().stream()
                .filter(component -> component.type().text().equals("Mesh"))
                .findFirst()
                .map(context::namespaceOf)
                .orElse("consul");
    }

    /** An entry of the whole mesh, which others may write into as well. */
    static Draft meshEntry(String kind, String name, RenderContext context, Drafts drafts) {
        return drafts.draft(VERSION, kind, meshNamespace(context), name).ownership(Ownership.FIELDS_OR_NEW);
    }

    /** The intentions of a service. */
    static Draft intentions(Component component, RenderContext context, Drafts drafts) {
        return entry("ServiceIntentions", component, context, drafts);
    }

    /** The splitter of a service. */
    static Draft splitter(Component component, RenderContext context, Drafts drafts) {
        Draft draft = entry("ServiceSplitter", component, context, drafts);
        return draft.after(routableDefaults(component, context, drafts));
    }

    /** The router of a service. Its last route takes what no other one does, and leads to the service itself unless the file has such a rule. */
    static Draft router(Component component, RenderContext context, Drafts drafts) {
        Draft draft = entry("ServiceRouter", component, context, drafts);
        draft.after(routableDefaults(component, context, drafts));
        if (!RouteTrait.catchesAll(component, context)) {
            Value service = component.name();
            draft.list("/spec/routes").item("default", Integer.MAX_VALUE).fallback("/destination/service", service);
        }
        return draft;
    }

    private static Draft entry(String kind, Component component, RenderContext context, Drafts drafts) {
        return drafts.draft(
                VERSION, kind, context.namespaceOf(component), component.name().text());
    }
}
