// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.traits;

import io.meshkit.document.BooleanValue;
import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.NumberValue;
import io.meshkit.document.Value;
import io.meshkit.pattern.Component;
import io.meshkit.pattern.DraftNode;
import io.meshkit.pattern.Support;
import io.meshkit.pattern.Trait;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Places near the caller first. What Istio refuses is said here by the same rules
 * (istio/istio:pkg/config/validation/agent/validation.go, ValidateLocalityLbSetting and validateLocalities).
 */
final class LocalityPreference {

    private static final String PREFER = "prefer";
    private static final String FAILOVER = "failover";
    private static final String DISTRIBUTE = "distribute";

    private LocalityPreference() {}

    /** Verdicts on {@code locality}. */
    static List<Support> support(Trait trait, Component component) {
        List<Support> support = new ArrayList<>();
        MapValue locality = locality(trait);
        boolean off = locality.get(PREFER).filter(BooleanValue.FALSE::equals).isPresent();
        for (String part : List.of(FAILOVER, DISTRIBUTE)) {
            if (off && locality.has(part)) {
                support.add(Support.none(
                        "/locality/" + part,
                        "prefer: false switches all of localityLbSetting off",
                        "leave prefer or " + part + " out"));
            }
        }
        if (!off) {
            // istio/istio:pilot/pkg/networking/core/loadbalancer/loadbalancer.go: priorities are set with outlier
            // detection only
            for (String part : locality.has(DISTRIBUTE) ? List.of(FAILOVER) : List.of(PREFER, FAILOVER)) {
                if (locality.has(part) && !hasBreaker(component)) {
                    support.add(Support.none(
                            "/locality/" + part,
                            "Istio turns to other places by what outlier detection finds, and the service has none",
                            "add circuitBreaker to the service"));
                }
            }
            failover(locality, support);
            distribute(locality, support);
        }
        return support;
    }

    private static MapValue locality(Trait trait) {
        return trait.map().map("locality").orElse(MapValue.EMPTY);
    }

    private static boolean hasBreaker(Component component) {
        return component.traits().stream().anyMatch(trait -> trait.name().equals("circuitBreaker"));
    }

    private static void failover(MapValue locality, List<Support> support) {
        ListValue failovers = locality.list(FAILOVER).orElse(ListValue.EMPTY);
        for (int i = 0; i < failovers.size(); i++) {
            if (!isFailover(failovers.get(i))) {
                support.add(Support.none(
                        "/locality/failover/" + i,
                        "Istio fails over from one region to another, without zones and wildcards",
                        "write two regions that differ"));
            }
        }
        if (failovers.size() > 0 && locality.has(DISTRIBUTE)) {
            support.add(Support.none(
                    "/locality/distribute",
                    "a DestinationRule distributes over places or fails over between them, not both",
                    "leave distribute or failover out"));
        }
    }

    private static boolean isFailover(Value failover) {
        String from = RouteTrait.map(failover).text("from").orElse("");
        String to = RouteTrait.map(failover).text("to").orElse("");
        return !from.equals(to) && (from + to).chars().noneMatch(letter -> letter == '/' || letter == '*');
    }

    private static void distribute(MapValue locality, List<Support> support) {
        ListValue distributes = locality.list(DISTRIBUTE).orElse(ListValue.EMPTY);
        List<String> from = new ArrayList<>();
        for (int i = 0; i < distributes.size(); i++) {
            MapValue shares = shares(distributes.get(i));
            from.add(RouteTrait.map(distributes.get(i)).text("from").orElse(""));
            if (!areShares(shares)) {
                support.add(Support.none(
                        "/locality/distribute/" + i,
                        "shares in Istio are 1 to 100, and those of one place sum to 100",
                        "leave places with 0 out and make the rest sum to 100"));
            } else if (overlap(shares.keys())) {
                support.add(Support.none(
                        "/locality/distribute/" + i,
                        "places in Istio do not overlap, and a * stands at the end only",
                        "name each place once, without one around it"));
            }
        }
        if (overlap(from)) {
            support.add(Support.none(
                    "/locality/distribute",
                    "places in Istio do not overlap, and a * stands at the end only",
                    "name each place once under from, without one around it"));
        }
    }

    private static boolean isDistribution(Value distribute) {
        return areShares(shares(distribute)) && !overlap(shares(distribute).keys());
    }

    private static MapValue shares(Value distribute) {
        return RouteTrait.map(distribute).map("to").orElse(MapValue.EMPTY);
    }

    private static boolean areShares(MapValue shares) {
        long sum = 0;
        for (MapValue.Entry share : shares) {
            long percent = share.value() instanceof NumberValue number
                    ? number.asLong().orElse(0)
                    : 0;
            if (percent < 1 || percent > 100) {
                return false;
            }
            sum += percent;
        }
        return sum == 100;
    }

    private static boolean overlap(Iterable<String> places) {
        List<String> before = new ArrayList<>();
        for (String written : places) {
            String place = written.endsWith("*") ? written.substring(0, written.length() - 1) : written + "/";
            if (place.contains("*") || place.startsWith("/") || place.contains("//")) {
                return true;
            }
            for (String other : before) {
                if (place.startsWith(other) || other.startsWith(place)) {
                    return true;
                }
            }
            before.add(place);
        }
        return false;
    }

    /** Writes what {@link #support} has no objection to. */
    static void render(Trait trait, DraftNode rule, String setting) {
        MapValue locality = locality(trait);
        locality.get(PREFER).ifPresent(value -> rule.set(setting + "/enabled", value));
        items(locality, FAILOVER, LocalityPreference::isFailover, rule, setting);
        items(locality, DISTRIBUTE, LocalityPreference::isDistribution, rule, setting);
    }

    private static void items(
            MapValue locality, String part, Predicate<Value> isSound, DraftNode rule, String setting) {
        ListValue written = locality.list(part).orElse(ListValue.EMPTY);
        List<Value> sound = written.items().stream().filter(isSound).toList();
        if (!sound.isEmpty()) {
            rule.set(setting + "/" + part, ListValue.of(sound).at(written));
        }
    }
}
