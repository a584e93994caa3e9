// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.traits;

import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import io.meshkit.pattern.Accounts;
import io.meshkit.pattern.AddressText;
import io.meshkit.pattern.Component;
import io.meshkit.pattern.RenderContext;
import io.meshkit.pattern.Support;
import io.meshkit.pattern.Trait;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The callers of a rule: sources of which one has to fit. */
final class AccessCallers {

    private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?");

    private AccessCallers() {}

    /** Verdicts on {@code from}. */
    static List<Support> support(MapValue rule, String field, Component component, RenderContext context) {
        List<Support> support = new ArrayList<>();
        MapValue from = rule.map("from").orElse(MapValue.EMPTY);
        names(from, "identities", field, support);
        names(from, "namespaces", field, support);
        support.addAll(Accounts.unusable(
                from.list("services").orElse(ListValue.EMPTY), field + "/services", component, context));
        if (isPlain(component)) {
            for (String part : List.of("identities", "namespaces", "services")) {
                if (from.has(part)) {
                    support.add(Support.none(
                            field + "/" + part,
                            "mTLS is disabled on " + component.key() + ", and without it Istio knows no caller",
                            "set mTLS to strict or permissive, or name callers by cidrs"));
                }
            }
        }
        ListValue cidrs = from.list("cidrs").orElse(ListValue.EMPTY);
        for (int i = 0; i < cidrs.size(); i++) {
            if (!AddressText.isAddressOrBlock(cidrs.get(i).toString())) {
                support.add(Support.none(
                        field + "/cidrs/" + i,
                        "\"" + cidrs.get(i) + "\" is no address and no block of addresses",
                        "write an address, or one with the length of its prefix, such as 10.0.0.0/8"));
            }
        }
        return support;
    }

    /** Whether callers of the component are asked for no certificate. */
    private static boolean isPlain(Component component) {
        return component.traits().stream()
                .anyMatch(trait -> trait.name().equals("mTLS")
                        && trait.map().text("policy").filter("disable"::equals).isPresent());
    }

    /**
     * What rules that deny by name miss: who calls without mutual TLS has no name, and gets in where something lets in callers without
     * one.
     */
    static List<Support> unnamed(Trait trait, Component component, RenderContext context) {
        List<Support> support = new ArrayList<>();
        ListValue rules = trait.map().list("rules").orElse(ListValue.EMPTY);
        boolean open = trait.map().text("default").filter("deny"::equals).isEmpty()
                || rules.items().stream()
                        .map(RouteTrait::map)
                        .anyMatch(rule -> !AccessTrait.denies(rule) && !namesCallers(rule));
        if (!open || isPlain(component) || MutualTlsTrait.isStrict(component, context)) {
            return support;
        }
        for (int i = 0; i < rules.size(); i++) {
            MapValue rule = RouteTrait.map(rules.get(i));
            if (AccessTrait.denies(rule) && namesCallers(rule)) {
                support.add(Support.partial(
                        "/rules/" + i + "/from",
                        "callers without mutual TLS have no name, so this rule does not keep them out",
                        "set mTLS: { policy: strict } on the service, its Namespace or the Mesh"));
            }
        }
        return support;
    }

    private static boolean namesCallers(MapValue rule) {
        MapValue from = rule.map("from").orElse(MapValue.EMPTY);
        return List.of("identities", "namespaces", "services").stream().anyMatch(from::has) && !from.has("cidrs");
    }

    private static void names(MapValue from, String part, String field, List<Support> support) {
        ListValue written = from.list(part).orElse(ListValue.EMPTY);
        for (int i = 0; i < written.size(); i++) {
            String[] names = written.get(i).toString().split("/", part.equals("identities") ? 2 : 1);
            if (!List.of(names).stream().allMatch(AccessCallers::isName)) {
                support.add(Support.none(
                        field + "/" + part + "/" + i,
                        "\"" + written.get(i) + "\" is no name of Kubernetes, and Istio reads a * in it as a wildcard",
                        "write names of lower-case letters, digits and hyphens"));
            }
        }
    }

    private static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    /** The sources as Istio writes them. */
    static ListValue render(MapValue from, Component component, RenderContext context) {
        List<Value> principals = new ArrayList<>();
        for (Value identity : from.list("identities").orElse(ListValue.EMPTY)) {
            String[] parts = identity.toString().split("/", 2);
            principals.add(principal(parts[0], parts[parts.length - 1], identity));
        }
        for (Value service : from.list("services").orElse(ListValue.EMPTY)) {
            for (String identity : Accounts.meant(service, component, context)) {
                String[] parts = identity.split("/", 2);
                principals.add(principal(parts[0], parts[1], service));
            }
        }
        List<Value> sources = new ArrayList<>();
        source("principals", principals, sources);
        source("namespaces", from.list("namespaces").orElse(ListValue.EMPTY).items(), sources);
        source("ipBlocks", from.list("cidrs").orElse(ListValue.EMPTY).items(), sources);
        return ListValue.of(sources).at(from);
    }

    private static void source(String field, List<Value> values, List<Value> sources) {
        if (!values.isEmpty()) {
            sources.add(MapValue.of("source", MapValue.of(field, ListValue.of(values))));
        }
    }

    // istio/istio:pilot/pkg/security/trustdomain/bundle.go, ReplaceTrustDomainAliases: cluster.local is the mesh's own
    // trust domain and its aliases, whatever they are called; a wildcard would let in foreign ones
    private static Value principal(String namespace, String account, Value writtenAt) {
        return TextValue.of("cluster.local/ns/" + namespace + "/sa/" + account).at(writtenAt);
    }
}
