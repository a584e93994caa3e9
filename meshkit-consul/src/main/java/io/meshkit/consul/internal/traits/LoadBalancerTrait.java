// SPDX-License-Identifier: Apache-2.0
package io.meshkit.consul.internal.traits;

import io.meshkit.document.BooleanValue;
import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import io.meshkit.pattern.Component;
import io.meshkit.pattern.Draft;
import io.meshkit.pattern.Drafts;
import io.meshkit.pattern.DurationText;
import io.meshkit.pattern.RenderContext;
import io.meshkit.pattern.ServiceProtocol;
import io.meshkit.pattern.Support;
import io.meshkit.pattern.Trait;
import io.meshkit.pattern.TraitRenderer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How an instance is chosen: the load balancer of the resolver. */
public final class LoadBalancerTrait implements TraitRenderer {

    private static final Map<String, String> POLICIES =
            Map.of("leastRequest", "least_request", "random", "random", "roundRobin", "round_robin");

    @Override
    public List<Support> support(Trait trait, Component component, RenderContext context) {
        List<Support> support = new ArrayList<>();
        support.add(Support.NATIVE);
        if (trait.map().has("algorithm") && trait.map().has("hash")) {
            // hashicorp/consul:agent/structs/config_entry_discoverychain.go, ServiceResolverConfigEntry.Validate
            support.add(Support.none(
                    "/algorithm",
                    "Consul chooses by an algorithm or by a hash, not by both",
                    "leave algorithm out where hash is given"));
        }
        if (trait.map().has("hash") && ServiceProtocol.isOpaque(component)) {
            support.add(Support.none(
                    "/hash", "Consul makes hashes of HTTP requests, and settings.protocol says tcp", "use algorithm"));
        }
        if (trait.map().has("locality")) {
            support.add(Support.none(
                    "/locality",
                    "only the Enterprise edition of Consul looks at the place of instances",
                    "leave locality out on Consul"));
        }
        if (trait.map().has("warmup")) {
            support.add(Support.none(
                    "/warmup",
                    "Consul gives new instances their full share at once",
                    "let the instance's check pass only when it is warm"));
        }
        return support;
    }

    @Override
    public void render(Trait trait, Component component, RenderContext context, Drafts drafts) {
        MapValue hash = trait.map().map("hash").orElse(MapValue.EMPTY);
        if (!hash.isEmpty()) {
            if (!ServiceProtocol.isOpaque(component)) {
                Draft resolver = ConsulTargets.resolver(component, context, drafts)
                        .after(ConsulTargets.routableDefaults(component, context, drafts));
                resolver.set("/spec/loadBalancer/policy", TextValue.of("ring_hash"));
                resolver.set("/spec/loadBalancer/hashPolicies", ListValue.of(hashed(hash)));
            }
            return;
        }
        trait.map().get("algorithm").ifPresent(algorithm -> {
            String policy = POLICIES.getOrDefault(algorithm.toString(), "");
            ConsulTargets.resolver(component, context, drafts)
                    .set("/spec/loadBalancer/policy", TextValue.of(policy).at(algorithm));
        });
    }

    private static MapValue hashed(MapValue hash) {
        MapValue.Builder policy = MapValue.builder();
        hash.get("header").ifPresent(header -> field(policy, "header", header));
        hash.get("query").ifPresent(query -> field(policy, "query_parameter", query));
        hash.get("sourceIp").ifPresent(source -> policy.put("sourceIP", BooleanValue.TRUE.at(source)));
        hash.map("cookie").ifPresent(cookie -> {
            field(policy, "cookie", cookie.get("name").orElse(TextValue.of("")));
            MapValue made = made(cookie);
            if (!made.isEmpty()) {
                policy.put("cookieConfig", made);
            }
        });
        return policy.build().at(hash);
    }

    private static void field(MapValue.Builder policy, String field, Value value) {
        policy.put("field", TextValue.of(field)).put("fieldValue", value);
    }

    /** How the mesh makes a cookie; a time of zero makes one for the session. */
    private static MapValue made(MapValue cookie) {
        MapValue.Builder made = MapValue.builder();
        cookie.get("path").ifPresent(path -> made.put("path", path));
        cookie.get("ttl").ifPresent(ttl -> {
            Duration time = DurationText.parse(ttl.toString()).orElse(Duration.ZERO);
            if (time.isZero()) {
                made.put("session", BooleanValue.TRUE.at(ttl));
            } else {
                made.put("ttl", TextValue.of(DurationText.print(time)).at(ttl));
            }
        });
        return made.build();
    }
}
