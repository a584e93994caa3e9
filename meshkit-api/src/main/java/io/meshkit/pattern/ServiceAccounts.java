// SPDX-License-Identifier: Apache-2.0
package io.meshkit.pattern;

import io.meshkit.document.MapValue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Who runs as which service account in a pattern, on one mesh. Made once for a rendering, since every rule about callers asks for it.
 * Immutable.
 *
 * @since 0.1.0
 */
public final class ServiceAccounts {

    private record Run(String owner, ComponentPods pods) {}

    private record Known(Component service, MapValue selector, String namespace, Accounts accounts, List<Run> runs) {

        /** Whether the account is known of it apart from its pods in the pattern. */
        boolean isSaid(String account) {
            return accounts.isAssumed()
                    || !service.isA("Application")
                            && service.settings()
                                    .text("serviceAccount")
                                    .filter(account::equals)
                                    .isPresent();
        }
    }

    private final Map<String, List<Run>> runs = new HashMap<>();
    private final Map<String, Known> services = new HashMap<>();
    private final Map<String, List<Known>> bearers = new HashMap<>();

    private ServiceAccounts() {}

    /**
     * Looks through a pattern.
     *
     * @param context the surroundings
     * @return the accounts of its services
     */
    public static ServiceAccounts of(RenderContext context) {
        ServiceAccounts found = new ServiceAccounts();
        Map<String, List<Run>> byNamespace = new HashMap<>();
        for (Component component : context.pattern().components()) {
            for (ComponentPods pods : ComponentPods.of(component, context)) {
                Run run = new Run(component.key(), pods);
                byNamespace
                        .computeIfAbsent(pods.namespace(), key -> new ArrayList<>())
                        .add(run);
                found.runs
                        .computeIfAbsent(pods.namespace() + "/" + pods.account(), key -> new ArrayList<>())
                        .add(run);
            }
        }
        for (Component component : context.pattern().components()) {
            if (component.isA("Service")) {
                String namespace = context.namespaceOf(component);
                found.add(known(component, namespace, byNamespace.getOrDefault(namespace, List.of())));
            }
        }
        return found;
    }

    private static Known known(Component service, String namespace, List<Run> around) {
        Set<String> names = new LinkedHashSet<>();
        service.settings()
                .text("serviceAccount")
                .filter(account -> !service.isA("Application"))
                .ifPresent(names::add);
        MapValue selector = service.settings().map("selector").orElse(MapValue.EMPTY);
        List<Run> own = around.stream()
                .filter(run -> run.owner().equals(service.key()) || run.pods().isSelectedBy(selector, namespace))
                .toList();
        own.forEach(run -> names.add(run.pods().account()));
        Accounts accounts = names.isEmpty()
                ? new Accounts(List.of(service.name().text()), true)
                : new Accounts(List.copyOf(names), false);
        return new Known(service, selector, namespace, accounts, own);
    }

    private void add(Known known) {
        services.put(known.service().key(), known);
        known.accounts()
                .names()
                .forEach(account -> bearers.computeIfAbsent(known.namespace() + "/" + account, key -> new ArrayList<>())
                        .add(known));
    }

    /**
     * The accounts of a service of the pattern.
     *
     * @param service a component that is a {@code Service}
     * @return at least one
     * @throws IllegalArgumentException when the pattern has no such service
     */
    public Accounts of(Component service) {
        Known known = services.get(service.key());
        if (known == null) {
            throw new IllegalArgumentException(service.key() + " is no service of the pattern");
        }
        return known.accounts();
    }

    /**
     * The services whose pods run as an account.
     *
     * @param identity the account, written {@code NAMESPACE/NAME}
     * @return the services in the order of the file
     */
    public List<Component> bearers(String identity) {
        return bearers.getOrDefault(identity, List.of()).stream()
                .map(Known::service)
                .toList();
    }

    /**
     * Whether two services select pods of the pattern that are the same.
     *
     * @param one a service of the pattern
     * @param other another
     * @return true when at least one workload of the pattern makes pods of both
     */
    public boolean share(Component one, Component other) {
        Known first = services.get(one.key());
        Known second = services.get(other.key());
        return first != null
                && second != null
                && first.runs().stream().anyMatch(run -> second.runs().stream().anyMatch(same -> same == run));
    }

    /** What the pods run as that a component makes, written {@code NAMESPACE/NAME}; empty when it makes none. */
    List<String> ofWorkload(String key) {
        return runs.values().stream()
                .flatMap(List::stream)
                .filter(run -> run.owner().equals(key))
                .map(run -> run.pods().namespace() + "/" + run.pods().account())
                .sorted()
                .distinct()
                .toList();
    }

    /** The keys of components that run pods as an account, apart from those that some services select. */
    SortedSet<String> others(String identity, Collection<Component> named) {
        List<Known> meant =
                named.stream().map(service -> services.get(service.key())).toList();
        Set<Run> theirs = Collections.newSetFromMap(new IdentityHashMap<>());
        meant.forEach(known -> theirs.addAll(known.runs()));
        Set<Run> rest = Collections.newSetFromMap(new IdentityHashMap<>());
        rest.addAll(runs.getOrDefault(identity, List.of()));
        rest.removeAll(theirs);
        SortedSet<String> others = new TreeSet<>();
        rest.forEach(run -> others.add(run.owner()));
        String account = identity.substring(identity.indexOf('/') + 1);
        for (Known known : bearers.getOrDefault(identity, List.of())) {
            boolean isPart = meant.stream()
                    .anyMatch(one -> one.namespace().equals(known.namespace())
                            && ComponentPods.isWithin(known.selector(), one.selector()));
            boolean isMeant = meant.contains(known);
            if (!isMeant && (known.runs().stream().anyMatch(rest::contains) || known.isSaid(account) && !isPart)) {
                others.add(known.service().key());
            }
        }
        return others;
    }
}
