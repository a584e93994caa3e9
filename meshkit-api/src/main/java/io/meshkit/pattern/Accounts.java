// SPDX-License-Identifier: Apache-2.0
package io.meshkit.pattern;

import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The service accounts that the pods of a service run as, by which a mesh knows who calls.
 *
 * @param names their names, in the namespace of the service: those that {@code settings.serviceAccount} and the workloads of the pattern
 *     whose pods the service selects say; the name of the service when nothing says any
 * @param isAssumed whether nothing in the pattern says so
 * @since 0.1.0
 */
public record Accounts(List<String> names, boolean isAssumed) {

    private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?");

    /** Copies the names. */
    public Accounts {
        names = List.copyOf(names);
    }

    /**
     * The accounts of a service of the pattern.
     *
     * @param service a component that is a {@code Service}
     * @param context the surroundings
     * @return at least one
     */
    public static Accounts of(Component service, RenderContext context) {
        Set<String> names = new LinkedHashSet<>();
        service.settings()
                .text("serviceAccount")
                .filter(account -> !service.isA("Application"))
                .ifPresent(names::add);
        MapValue selector = service.settings().map("selector").orElse(MapValue.EMPTY);
        String namespace = context.namespaceOf(service);
        for (Component other : context.pattern().components()) {
            boolean itself = other.key().equals(service.key());
            PodTemplate.of(other, context).stream()
                    .filter(pods -> itself || pods.isSelectedBy(selector, namespace))
                    .forEach(pods -> names.add(pods.account()));
        }
        return names.isEmpty()
                ? new Accounts(List.of(service.name().text()), true)
                : new Accounts(List.copyOf(names), false);
    }

    /**
     * What meshes that know callers by their accounts take for granted where rules name services.
     *
     * @param access an {@code access} trait
     * @param context the surroundings
     * @return verdicts on those services of which the pattern does not say the account, once for each: partial where a wrong guess would let
     *     a caller in that a rule denies, and where the service is none of the pattern; emulated where it would keep one out
     */
    public static List<Support> assumed(Trait access, RenderContext context) {
        List<Support> support = new ArrayList<>();
        Set<String> told = new HashSet<>();
        ListValue rules = access.map().list("rules").orElse(ListValue.EMPTY);
        for (int i = 0; i < rules.size(); i++) {
            MapValue rule = rules.get(i) instanceof MapValue map ? map : MapValue.EMPTY;
            boolean denies = rule.text("action").filter("deny"::equals).isPresent();
            ListValue services =
                    rule.map("from").flatMap(from -> from.list("services")).orElse(ListValue.EMPTY);
            for (int j = 0; j < services.size(); j++) {
                String field = "/rules/" + i + "/from/services/" + j;
                assumed(services.get(j), denies, field, context)
                        .filter(one -> told.add(one.verdict() + one.reason()))
                        .ifPresent(support::add);
            }
        }
        return support;
    }

    private static Optional<Support> assumed(Value service, boolean denies, String field, RenderContext context) {
        Optional<Component> known =
                context.pattern().component(service.toString()).filter(component -> component.isA("Service"));
        if (known.isEmpty()) {
            return NAME.matcher(service.toString()).matches()
                    ? Optional.of(Support.partial(
                            field,
                            "\"" + service + "\" is no service of the pattern; its pods are taken to run as the"
                                    + " service account of that name in the same namespace",
                            "add it to the pattern as a Service, or name the account under identities"))
                    : Optional.empty();
        }
        if (!of(known.get(), context).isAssumed()) {
            return Optional.empty();
        }
        String reason = "nothing in the pattern says as which service account the pods of \"" + service
                + "\" run, so they are taken to run as " + known.get().name()
                + (denies ? ", and under another one they would get in" : "");
        String way = "add settings.serviceAccount to it, or what runs its pods to the pattern";
        return Optional.of(denies ? Support.partial(field, reason, way) : Support.emulated(field, reason + "; " + way));
    }
}
