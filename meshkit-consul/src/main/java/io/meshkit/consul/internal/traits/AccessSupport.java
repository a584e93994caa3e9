// SPDX-License-Identifier: Apache-2.0
package io.meshkit.consul.internal.traits;

import io.meshkit.document.JsonPointer;
import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.Value;
import io.meshkit.pattern.Component;
import io.meshkit.pattern.RenderContext;
import io.meshkit.pattern.ServiceProtocol;
import io.meshkit.pattern.Support;
import io.meshkit.pattern.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What intentions of Consul cannot express of a rule (hashicorp/consul:agent/structs/config_entry_intentions.go). */
final class AccessSupport {

    private AccessSupport() {}

    /** Verdicts on the fields of a rule; on the rule too when a field of it cannot be done, since it is left out then. */
    static List<Support> of(MapValue rule, String field, Component component, RenderContext context) {
        List<Support> support = new ArrayList<>();
        if (rule.has("name")) {
            support.add(
                    Support.partial(field + "/name", "permissions of Consul have no names; it stays in the file", ""));
        }
        if (rule.has("action")) {
            support.add(said(field + "/action"));
        }
        rule.map("from").ifPresent(from -> from(from, field + "/from", component, context, support));
        boolean denies = rule.text("action").orElse("allow").equals("deny");
        rule.map("to").ifPresent(to -> to(to, field + "/to", component, support));
        rule.map("to").filter(to -> denies).ifPresent(to -> denied(to, field + "/to", support));
        if (!RouteSupport.isRendered(support)) {
            support.add(Support.none(
                    field,
                    "the rule is left out, since without that part it would mean something else",
                    "change that part, or leave the rule out"));
        }
        // what no rule speaks of falls to the default with the rule and without it, so only refusals are missed
        return denies ? support : support.stream().map(Support::harmless).toList();
    }

    /** A setting that decides how others are written and has no value of its own in the object. */
    static Support said(String field) {
        return new Support(JsonPointer.parse(field), Verdict.NATIVE, "", "");
    }

    private static void from(
            MapValue from, String field, Component component, RenderContext context, List<Support> support) {
        ListValue services = from.list("services").orElse(ListValue.EMPTY);
        for (int i = 0; i < services.size(); i++) {
            boolean isName = ConsulTargets.isName(
                    Callers.name(services.get(i), component, context).text());
            support.add(
                    isName
                            ? said(field + "/services/" + i)
                            : Support.none(
                                    field + "/services/" + i,
                                    "\"" + services.get(i) + "\" is no name of a service of Consul, which is letters,"
                                            + " digits, hyphens and underscores",
                                    "name a service of Consul, or the key of one in the pattern"));
        }
        ListValue identities = from.list("identities").orElse(ListValue.EMPTY);
        for (int i = 0; i < identities.size(); i++) {
            support.add(identity(identities.get(i), field + "/identities/" + i, context));
        }
        if (from.has("namespaces")) {
            support.add(Support.none(
                    field + "/namespaces",
                    "Consul's Community Edition has no namespaces",
                    "name the services that call, under from.services"));
        }
        if (from.has("cidrs")) {
            support.add(Support.none(
                    field + "/cidrs",
                    "intentions of Consul know callers by their identity, not by their address",
                    "name the services that call, under from.services"));
        }
    }

    private static Support identity(Value identity, String field, RenderContext context) {
        List<Component> bearers = AccessRule.bearers(identity.toString(), context);
        String names = bearers.stream().map(one -> one.name().text()).collect(Collectors.joining(", "));
        return !bearers.isEmpty()
                ? Support.partial(
                        field,
                        "the identity that Consul knows is the service, so what runs as that account in the pattern"
                                + " stands for it: " + names,
                        "write from.services")
                : Support.none(
                        field,
                        "the identity that Consul knows is the service, and no service of the pattern runs as "
                                + identity,
                        "write from.services, or add the service with its serviceAccount to the pattern");
    }

    /** What a rule that keeps callers out would let slip. */
    private static void denied(MapValue to, String field, List<Support> support) {
        ListValue headers = to.list("headers").orElse(ListValue.EMPTY);
        for (int i = 0; i < headers.size(); i++) {
            if (Comparison.missesAbsence(RouteTrait.map(headers.get(i)))) {
                support.add(Support.none(
                        field + "/headers/" + i,
                        "Envoy does not count a request without the header as one that has it otherwise, so it would"
                                + " get in",
                        "deny by default, and allow by the header"));
            }
        }
        if (to.has("paths")) {
            support.add(Support.partial(
                    field + "/paths",
                    "Envoy compares paths as the caller spelled them, so //admin and %2fadmin are other paths than"
                            + " /admin",
                    "let an entry of the kind mesh normalise requests (http.incoming.requestNormalization)"));
        }
    }

    private static void to(MapValue to, String field, Component component, List<Support> support) {
        if (ServiceProtocol.isOpaque(component) && !to.isEmpty()) {
            support.add(Support.none(
                    field,
                    "Consul looks into HTTP requests, and settings.protocol says tcp",
                    "allow or deny the caller as a whole, or set settings.protocol if the service speaks HTTP"));
            return;
        }
        if (to.has("ports")) {
            support.add(Support.none(
                    field + "/ports",
                    "intentions of Consul are those of a service, whatever its ports are",
                    "register each port as a service of its own"));
        }
        ListValue headers = to.list("headers").orElse(ListValue.EMPTY);
        for (int i = 0; i < headers.size(); i++) {
            support.addAll(Comparison.onHeader(RouteTrait.map(headers.get(i)), field + "/headers/" + i));
        }
        support.addAll(RequestMatch.onMethods(to, field));
    }
}
