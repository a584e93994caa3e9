// SPDX-License-Identifier: Apache-2.0
package io.meshkit.linkerd.internal.traits;

import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import io.meshkit.pattern.Accounts;
import io.meshkit.pattern.Component;
import io.meshkit.pattern.RenderContext;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The callers that a rule speaks of: any of those named. Immutable.
 *
 * @param isAnyone whether it names none, which means everybody
 * @param accounts service accounts, written {@code NAMESPACE/NAME}
 * @param namespaces namespaces, for all their service accounts
 * @param blocks addresses and blocks of them, whoever calls from there
 */
record AccessCallers(boolean isAnyone, List<Value> accounts, List<Value> namespaces, List<Value> blocks) {

    /** The callers of a rule. */
    static AccessCallers of(MapValue rule, Component component, RenderContext context) {
        MapValue from = rule.map("from").orElse(MapValue.EMPTY);
        List<Value> accounts = new ArrayList<>(items(from, "identities"));
        items(from, "services").forEach(service -> accounts.addAll(accounts(service, component, context)));
        return new AccessCallers(
                from.isEmpty(), List.copyOf(accounts), items(from, "namespaces"), items(from, "cidrs"));
    }

    private static List<Value> items(MapValue from, String key) {
        return from.list(key).orElse(ListValue.EMPTY).items();
    }

    private static List<Value> accounts(Value service, Component component, RenderContext context) {
        return Accounts.meant(service, component, context).stream()
                .map(identity -> (Value) TextValue.of(identity).at(service))
                .toList();
    }

    /**
     * These callers without some others. Who calls from an address, or as any account of a namespace, is not known beforehand; where that
     * would matter, the rest cannot be told.
     *
     * @return the rest, which may be nobody; empty when it cannot be told
     */
    Optional<AccessCallers> without(AccessCallers others) {
        if (others.isAnyone) {
            return Optional.of(new AccessCallers(false, List.of(), List.of(), List.of()));
        }
        if (isAnyone || !blocks.isEmpty() || !others.blocks.isEmpty()) {
            return Optional.empty();
        }
        Set<String> goneNamespaces = texts(others.namespaces);
        Set<String> goneAccounts = texts(others.accounts);
        List<Value> keptNamespaces = namespaces.stream()
                .filter(namespace -> !goneNamespaces.contains(namespace.toString()))
                .toList();
        Set<String> open = texts(keptNamespaces);
        if (goneAccounts.stream().anyMatch(account -> open.contains(namespaceOf(account)))) {
            return Optional.empty();
        }
        List<Value> keptAccounts = accounts.stream()
                .filter(account -> !goneAccounts.contains(account.toString())
                        && !goneNamespaces.contains(namespaceOf(account.toString())))
                .toList();
        return Optional.of(new AccessCallers(false, keptAccounts, keptNamespaces, List.of()));
    }

    private static Set<String> texts(List<Value> values) {
        Set<String> texts = new HashSet<>();
        values.forEach(value -> texts.add(value.toString()));
        return texts;
    }

    static String namespaceOf(String account) {
        return account.substring(0, Math.max(account.indexOf('/'), 0));
    }

    /** Whether nobody is left. */
    boolean isNobody() {
        return !isAnyone && accounts.isEmpty() && namespaces.isEmpty() && blocks.isEmpty();
    }
}
