// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.catalog;

import io.meshkit.core.internal.catalog.ProviderDiscovery.Found;
import io.meshkit.spi.Provider;
import io.meshkit.spi.ProviderCatalog;
import io.meshkit.spi.ProviderFailure;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Decides which of the providers found count: those the application gave win, then the highest priority of each id. Two that claim the
 * same id with the same priority both lose, since any choice between them would be chance.
 *
 * @param <P> the provider interface
 */
final class ProviderSelection<P extends Provider> {

    private final Class<P> service;
    private final List<Chosen<P>> chosen = new ArrayList<>();
    private final List<ProviderCatalog.Skipped> skipped = new ArrayList<>();
    private final List<ProviderFailure> failures = new ArrayList<>();

    /** A provider that counts, and those it took the place of, the next best first. */
    record Chosen<P extends Provider>(Found<P> found, List<Found<P>> losers) {

        Optional<String> replaces() {
            return losers.stream().findFirst().map(Found::className);
        }

        /** Who counts when this one cannot be put to work; nobody when two have the same claim. */
        Optional<Chosen<P>> next() {
            boolean clear = losers.size() == 1
                    || losers.size() > 1
                            && losers.get(0).priority() != losers.get(1).priority();
            return clear
                    ? Optional.of(new Chosen<>(losers.get(0), losers.subList(1, losers.size())))
                    : Optional.empty();
        }
    }

    ProviderSelection(Class<P> service, List<Found<P>> given, List<Found<P>> discovered, Set<String> excluded) {
        this.service = service;
        Map<String, List<Found<P>>> byId = new TreeMap<>();
        for (Found<P> found : discovered) {
            if (excluded.contains(found.id()) || excluded.contains(found.className())) {
                skip(found, "excluded by the application");
            } else {
                byId.computeIfAbsent(found.id(), id -> new ArrayList<>()).add(found);
            }
        }
        Map<String, Found<P>> own = new TreeMap<>();
        for (Found<P> found : given) {
            Found<P> earlier = own.put(found.id(), found);
            if (earlier != null) {
                skip(earlier, "replaced by " + found.className() + ", which the application gave later");
            }
            byId.computeIfAbsent(found.id(), id -> new ArrayList<>());
        }
        byId.forEach((id, rivals) -> choose(rivals, Optional.ofNullable(own.get(id))));
    }

    List<Chosen<P>> chosen() {
        return chosen;
    }

    List<ProviderCatalog.Skipped> skipped() {
        return skipped;
    }

    List<ProviderFailure> failures() {
        return failures;
    }

    private void choose(List<Found<P>> rivals, Optional<Found<P>> given) {
        List<Found<P>> ranked = rivals.stream()
                .sorted(Comparator.comparing((Found<P> found) -> -found.priority())
                        .thenComparing(Found::className))
                .toList();
        if (given.isPresent()) {
            win(given.get(), ranked, "which the application gave");
            return;
        }
        if (ranked.size() > 1 && ranked.get(0).priority() == ranked.get(1).priority()) {
            duplicate(ranked);
            return;
        }
        win(ranked.get(0), ranked.subList(1, ranked.size()), "which has a higher priority");
    }

    private void win(Found<P> winner, List<Found<P>> losers, String why) {
        losers.forEach(loser -> skip(loser, "replaced by " + winner.className() + ", " + why));
        chosen.add(new Chosen<>(winner, List.copyOf(losers)));
    }

    private void duplicate(List<Found<P>> ranked) {
        int priority = ranked.get(0).priority();
        List<Found<P>> equals =
                ranked.stream().filter(found -> found.priority() == priority).toList();
        String names = equals.stream()
                .map(found -> found.className() + " in " + (found.location().isEmpty() ? "?" : found.location()))
                .reduce((one, other) -> one + " and " + other)
                .orElseThrow();
        for (Found<P> found : ranked) {
            if (found.priority() == priority) {
                failures.add(new ProviderFailure(
                        CatalogCodes.DUPLICATE,
                        service.getName(),
                        found.className(),
                        found.location(),
                        "Two providers claim the id \"" + found.id() + "\" with priority " + priority + ": " + names
                                + ". Remove one jar, exclude one class, or give one a higher priority.",
                        Optional.empty()));
            } else {
                skip(found, "others with a higher priority claim the id \"" + found.id() + "\"");
            }
        }
    }

    private void skip(Found<P> found, String reason) {
        skipped.add(new ProviderCatalog.Skipped(service.getName(), found.id(), found.className(), reason));
    }
}
