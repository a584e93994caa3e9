// SPDX-License-Identifier: Apache-2.0
package io.meshkit.linkerd.internal.traits;

import io.meshkit.pattern.Component;
import io.meshkit.pattern.Drafts;
import io.meshkit.pattern.RenderContext;
import io.meshkit.pattern.Support;
import io.meshkit.pattern.Trait;
import io.meshkit.pattern.TraitRenderer;
import java.util.List;

/** A trait that Linkerd cannot do at all, with the reason. */
public final class RefusedTrait implements TraitRenderer {

    private final Support verdict;

    private RefusedTrait(String reason, String workaround) {
        verdict = Support.none("", reason, workaround);
    }

    /**
     * Limits of what callers may have open. No annotation and no kind of linkerd/linkerd2:charts/linkerd-crds/templates has one for outbound
     * traffic.
     *
     * @return the renderer
     */
    public static TraitRenderer limits() {
        return new RefusedTrait(
                "Linkerd has no limits for connections and requests to a service",
                "limit the rate at the service with an HTTPLocalRateLimitPolicy, or use circuitBreaker");
    }

    /**
     * Failures and delays on purpose. The proxy has none of its own: Linkerd sends a share of the requests to a service that fails
     * (linkerd/website:linkerd.io/content/2-edge/tasks/fault-injection.md).
     *
     * @return the renderer
     */
    public static TraitRenderer fault() {
        return new RefusedTrait(
                "Linkerd's proxies make no faults of their own",
                "run a service that fails or answers late, and send that share of the requests to it by weights of an"
                        + " HTTPRoute");
    }

    /**
     * A bound on further tries. Only a ServiceProfile has one, and with it Linkerd ignores the annotations by which the other traits are
     * rendered (linkerd/website:linkerd.io/content/2-edge/reference/retries.md).
     *
     * @return the renderer
     */
    public static TraitRenderer retryBudget() {
        return new RefusedTrait(
                "only a ServiceProfile of Linkerd has a retry budget, and it switches off retries, timeouts, breakers"
                        + " and routes that are set otherwise",
                "bound retries by retry.attempts, or write a ServiceProfile with all of it");
    }

    @Override
    public List<Support> support(Trait trait, Component component, RenderContext context) {
        return List.of(verdict);
    }

    @Override
    public void render(Trait trait, Component component, RenderContext context, Drafts drafts) {
        // refused, so there is nothing to write
    }
}
