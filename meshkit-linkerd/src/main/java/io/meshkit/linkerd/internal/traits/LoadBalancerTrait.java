// SPDX-License-Identifier: Apache-2.0
package io.meshkit.linkerd.internal.traits;

import io.meshkit.document.JsonPointer;
import io.meshkit.pattern.Component;
import io.meshkit.pattern.Drafts;
import io.meshkit.pattern.RenderContext;
import io.meshkit.pattern.ServiceProtocol;
import io.meshkit.pattern.Support;
import io.meshkit.pattern.Trait;
import io.meshkit.pattern.TraitRenderer;
import io.meshkit.pattern.Verdict;
import java.util.ArrayList;
import java.util.List;

/**
 * What is close to Linkerd's one way to balance: of two instances the one with the lower moving average of latency
 * (linkerd/website:linkerd.io/content/2-edge/reference/load-balancing.md). There is nothing to write for it.
 */
public final class LoadBalancerTrait implements TraitRenderer {

    @Override
    public List<Support> support(Trait trait, Component component, RenderContext context) {
        boolean close = trait.map().text("algorithm").orElse("").equals("leastRequest");
        if (!close || ServiceProtocol.isOpaque(component)) {
            return List.of(Support.none(
                    "",
                    "Linkerd picks instances by the latency of requests, and those for connections in its own way;"
                            + " neither can be set",
                    "use algorithm: leastRequest for HTTP, which comes close, or leave loadBalancer out"));
        }
        List<Support> support = new ArrayList<>();
        support.add(Support.partial(
                "",
                "Linkerd always picks the instance with the lower moving average of latency, weighed by its requests"
                        + " under way",
                ""));
        // Linkerd does it of its own accord, so the word leaves no value behind
        support.add(new Support(JsonPointer.of("algorithm"), Verdict.NATIVE, "", ""));
        for (String part : List.of("hash", "locality", "warmup")) {
            if (trait.map().has(part)) {
                support.add(new Support(
                        JsonPointer.of(part),
                        Verdict.NONE,
                        reason(part),
                        part.equals("locality")
                                ? "set spec.trafficDistribution on the Service"
                                : "leave " + part + " out on Linkerd"));
            }
        }
        return support;
    }

    private static String reason(String part) {
        return switch (part) {
            case "hash" -> "Linkerd ties no requests to an instance";
            case "locality" ->
                "Linkerd follows the hints of Kubernetes for the zone of a caller and has no setting of its own";
            default -> "Linkerd brings new instances in by their latency, without a time that could be set";
        };
    }

    @Override
    public void render(Trait trait, Component component, RenderContext context, Drafts drafts) {
        // what Linkerd does it does of its own accord
    }
}
