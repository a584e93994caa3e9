// SPDX-License-Identifier: Apache-2.0
package io.meshkit.linkerd.internal.traits;

import io.meshkit.document.MapValue;
import io.meshkit.document.NumberValue;
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
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Failure accrual by annotations on the Service. What Linkerd would log and drop, breaker and all, is refused here by the same rules
 * (linkerd/linkerd2:policy-controller/k8s/index/src/outbound/index.rs, parse_accrual_config, parse_consecutive_params and
 * parse_success_rate_params).
 */
public final class CircuitBreakerTrait implements TraitRenderer {

    private static final String ACCRUAL = "balancer.linkerd.io/failure-accrual";
    private static final String CONSECUTIVE = ACCRUAL + "-consecutive-";
    private static final String SUCCESS_RATE = "balancer.alpha.linkerd.io/failure-accrual-success-rate-";
    private static final Duration LEAST_PENALTY = Duration.ofSeconds(1);
    private static final Duration MOST_PENALTY = Duration.ofSeconds(60);
    private static final Duration LEAST_WINDOW = Duration.ofMillis(10);
    private static final BigDecimal MOST_REQUESTS = BigDecimal.valueOf(1_000_000);

    @Override
    public List<Support> support(Trait trait, Component component, RenderContext context) {
        if (LinkerdTargets.isProfiled(component, context)) {
            return List.of(LinkerdTargets.PROFILED);
        }
        if (ServiceProtocol.isOpaque(component)) {
            return List.of(Support.none(
                    "",
                    "Linkerd counts failed requests, not connections, and settings.protocol says tcp",
                    "set settings.protocol to http, http2 or grpc if that is what the service speaks"));
        }
        List<Support> support = new ArrayList<>();
        support.add(Support.partial(
                "",
                // linkerd/website:linkerd.io/content/2-edge/reference/circuit-breaking.md
                "Linkerd leaves a failing instance out, tries it with single requests after waits that grow, and"
                        + " ignores the annotations while the service has a ServiceProfile",
                ""));
        refused(trait, "interval", "Linkerd counts with every answer, not at intervals", support);
        refused(
                trait,
                "maxEjectionPercent",
                "Linkerd leaves out every failing instance, however many they are",
                support);
        refused(trait, "from", "the annotations of a Service hold for all its callers", support);
        support.addAll(Annotations.zeroDurations(trait, "baseEjection", "maxEjection"));
        penalties(trait, support);
        successRate(trait, support);
        return support;
    }

    private static void refused(Trait trait, String setting, String reason, List<Support> support) {
        if (trait.map().has(setting)) {
            support.add(Support.none("/" + setting, reason, "leave " + setting + " out on Linkerd"));
        }
    }

    private static void penalties(Trait trait, List<Support> support) {
        Duration base = duration(trait.map(), "baseEjection", LEAST_PENALTY);
        Duration most = duration(trait.map(), "maxEjection", MOST_PENALTY.compareTo(base) < 0 ? base : MOST_PENALTY);
        if (trait.map().has("maxEjection") && !most.isZero() && base.compareTo(most) > 0) {
            support.add(Support.none(
                    "/maxEjection",
                    "Linkerd drops a breaker whose longest penalty is shorter than its first, which is 1s unless given",
                    "write a baseEjection that is no longer"));
        }
    }

    private static void successRate(Trait trait, List<Support> support) {
        if (!trait.map().has("successRate")) {
            return;
        }
        MapValue rate = rate(trait);
        support.add(Support.partial(
                "/successRate",
                "success rates are an alpha feature; a Linkerd without it drops the whole breaker and only logs that",
                "try it on the installed Linkerd first"));
        if (duration(rate, "window", MOST_PENALTY).compareTo(LEAST_WINDOW) < 0) {
            support.add(Support.none(
                    "/successRate/window", "Linkerd takes windows of 10ms and more", "write 10ms or more"));
        }
        boolean many = rate.get("minRequests")
                .filter(NumberValue.class::isInstance)
                .flatMap(number -> ((NumberValue) number).decimal())
                .filter(number -> number.compareTo(MOST_REQUESTS) > 0)
                .isPresent();
        if (many) {
            support.add(Support.none(
                    "/successRate/minRequests", "Linkerd takes at most 1000000 requests", "write 1000000 or less"));
        }
    }

    private static MapValue rate(Trait trait) {
        return trait.map().map("successRate").orElse(MapValue.EMPTY);
    }

    private static Duration duration(MapValue settings, String setting, Duration otherwise) {
        return settings.get(setting)
                .flatMap(written -> DurationText.parse(written.toString()))
                .orElse(otherwise);
    }

    @Override
    public void render(Trait trait, Component component, RenderContext context, Drafts drafts) {
        Draft service = LinkerdTargets.service(component, context, drafts);
        boolean rated = trait.map().has("successRate");
        LinkerdTargets.annotate(service, ACCRUAL, TextValue.of(rated ? "unified" : "consecutive"));
        Annotations.text(trait, "consecutiveErrors", service, CONSECUTIVE + "max-failures");
        Annotations.duration(trait, "baseEjection", service, CONSECUTIVE + "min-penalty");
        Annotations.duration(trait, "maxEjection", service, CONSECUTIVE + "max-penalty");
        if (!trait.map().has("maxEjection")
                && duration(trait.map(), "baseEjection", LEAST_PENALTY).compareTo(MOST_PENALTY) > 0) {
            Annotations.duration(trait, "baseEjection", service, CONSECUTIVE + "max-penalty");
        }
        if (rated) {
            Trait rate = new Trait(trait.name(), rate(trait), trait.keyPlace());
            Annotations.text(rate, "threshold", service, SUCCESS_RATE + "threshold");
            Annotations.duration(rate, "window", service, SUCCESS_RATE + "window");
            Annotations.text(rate, "minRequests", service, SUCCESS_RATE + "min-requests");
            if (!trait.map().has("consecutiveErrors")) {
                // in unified mode errors in a row count as well, 7 unless given; 0 switches that off
                Value none = TextValue.of("0");
                LinkerdTargets.annotate(service, CONSECUTIVE + "max-failures", none);
            }
        }
    }
}
