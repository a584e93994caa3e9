// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal;

import io.meshkit.document.JsonPointer;
import io.meshkit.istio.internal.components.ExternalServiceComponent;
import io.meshkit.istio.internal.lifecycle.ManifestComponent;
import io.meshkit.istio.internal.traits.AccessTrait;
import io.meshkit.istio.internal.traits.CircuitBreakerTrait;
import io.meshkit.istio.internal.traits.FaultTrait;
import io.meshkit.istio.internal.traits.LimitsTrait;
import io.meshkit.istio.internal.traits.LoadBalancerTrait;
import io.meshkit.istio.internal.traits.MutualTlsTrait;
import io.meshkit.istio.internal.traits.RetryBudgetTrait;
import io.meshkit.istio.internal.traits.RetryTrait;
import io.meshkit.istio.internal.traits.RouteTrait;
import io.meshkit.istio.internal.traits.SidecarInjectionTrait;
import io.meshkit.istio.internal.traits.TimeoutTrait;
import io.meshkit.istio.internal.traits.TrafficSplitTrait;
import io.meshkit.pattern.ComponentRenderer;
import io.meshkit.pattern.Rendering;
import io.meshkit.pattern.TraitRenderer;
import io.meshkit.plan.ForeignField;
import io.meshkit.resource.GroupKind;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The tables of what is rendered for Istio. A new trait is a class and a line here. */
final class IstioRendering implements Rendering {

    private static final Map<String, ComponentRenderer> COMPONENTS = Map.of(
            "Addon", ManifestComponent.addon(),
            "ExternalService", new ExternalServiceComponent(),
            "Mesh", ManifestComponent.mesh());

    private static final Map<String, TraitRenderer> TRAITS = Map.ofEntries(
            Map.entry("access", new AccessTrait()),
            Map.entry("automaticSidecarInjection", new SidecarInjectionTrait()),
            Map.entry("circuitBreaker", new CircuitBreakerTrait()),
            Map.entry("fault", new FaultTrait()),
            Map.entry("limits", new LimitsTrait()),
            Map.entry("loadBalancer", new LoadBalancerTrait()),
            Map.entry("mTLS", new MutualTlsTrait()),
            Map.entry("retry", new RetryTrait()),
            Map.entry("retryBudget", new RetryBudgetTrait()),
            Map.entry("route", new RouteTrait()),
            Map.entry("timeout", new TimeoutTrait()),
            Map.entry("trafficSplit", new TrafficSplitTrait()));

    /** Kinds and preferred served versions of istio/api:kubernetes/customresourcedefinitions.gen.yaml at v1.31.1. */
    private static final Map<String, String> KINDS = new TreeMap<>(Map.ofEntries(
            Map.entry("AuthorizationPolicy", "security.istio.io/v1"),
            Map.entry("DestinationRule", "networking.istio.io/v1"),
            Map.entry("EnvoyFilter", "networking.istio.io/v1alpha3"),
            Map.entry("Gateway", "networking.istio.io/v1"),
            Map.entry("PeerAuthentication", "security.istio.io/v1"),
            Map.entry("ProxyConfig", "networking.istio.io/v1beta1"),
            Map.entry("RequestAuthentication", "security.istio.io/v1"),
            Map.entry("ServiceEntry", "networking.istio.io/v1"),
            Map.entry("Sidecar", "networking.istio.io/v1"),
            Map.entry("Telemetry", "telemetry.istio.io/v1"),
            Map.entry("TrafficExtension", "extensions.istio.io/v1alpha1"),
            Map.entry("VirtualService", "networking.istio.io/v1"),
            Map.entry("WasmPlugin", "extensions.istio.io/v1alpha1"),
            Map.entry("WorkloadEntry", "networking.istio.io/v1"),
            Map.entry("WorkloadGroup", "networking.istio.io/v1")));

    private static final GroupKind MUTATING_WEBHOOK =
            new GroupKind("admissionregistration.k8s.io", "MutatingWebhookConfiguration");
    private static final GroupKind VALIDATING_WEBHOOK =
            new GroupKind("admissionregistration.k8s.io", "ValidatingWebhookConfiguration");
    private static final JsonPointer CA_BUNDLE = JsonPointer.parse("/webhooks/*/clientConfig/caBundle");

    /** istiod fills the bundles in once it serves, and closes the validating webhook only then. */
    private static final List<ForeignField> FOREIGN = List.of(
            new ForeignField(MUTATING_WEBHOOK, CA_BUNDLE, "istiod", "istio/istio:pkg/webhooks/webhookpatch.go"),
            new ForeignField(
                    VALIDATING_WEBHOOK,
                    CA_BUNDLE,
                    "istiod",
                    "istio/istio:pkg/webhooks/validation/controller/controller.go"),
            new ForeignField(
                    VALIDATING_WEBHOOK,
                    JsonPointer.parse("/webhooks/*/failurePolicy"),
                    "istiod",
                    "istio/istio:pkg/webhooks/validation/controller/controller.go"));

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

    @Override
    public List<ForeignField> foreignFields() {
        return FOREIGN;
    }
}
