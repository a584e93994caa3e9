// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.traits;

import io.meshkit.document.MapValue;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import io.meshkit.pattern.Component;
import io.meshkit.pattern.Draft;
import io.meshkit.pattern.Drafts;
import io.meshkit.pattern.RenderContext;
import io.meshkit.pattern.ServiceProtocol;
import io.meshkit.pattern.Support;
import io.meshkit.pattern.Trait;
import io.meshkit.pattern.TraitRenderer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How an instance is chosen: the load balancer of the DestinationRule, with an algorithm or a hash
 * (istio/api:networking/v1alpha3/destination_rule.proto, LoadBalancerSettings).
 */
public final class LoadBalancerTrait implements TraitRenderer {

    private static final String BALANCER = "/spec/trafficPolicy/loadBalancer";
    private static final String HASH = BALANCER + "/consistentHash";
    private static final Map<String, String> ALGORITHMS =
            Map.of("leastRequest", "LEAST_REQUEST", "random", "RANDOM", "roundRobin", "ROUND_ROBIN");

    @Override
    public List<Support> support(Trait trait, Component component, RenderContext context) {
        List<Support> support = new ArrayList<>();
        support.add(Support.NATIVE);
        support.addAll(Settings.zeroDurations(trait, "warmup"));
        boolean hashed = trait.map().has("hash");
        if (hashed && trait.map().has("algorithm")) {
            support.add(Support.none(
                    "/algorithm",
                    "a DestinationRule chooses instances by an algorithm or by a hash, not by both",
                    "leave algorithm or hash out"));
        }
        if (trait.map().has("warmup") && !canWarmUp(trait)) {
            // destination_rule.proto, LoadBalancerSettings.warmup: for ROUND_ROBIN and LEAST_REQUEST
            support.add(Support.none(
                    "/warmup",
                    "Istio warms new instances up with the algorithms roundRobin and leastRequest only",
                    "use one of these and no hash, or leave warmup out"));
        }
        if (ServiceProtocol.isOpaque(component)) {
            for (String part : List.of("header", "cookie", "query")) {
                if (hash(trait).has(part)) {
                    support.add(Support.none(
                            "/hash/" + part,
                            "connections have no " + part + ", and " + ServiceProtocol.said(component),
                            "use hash.sourceIp"));
                }
            }
        }
        support.addAll(LocalityPreference.support(trait, component));
        return support;
    }

    private static boolean canWarmUp(Trait trait) {
        return !trait.map().has("hash")
                && !trait.map().text("algorithm").orElse("").equals("random");
    }

    private static MapValue hash(Trait trait) {
        return trait.map().map("hash").orElse(MapValue.EMPTY);
    }

    @Override
    public void render(Trait trait, Component component, RenderContext context, Drafts drafts) {
        Draft rule = IstioTargets.destinationRule(component, context, drafts);
        if (!trait.map().has("hash")) {
            trait.map().get("algorithm").ifPresent(written -> rule.set(BALANCER + "/simple", algorithm(written)));
        }
        hash(trait, component, rule);
        if (canWarmUp(trait)) {
            Settings.duration(trait, "warmup", rule, BALANCER + "/warmup/duration");
        }
        LocalityPreference.render(trait, rule, BALANCER + "/localityLbSetting");
    }

    private static Value algorithm(Value written) {
        return TextValue.of(ALGORITHMS.getOrDefault(written.toString(), "LEAST_REQUEST"))
                .at(written);
    }

    private static void hash(Trait trait, Component component, Draft rule) {
        MapValue hash = hash(trait);
        hash.get("sourceIp").ifPresent(value -> rule.set(HASH + "/useSourceIp", value));
        if (ServiceProtocol.isOpaque(component)) {
            return;
        }
        hash.get("header").ifPresent(value -> rule.set(HASH + "/httpHeaderName", value));
        hash.get("query").ifPresent(value -> rule.set(HASH + "/httpQueryParameterName", value));
        hash.map("cookie").ifPresent(cookie -> {
            cookie.get("name").ifPresent(value -> rule.set(HASH + "/httpCookie/name", value));
            cookie.get("path").ifPresent(value -> rule.set(HASH + "/httpCookie/path", value));
            // zero asks for a cookie of the session (destination_rule.proto, HTTPCookie.ttl)
            cookie.get("ttl").ifPresent(value -> rule.set(HASH + "/httpCookie/ttl", Settings.duration(value)));
        });
    }
}
