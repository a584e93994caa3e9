// SPDX-License-Identifier: Apache-2.0
package io.meshkit.pattern;

import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

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
    private static final int MOST_NAMED = 5;

    /** Copies the names. */
    public Accounts {
        names = List.copyOf(names);
    }

    /**
     * The accounts that a rule means by a service.
     *
     * @param service the service as the rule names it
     * @param component the component whose rule it is
     * @param context the surroundings
     * @return the accounts, written {@code NAMESPACE/NAME}; for a service that is none of the pattern the one of its name in the namespace of
     *     the component; at least one
     */
    public static List<String> meant(Value service, Component component, RenderContext context) {
        Optional<Component> known = context.pattern().service(service.toString(), component);
        String namespace = context.namespaceOf(known.orElse(component));
        return known
                .map(one -> context.accounts().of(one).names())
                .orElseGet(() -> List.of(service.toString()))
                .stream()
                .map(account -> namespace + "/" + account)
                .toList();
    }

    /**
     * What no rule can be written for: accounts that are no names of Kubernetes, which a mesh may read as wildcards.
     *
     * @param services the services as a rule names them
     * @param field the way to them
     * @param component the component whose rule it is
     * @param context the surroundings
     * @return a verdict of none on each that has such an account
     */
    public static List<Support> unusable(ListValue services, String field, Component component, RenderContext context) {
        List<Support> support = new ArrayList<>();
        for (int i = 0; i < services.size(); i++) {
            for (String identity : meant(services.get(i), component, context)) {
                String[] parts = identity.split("/", 2);
                if (!NAME.matcher(parts[0]).matches() || !NAME.matcher(parts[1]).matches()) {
                    support.add(Support.none(
                            field + "/" + i,
                            "\"" + services.get(i) + "\" stands for the service account \"" + parts[1]
                                    + "\" of namespace \"" + parts[0]
                                    + "\", which is no name of Kubernetes, and meshes read a * in it as a wildcard",
                            "write names of lower-case letters, digits and hyphens"));
                    break;
                }
            }
        }
        return support;
    }

    /**
     * What meshes that know callers by their accounts take for granted where rules name services.
     *
     * @param access an {@code access} trait
     * @param component the component that it is set on
     * @param context the surroundings
     * @return verdicts, once for each reason, on services of which the pattern does not say the account, on those that are none of the
     *     pattern, and on those whose account others run as too: partial where a caller may get in that the rules keep out, emulated where
     *     one may be kept out
     */
    public static List<Support> assumed(Trait access, Component component, RenderContext context) {
        List<Support> support = new ArrayList<>();
        Set<String> told = new HashSet<>();
        ListValue rules = access.map().list("rules").orElse(ListValue.EMPTY);
        boolean isOpen = access.map().text("default").filter("allow"::equals).isPresent();
        for (int i = 0; i < rules.size(); i++) {
            MapValue rule = rules.get(i) instanceof MapValue map ? map : MapValue.EMPTY;
            boolean denies = rule.text("action").filter("deny"::equals).isPresent();
            MapValue from = rule.map("from").orElse(MapValue.EMPTY);
            ListValue services = from.list("services").orElse(ListValue.EMPTY);
            List<Support> found = new ArrayList<>();
            for (int j = 0; j < services.size(); j++) {
                String field = "/rules/" + i + "/from/services/" + j;
                assumed(services.get(j), denies, field, component, context).ifPresent(found::add);
                if (denies || !isOpen) {
                    found.addAll(shared(services.get(j), from, denies, field, component, context));
                }
            }
            found.stream().filter(one -> told.add(one.verdict() + one.reason())).forEach(support::add);
        }
        return support;
    }

    private static Optional<Support> assumed(
            Value service, boolean denies, String field, Component component, RenderContext context) {
        Optional<Component> known = context.pattern().service(service.toString(), component);
        if (known.isEmpty()) {
            return NAME.matcher(service.toString()).matches()
                    ? Optional.of(unknown(service.toString(), field, context))
                    : Optional.empty();
        }
        if (!context.accounts().of(known.get()).isAssumed()) {
            return Optional.empty();
        }
        String reason = "nothing in the pattern says as which service account the pods of \"" + service
                + "\" run, so they are taken to run as " + known.get().name()
                + (denies ? ", and under another one they would get in" : "");
        String way = "add settings.serviceAccount to it, or what runs its pods to the pattern";
        return Optional.of(denies ? Support.partial(field, reason, way) : Support.emulated(field, reason + "; " + way));
    }

    private static Support unknown(String service, String field, RenderContext context) {
        List<String> own = context.accounts().ofWorkload(service);
        boolean isAmbiguous = context.pattern().components().stream()
                .anyMatch(other -> other.isA("Service") && other.name().text().equals(service));
        String what = isAmbiguous
                ? "the name of several services of the pattern"
                : own.isEmpty() ? "no service of the pattern" : "a workload of the pattern and no service";
        String way = isAmbiguous
                ? "name it by its key"
                : own.isEmpty()
                        ? "add it to the pattern as a Service, or name the account under identities"
                        : "add a Service that selects its pods, or name under identities what they run as: "
                                + String.join(", ", own);
        return Support.partial(
                field,
                "\"" + service + "\" is " + what
                        + "; its pods are taken to run as the service account of that name in the same namespace",
                way);
    }

    /** A rule that names a service holds for all that run as its account. */
    private static List<Support> shared(
            Value service, MapValue from, boolean denies, String field, Component component, RenderContext context) {
        Optional<Component> known = context.pattern().service(service.toString(), component);
        Set<String> namespaces =
                Set.copyOf(from.list("namespaces").orElse(ListValue.EMPTY).texts());
        if (known.isEmpty() || namespaces.contains(context.namespaceOf(known.get()))) {
            return List.of();
        }
        List<Component> named = from.list("services").orElse(ListValue.EMPTY).items().stream()
                .flatMap(one -> context.pattern().service(one.toString(), component).stream())
                .toList();
        List<Support> support = new ArrayList<>();
        for (String identity : meant(service, component, context)) {
            SortedSet<String> others = context.accounts().others(identity, named);
            boolean isDefault = identity.endsWith("/" + ComponentPods.DEFAULT_ACCOUNT);
            if (others.isEmpty() && !isDefault) {
                continue;
            }
            String who = isDefault
                    ? "all other pods of that namespace that name none"
                            + (others.isEmpty() ? "" : ", those of " + listed(others) + " among them")
                    : "those of " + listed(others);
            String reason = "the pods of \"" + service + "\" run as the service account " + identity + ", and so do "
                    + who + ", which " + (denies ? "are kept out" : "get in") + " as well";
            String way = "give the pods of \"" + service + "\" a service account of their own";
            support.add(denies ? Support.emulated(field, reason + "; " + way) : Support.partial(field, reason, way));
        }
        return support;
    }

    private static String listed(SortedSet<String> keys) {
        String first = keys.stream().limit(MOST_NAMED).collect(Collectors.joining(", "));
        return keys.size() <= MOST_NAMED ? first : first + " and " + (keys.size() - MOST_NAMED) + " more";
    }
}
