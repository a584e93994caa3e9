// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.kubernetes;

import io.meshkit.document.BooleanValue;
import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.NumberValue;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import io.meshkit.resource.GroupKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Gives Services their addresses and node ports, and keeps them over updates that do not name them
 * (kubernetes/kubernetes:pkg/registry/core/service/storage/alloc.go). Addresses are given in order, so that they are the same in every run.
 */
final class ServiceAddresses {

    private static final GroupKind SERVICE = new GroupKind("", "Service");
    private static final String EXTERNAL = "ExternalName";

    private final ControlPlane plane;

    ServiceAddresses(ControlPlane plane) {
        this.plane = plane;
    }

    /** The object with what an update may leave out. */
    static MapValue kept(Call call, MapValue live, MapValue wanted) {
        if (!call.kind().groupKind().equals(SERVICE) || isOf(wanted, EXTERNAL)) {
            return wanted;
        }
        MapValue before = live.map("spec").orElse(MapValue.EMPTY);
        MapValue spec = wanted.map("spec").orElse(MapValue.EMPTY);
        for (String field : List.of("clusterIP", "clusterIPs", "ipFamilies", "ipFamilyPolicy")) {
            Optional<Value> value = before.get(field);
            if (value.isPresent() && !spec.has(field) && !isNamed(spec, field)) {
                spec = spec.with(field, value.get());
            }
        }
        return wanted.with("spec", spec);
    }

    /** The addresses follow the address, when an update names another one. */
    private static boolean isNamed(MapValue spec, String field) {
        return field.equals("clusterIPs") && spec.has("clusterIP");
    }

    MapValue allocated(Call call, MapValue object) {
        if (!call.kind().groupKind().equals(SERVICE) || call.onStatus()) {
            return object;
        }
        MapValue spec = object.map("spec").orElse(MapValue.EMPTY);
        if (isOf(object, EXTERNAL)) {
            return object.with(
                    "spec",
                    spec.without("clusterIP")
                            .without("clusterIPs")
                            .without("ipFamilies")
                            .without("ipFamilyPolicy"));
        }
        if (spec.text("clusterIP").filter(ip -> !ip.isEmpty()).isEmpty()) {
            spec = spec.with("clusterIP", TextValue.of(plane.nextAddress()));
        }
        String address = spec.text("clusterIP").orElse("");
        spec = spec.with("clusterIPs", ListValue.ofTexts(List.of(address)));
        spec = orElse(spec, "ipFamilies", ListValue.ofTexts(List.of(address.contains(":") ? "IPv6" : "IPv4")));
        spec = orElse(spec, "ipFamilyPolicy", TextValue.of("SingleStack"));
        return object.with("spec", hasNodePorts(object) ? withNodePorts(spec) : spec);
    }

    private MapValue withNodePorts(MapValue spec) {
        List<Value> ports = new ArrayList<>();
        for (Value item : spec.list("ports").orElse(ListValue.of())) {
            boolean lacks = item instanceof MapValue port && !port.has("nodePort");
            ports.add(lacks ? ((MapValue) item).with("nodePort", NumberValue.of(plane.nextNodePort())) : item);
        }
        return spec.with("ports", ListValue.of(ports));
    }

    private static boolean hasNodePorts(MapValue object) {
        boolean refused = object.find("/spec/allocateLoadBalancerNodePorts")
                .filter(BooleanValue.FALSE::equals)
                .isPresent();
        return isOf(object, "NodePort") || isOf(object, "LoadBalancer") && !refused;
    }

    private static boolean isOf(MapValue object, String type) {
        return object.find("/spec/type")
                .filter(value -> value.toString().equals(type))
                .isPresent();
    }

    private static MapValue orElse(MapValue spec, String field, Value value) {
        return spec.has(field) ? spec : spec.with(field, value);
    }
}
