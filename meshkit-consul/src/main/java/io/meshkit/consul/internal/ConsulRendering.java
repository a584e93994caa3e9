// SPDX-License-Identifier: Apache-2.0
package io.meshkit.consul.internal;

import io.meshkit.consul.internal.components.ApplicationAddition;
import io.meshkit.consul.internal.components.ExternalServiceComponent;
import io.meshkit.consul.internal.traits.AccessTrait;
import io.meshkit.consul.internal.traits.CircuitBreakerTrait;
import io.meshkit.consul.internal.traits.FaultTrait;
import io.meshkit.consul.internal.traits.LimitsTrait;
import io.meshkit.consul.internal.traits.LoadBalancerTrait;
import io.meshkit.consul.internal.traits.MutualTlsTrait;
import io.meshkit.consul.internal.traits.RetryBudgetTrait;
import io.meshkit.consul.internal.traits.RetryTrait;
import io.meshkit.consul.internal.traits.RouteTrait;
import io.meshkit.consul.internal.traits.SidecarInjectionTrait;
import io.meshkit.consul.internal.traits.TimeoutTrait;
import io.meshkit.consul.internal.traits.TrafficSplitTrait;
import io.meshkit.document.JsonPointer;
import io.meshkit.pattern.ComponentRenderer;
import io.meshkit.pattern.Rendering;
import io.meshkit.pattern.Support;
import io.meshkit.pattern.TraitRenderer;
import io.meshkit.plan.ForeignField;
import io.meshkit.resource.GroupKind;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The tables of what is rendered for Consul, in the form of its Kubernetes integration, of which its HTTP store makes config entries. A new
 * trait is a class and a line here.
 */
final class ConsulRendering implements Rendering {

    private static final Map<String, ComponentRenderer> COMPONENTS =
            Map.of("ExternalService", new ExternalServiceComponent());

    private static final Map<String, ComponentRenderer> ADDITIONS = Map.of("Application", new ApplicationAddition());

    /**
     * A destination outside has no discovery chain, and what callers say of it as an upstream does not reach its clusters
     * (hashicorp/consul:agent/xds/clusters.go, routes.go, DestinationsUpstream).
     */
    private static final Support OUTSIDE = Support.none(
            "",
            "routes, resolvers and limits of Consul hold for services of its catalogue, not for what a terminating"
                    + " gateway reaches by name",
            "leave the trait out, or register the service in the catalogue and write it as a Service");

    private static final Map<String, TraitRenderer> TRAITS = Map.ofEntries(
            Map.entry("access", new AccessTrait()),
            Map.entry("automaticSidecarInjection", new SidecarInjectionTrait()),
            Map.entry("circuitBreaker", inCatalogue(new CircuitBreakerTrait())),
            Map.entry("fault", new FaultTrait()),
            Map.entry("limits", inCatalogue(new LimitsTrait())),
            Map.entry("loadBalancer", inCatalogue(new LoadBalancerTrait())),
            Map.entry("mTLS", new MutualTlsTrait()),
            Map.entry("retry", inCatalogue(new RetryTrait())),
            Map.entry("retryBudget", inCatalogue(new RetryBudgetTrait())),
            Map.entry("route", new RouteTrait()),
            Map.entry("timeout", inCatalogue(new TimeoutTrait())),
            Map.entry("trafficSplit", new TrafficSplitTrait()));

    /** Kinds of hashicorp/consul-k8s:charts/consul/templates/crd-*.yaml, all in one group and version. */
    private static final Map<String, String> KINDS = Stream.of(
                    "ControlPlaneRequestLimit",
                    "ExportedServices",
                    "GatewayClassConfig",
                    "GatewayPolicy",
                    "IngressGateway",
                    "JWTProvider",
                    "Mesh",
                    "MeshService",
                    "PeeringAcceptor",
                    "PeeringDialer",
                    "ProxyDefaults",
                    "RateLimit",
                    "Registration",
                    "RouteAuthFilter",
                    "RouteExtProc",
                    "RouteRetryFilter",
                    "RouteTLSSDSFilter",
                    "RouteTimeoutFilter",
                    "SamenessGroup",
                    "ServiceDefaults",
                    "ServiceIntentions",
                    "ServiceResolver",
                    "ServiceRouter",
                    "ServiceSplitter",
                    "TerminatingGateway")
            .collect(
                    Collectors.toMap(kind -> kind, kind -> "consul.hashicorp.com/v1alpha1", (a, b) -> a, TreeMap::new));

    /** The injector fills in the bundle of its webhooks (hashicorp/consul-k8s:control-plane/helper/webhook-configuration). */
    private static final List<ForeignField> FOREIGN = Stream.of(
                    "MutatingWebhookConfiguration", "ValidatingWebhookConfiguration")
            .map(kind -> new ForeignField(
                    new GroupKind("admissionregistration.k8s.io", kind),
                    JsonPointer.parse("/webhooks/*/clientConfig/caBundle"),
                    "consul-k8s-control-plane",
                    "hashicorp/consul-k8s:control-plane/helper/webhook-configuration/webhook_configuration.go"))
            .toList();

    private static TraitRenderer inCatalogue(TraitRenderer trait) {
        return trait.except("ExternalService", OUTSIDE);
    }

    @Override
    public Map<String, ComponentRenderer> components() {
        return COMPONENTS;
    }

    @Override
    public Map<String, ComponentRenderer> additions() {
        return ADDITIONS;
    }

    @Override
    public Map<String, TraitRenderer> traits() {
        return TRAITS;
    }

    @Override
    public Map<String, String> rawKinds() {
        return KINDS;
    }

    @Override
    public List<ForeignField> foreignFields() {
        return FOREIGN;
    }
}
