// SPDX-License-Identifier: Apache-2.0
package io.meshkit.linkerd.internal;

import io.meshkit.linkerd.internal.components.ExternalServiceComponent;
import io.meshkit.linkerd.internal.traits.AccessTrait;
import io.meshkit.linkerd.internal.traits.CircuitBreakerTrait;
import io.meshkit.linkerd.internal.traits.LoadBalancerTrait;
import io.meshkit.linkerd.internal.traits.MutualTlsTrait;
import io.meshkit.linkerd.internal.traits.RefusedTrait;
import io.meshkit.linkerd.internal.traits.RetryTrait;
import io.meshkit.linkerd.internal.traits.RouteTrait;
import io.meshkit.linkerd.internal.traits.SidecarInjectionTrait;
import io.meshkit.linkerd.internal.traits.TimeoutTrait;
import io.meshkit.linkerd.internal.traits.TrafficSplitTrait;
import io.meshkit.pattern.ComponentRenderer;
import io.meshkit.pattern.Rendering;
import io.meshkit.pattern.Support;
import io.meshkit.pattern.TraitRenderer;
import io.meshkit.resource.GroupKind;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The tables of what is rendered for Linkerd. A new trait is a class and a line here. */
final class LinkerdRendering implements Rendering {

    private static final Map<String, ComponentRenderer> COMPONENTS =
            Map.of("ExternalService", new ExternalServiceComponent());

    /** linkerd/linkerd2:policy-controller/k8s/index/src/outbound/index.rs, EgressNetwork: what leaves the cluster has no balancer. */
    private static final Support OUTSIDE = Support.none(
            "",
            "Linkerd sends what leaves the cluster to the address that the caller found, so there are no instances to"
                    + " choose from or to leave out",
            "leave the trait out");

    private static final Map<String, TraitRenderer> TRAITS = Map.ofEntries(
            Map.entry("access", new AccessTrait()),
            Map.entry("automaticSidecarInjection", new SidecarInjectionTrait()),
            Map.entry("circuitBreaker", inCluster(new CircuitBreakerTrait())),
            Map.entry("fault", RefusedTrait.fault()),
            Map.entry("limits", RefusedTrait.limits()),
            Map.entry("loadBalancer", inCluster(new LoadBalancerTrait())),
            Map.entry("mTLS", new MutualTlsTrait()),
            Map.entry("retry", new RetryTrait()),
            Map.entry("retryBudget", RefusedTrait.retryBudget()),
            Map.entry("route", new RouteTrait()),
            Map.entry("timeout", new TimeoutTrait()),
            Map.entry("trafficSplit", new TrafficSplitTrait()));

    /**
     * Kinds and storage versions of the charts linkerd-crds and linkerd-multicluster (linkerd/linkerd2:charts/linkerd-crds/templates,
     * multicluster/charts/linkerd-multicluster; its Link is written as v1alpha3, multicluster/cmd/link.go). Linkerd's own HTTPRoute is not among them: the name means the one of the Gateway API.
     */
    private static final Map<String, String> KINDS = new TreeMap<>(Map.ofEntries(
            Map.entry("AuthorizationPolicy", "policy.linkerd.io/v1alpha1"),
            Map.entry("EgressNetwork", "policy.linkerd.io/v1alpha1"),
            Map.entry("ExternalWorkload", "workload.linkerd.io/v1beta1"),
            Map.entry("HTTPLocalRateLimitPolicy", "policy.linkerd.io/v1alpha1"),
            Map.entry("HTTPRoute", "gateway.networking.k8s.io/v1"),
            Map.entry("Link", "multicluster.linkerd.io/v1alpha3"),
            Map.entry("MeshTLSAuthentication", "policy.linkerd.io/v1alpha1"),
            Map.entry("NetworkAuthentication", "policy.linkerd.io/v1alpha1"),
            Map.entry("Server", "policy.linkerd.io/v1beta3"),
            Map.entry("ServerAuthorization", "policy.linkerd.io/v1beta1"),
            Map.entry("ServiceProfile", "linkerd.io/v1alpha2")));

    private static TraitRenderer inCluster(TraitRenderer trait) {
        return trait.except("ExternalService", OUTSIDE);
    }

    @Override
    public Map<String, ComponentRenderer> components() {
        return COMPONENTS;
    }

    @Override
    public Map<String, TraitRenderer> traits() {
        return TRAITS;
    }

    @Override
    public Map<String, String> rawKinds() {
        return KINDS;
    }

    /** Those that files may name, and Linkerd's own HTTPRoute, which access writes. */
    @Override
    public List<GroupKind> meshKinds() {
        return Stream.concat(
                        Rendering.super.meshKinds().stream(),
                        Stream.of(new GroupKind("policy.linkerd.io", "HTTPRoute")))
                .sorted()
                .toList();
    }
}
