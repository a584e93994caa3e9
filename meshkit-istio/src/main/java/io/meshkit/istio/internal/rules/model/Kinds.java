// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.model;

import io.meshkit.resource.GroupKind;

/** The kinds that the rules of Istio read. */
public final class Kinds {

    public static final GroupKind NAMESPACE = new GroupKind("", "Namespace");
    public static final GroupKind SERVICE = new GroupKind("", "Service");
    public static final GroupKind SECRET = new GroupKind("", "Secret");
    public static final GroupKind CONFIG_MAP = new GroupKind("", "ConfigMap");
    public static final GroupKind NODE = new GroupKind("", "Node");
    public static final GroupKind DEPLOYMENT = new GroupKind("apps", "Deployment");
    public static final GroupKind DEFINITION = new GroupKind("apiextensions.k8s.io", "CustomResourceDefinition");
    public static final GroupKind MUTATING_WEBHOOK =
            new GroupKind("admissionregistration.k8s.io", "MutatingWebhookConfiguration");
    public static final GroupKind VALIDATING_WEBHOOK =
            new GroupKind("admissionregistration.k8s.io", "ValidatingWebhookConfiguration");

    public static final GroupKind VIRTUAL_SERVICE = networking("VirtualService");
    public static final GroupKind DESTINATION_RULE = networking("DestinationRule");
    public static final GroupKind GATEWAY = networking("Gateway");
    public static final GroupKind SERVICE_ENTRY = networking("ServiceEntry");
    public static final GroupKind SIDECAR = networking("Sidecar");
    public static final GroupKind ENVOY_FILTER = networking("EnvoyFilter");
    public static final GroupKind WORKLOAD_ENTRY = networking("WorkloadEntry");
    public static final GroupKind WORKLOAD_GROUP = networking("WorkloadGroup");
    public static final GroupKind PROXY_CONFIG = networking("ProxyConfig");
    public static final GroupKind AUTHORIZATION_POLICY = new GroupKind("security.istio.io", "AuthorizationPolicy");
    public static final GroupKind REQUEST_AUTHENTICATION = new GroupKind("security.istio.io", "RequestAuthentication");
    public static final GroupKind TELEMETRY = new GroupKind("telemetry.istio.io", "Telemetry");
    public static final GroupKind WASM_PLUGIN = new GroupKind("extensions.istio.io", "WasmPlugin");

    public static final GroupKind GATEWAY_API_GATEWAY = new GroupKind("gateway.networking.k8s.io", "Gateway");
    public static final GroupKind HTTP_ROUTE = new GroupKind("gateway.networking.k8s.io", "HTTPRoute");
    public static final GroupKind GRPC_ROUTE = new GroupKind("gateway.networking.k8s.io", "GRPCRoute");

    /** The configuration of the mesh as a whole, which lives in no kind of its own in a cluster: istio/api:mesh/v1alpha1/config.proto. */
    public static final GroupKind MESH_CONFIG = new GroupKind("mesh.istio.io", "MeshConfig");
    /** The networks of the mesh: istio/api:mesh/v1alpha1/network.proto. */
    public static final GroupKind MESH_NETWORKS = new GroupKind("mesh.istio.io", "MeshNetworks");

    private Kinds() {}

    private static GroupKind networking(String kind) {
        return new GroupKind("networking.istio.io", kind);
    }
}
