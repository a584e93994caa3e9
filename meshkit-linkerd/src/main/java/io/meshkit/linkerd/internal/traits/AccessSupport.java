// SPDX-License-Identifier: Apache-2.0
package io.meshkit.linkerd.internal.traits;

import io.meshkit.document.JsonPointer;
import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.Value;
import io.meshkit.pattern.Accounts;
import io.meshkit.pattern.AddressText;
import io.meshkit.pattern.Component;
import io.meshkit.pattern.RenderContext;
import io.meshkit.pattern.ServiceProtocol;
import io.meshkit.pattern.Support;
import io.meshkit.pattern.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What the policies of Linkerd cannot express of a rule. A rule that can be expressed in part only is left out whole: without one of its
 * conditions it would hold for more than was asked.
 */
final class AccessSupport {

    private static final List<String> OF_HTTP = List.of("methods", "paths", "headers");
    private static final int LONGEST_PATH = 1_024;
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?");

    private AccessSupport() {}

    /** Verdicts on the fields of a rule; on the rule too when a field of it cannot be done. */
    static List<Support> of(MapValue rule, String field, Component component, RenderContext context) {
        List<Support> support = new ArrayList<>();
        if (rule.has("name")) {
            support.add(Support.partial(
                    field + "/name", "policies of Linkerd have names of their own; this one is for readers", ""));
        }
        if (rule.has("action")) {
            support.add(said(field + "/action"));
        }
        rule.map("from").ifPresent(from -> {
            from(from, field + "/from", support);
            support.addAll(Accounts.unusable(
                    from.list("services").orElse(ListValue.EMPTY), field + "/from/services", component, context));
        });
        rule.map("to").ifPresent(to -> to(to, field + "/to", component, support));
        if (!RouteSupport.isRendered(support)) {
            support.add(Support.none(
                    field, "a rule that cannot be kept whole is left out whole", "write what Linkerd can tell apart"));
        }
        return support;
    }

    /** A setting that decides how others are written and has no value of its own in an object. */
    static Support said(String field) {
        return new Support(JsonPointer.parse(field), Verdict.NATIVE, "", "");
    }

    /** A rule that decides on how others are written: the verdict on it, and that its callers and requests are told by that. */
    static List<Support> told(Support verdict, MapValue rule) {
        List<Support> support = new ArrayList<>(List.of(verdict));
        for (String part : List.of("from", "to")) {
            MapValue settings = rule.map(part).orElse(MapValue.EMPTY);
            support.addAll(told(settings, verdict.field() + "/" + part));
        }
        return support;
    }

    /** Lists whose items are told by objects that several rules may share. */
    private static List<Support> told(MapValue settings, String field) {
        List<Support> support = new ArrayList<>();
        for (MapValue.Entry entry : settings) {
            support.add(said(field + "/" + entry.key()));
            ListValue items = settings.list(entry.key()).orElse(ListValue.EMPTY);
            for (int i = 0; i < items.size(); i++) {
                if (items.get(i) instanceof MapValue) {
                    support.add(said(field + "/" + entry.key() + "/" + i));
                }
            }
        }
        return support;
    }

    private static void from(MapValue from, String field, List<Support> support) {
        for (String part : List.of("identities", "namespaces")) {
            ListValue written = from.list(part).orElse(ListValue.EMPTY);
            for (int i = 0; i < written.size(); i++) {
                name(written.get(i), part, field + "/" + part + "/" + i, support);
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
    }

    private static void name(Value written, String part, String field, List<Support> support) {
        String[] names = written.toString().split("/", part.equals("identities") ? 2 : 1);
        if (!List.of(names).stream().allMatch(name -> NAME.matcher(name).matches())) {
            support.add(Support.none(
                    field,
                    "\"" + written + "\" is no name of Kubernetes",
                    "write names of lower-case letters, digits and hyphens"));
        }
    }

    private static void to(MapValue to, String field, Component component, List<Support> support) {
        for (String part : OF_HTTP) {
            if (to.has(part) && ServiceProtocol.isOpaque(component)) {
                support.add(Support.none(
                        field + "/" + part,
                        "Linkerd looks into HTTP requests, and settings.protocol says tcp",
                        "use from and to.ports"));
            }
        }
        support.addAll(told(to, field));
        ListValue paths = to.list("paths").orElse(ListValue.EMPTY);
        for (int i = 0; i < paths.size(); i++) {
            if (paths.get(i).toString().length() > LONGEST_PATH / 2) {
                support.add(Support.none(
                        field + "/paths/" + i,
                        "an HTTPRoute takes paths and expressions of at most 1024 characters",
                        "write a shorter one"));
            }
        }
        to.list("headers")
                .ifPresent(headers -> support.addAll(Comparison.HEADERS.support(headers, field + "/headers")));
        support.addAll(RequestMatch.onMethods(to, field));
    }
}
