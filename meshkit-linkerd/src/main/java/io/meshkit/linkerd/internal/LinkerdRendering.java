// SPDX-License-Identifier: Apache-2.0
package io.meshkit.linkerd.internal;

import io.meshkit.linkerd.internal.traits.MutualTlsTrait;
import io.meshkit.linkerd.internal.traits.RetryTrait;
import io.meshkit.linkerd.internal.traits.TimeoutTrait;
import io.meshkit.linkerd.internal.traits.TrafficSplitTrait;
import io.meshkit.pattern.ComponentRenderer;
import io.meshkit.pattern.Rendering;
import io.meshkit.pattern.TraitRenderer;
import io.meshkit.plan.ForeignField;
import io.meshkit.resource.GroupKind;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The tables of what is rendered for Linkerd. A new trait is a class and a line here. */
final class LinkerdRendering implements Rendering {

    private static final Map<String, TraitRenderer> TRAITS = Map.of(
            "mTLS", new MutualTlsTrait(),
            "retry", new RetryTrait(),
            "timeout", new TimeoutTrait(),
            "trafficSplit", new TrafficSplitTrait());

    /** Kinds and storage versions of the chart linkerd-crds (linkerd/linkerd2:charts/linkerd-crds/templates). */
    private static final Map<String, String> KINDS = new TreeMap<>(Map.of(
            "AuthorizationPolicy", "policy.linkerd.io/v1alpha1",
            "EgressNetwork", "policy.linkerd.io/v1alpha1",
            "ExternalWorkload", "workload.linkerd.io/v1beta1",
            "HTTPLocalRateLimitPolicy", "policy.linkerd.io/v1alpha1",
            "MeshTLSAuthentication", "policy.linkerd.io/v1alpha1",
            "NetworkAuthentication", "policy.linkerd.io/v1alpha1",
            "Server", "policy.linkerd.io/v1beta3",
            "ServerAuthorization", "policy.linkerd.io/v1beta1",
            "ServiceProfile", "linkerd.io/v1alpha2"));

    @Override
    public Map<String, ComponentRenderer> components() {
        return Map.of();
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
    public List<GroupKind> meshKinds() {
        return KINDS.entrySet().stream()
                .map(entry -> GroupKind.of(entry.getValue(), entry.getKey()))
                .toList();
    }

    @Override
    public List<ForeignField> foreignFields() {
        return List.of();
    }
}
