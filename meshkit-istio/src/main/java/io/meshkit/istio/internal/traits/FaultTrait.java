// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.traits;

import io.meshkit.document.MapValue;
import io.meshkit.document.NumberValue;
import io.meshkit.document.Value;
import io.meshkit.pattern.Component;
import io.meshkit.pattern.Draft;
import io.meshkit.pattern.DraftNode;
import io.meshkit.pattern.Drafts;
import io.meshkit.pattern.RenderContext;
import io.meshkit.pattern.ServiceProtocol;
import io.meshkit.pattern.Support;
import io.meshkit.pattern.Trait;
import io.meshkit.pattern.TraitRenderer;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Faults of every HTTP route that sends requests on (istio/api:networking/v1alpha3/virtual_service.proto, HTTPFaultInjection). The proxy makes
 * them before it tries a request, so that retries and the limit of the route do not see them.
 */
public final class FaultTrait implements TraitRenderer {

    /** Below it a percentage is refused (istio/istio:pkg/config/validation/virtualservice.go, validatePercentage). */
    private static final BigDecimal FINEST = new BigDecimal("0.0001");

    private static final String DELAY = "delay";
    private static final String ABORT = "abort";

    @Override
    public List<Support> support(Trait trait, Component component, RenderContext context) {
        if (ServiceProtocol.isOpaque(component)) {
            return List.of(Support.none(
                    "",
                    "Istio makes faults of HTTP requests, and settings.protocol says tcp",
                    "set settings.protocol to http, http2 or grpc if that is what the service speaks"));
        }
        if (!RouteTrait.sendsOn(component)) {
            return List.of(Support.none(
                    "",
                    "all rules of route redirect or respond, and Istio makes faults of requests that are sent on",
                    "leave fault out"));
        }
        List<Support> support = new ArrayList<>();
        support.add(
                RouteTrait.answersItself(component)
                        ? Support.partial(
                                "",
                                "rules of route that redirect or respond have no faults, since Istio sends nothing on",
                                "")
                        : Support.NATIVE);
        if (part(trait, DELAY).get("duration").filter(Settings::isZero).isPresent()) {
            support.add(Support.none(
                    "/delay",
                    "Istio takes delays of a millisecond and more",
                    "leave delay out, or write a duration of 1ms or more"));
        }
        for (String kind : List.of(DELAY, ABORT)) {
            if (isTooFine(part(trait, kind))) {
                support.add(Support.none(
                        "/" + kind, // and not its share alone, since the rest would strike all
                        "Istio takes percentages of 0.0001 and more",
                        "leave " + kind + " out, or write a greater share"));
            }
        }
        return support;
    }

    private static boolean isTooFine(MapValue fault) {
        BigDecimal share = fault.get("percent").orElse(NumberValue.of(0)) instanceof NumberValue number
                ? number.decimal().orElse(BigDecimal.ZERO)
                : BigDecimal.ZERO;
        return share.signum() > 0 && share.compareTo(FINEST) < 0;
    }

    private static MapValue part(Trait trait, String kind) {
        return trait.map().map(kind).orElse(MapValue.EMPTY);
    }

    @Override
    public void render(Trait trait, Component component, RenderContext context, Drafts drafts) {
        if (ServiceProtocol.isOpaque(component)) {
            return;
        }
        Draft routes = IstioTargets.httpRoutes(component, context, drafts);
        for (DraftNode route : RouteTrait.sendingOn(component, routes)) {
            fault(route, DELAY, part(trait, DELAY), delay(part(trait, DELAY)), "fixedDelay");
            fault(route, ABORT, part(trait, ABORT), part(trait, ABORT).get("status"), "httpStatus");
        }
    }

    private static Optional<Value> delay(MapValue fault) {
        return fault.get("duration").map(Settings::duration);
    }

    private static void fault(DraftNode route, String kind, MapValue fault, Optional<Value> what, String field) {
        if (what.isEmpty()) {
            return;
        }
        route.set("/fault/" + kind + "/" + field, what.get());
        // without a percentage Istio makes no fault at all
        Value percent = fault.get("percent").orElseGet(() -> NumberValue.of(100).at(what.get()));
        route.set("/fault/" + kind + "/percentage/value", percent);
    }
}
