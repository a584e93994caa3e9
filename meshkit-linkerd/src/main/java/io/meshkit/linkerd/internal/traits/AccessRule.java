// SPDX-License-Identifier: Apache-2.0
package io.meshkit.linkerd.internal.traits;

import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.NumberValue;
import io.meshkit.document.Value;
import io.meshkit.pattern.Component;
import io.meshkit.pattern.RenderContext;
import java.util.List;

/**
 * A rule of the access trait that Linkerd can express. Immutable.
 *
 * @param index its position in the file
 * @param isDeny whether it refuses
 * @param callers the callers that it speaks of
 * @param requests what they may or may not send; empty for all
 * @param ports ports of the pods; empty for all
 */
record AccessRule(int index, boolean isDeny, AccessCallers callers, List<AccessRequest> requests, List<Value> ports) {

    /** Reads a rule. */
    static AccessRule of(int index, MapValue rule, Component component, RenderContext context) {
        MapValue to = rule.map("to").orElse(MapValue.EMPTY);
        return new AccessRule(
                index,
                denies(rule),
                AccessCallers.of(rule, component, context),
                AccessRequest.of(to),
                to.list("ports").orElse(ListValue.EMPTY).items());
    }

    /** Whether a rule as it is written refuses. */
    static boolean denies(MapValue rule) {
        return rule.text("action").orElse("allow").equals("deny");
    }

    AccessRule with(AccessCallers others) {
        return new AccessRule(index, isDeny, others, requests, ports);
    }

    /** Whether it speaks of a port. */
    boolean isOn(Value port) {
        return ports.isEmpty() || ports.stream().anyMatch(one -> number(one) == number(port));
    }

    static long number(Value port) {
        return port instanceof NumberValue value ? value.asLong().orElse(0) : 0;
    }

    /** Whether it speaks of every request that another rule speaks of. */
    boolean covers(AccessRule other) {
        boolean onPorts = ports.isEmpty()
                || (!other.ports.isEmpty() && other.ports.stream().allMatch(this::isOn));
        boolean ofRequests = requests.isEmpty()
                || (!other.requests.isEmpty()
                        && other.requests.stream()
                                .allMatch(one -> requests.stream().anyMatch(mine -> mine.covers(one))));
        return onPorts && ofRequests;
    }

    /** Whether no request is spoken of by both rules. */
    boolean isApartFrom(AccessRule other) {
        boolean onPorts = !ports.isEmpty()
                && !other.ports.isEmpty()
                && other.ports.stream().noneMatch(this::isOn);
        boolean ofRequests = !requests.isEmpty()
                && !other.requests.isEmpty()
                && other.requests.stream().allMatch(one -> requests.stream().allMatch(mine -> mine.isApartFrom(one)));
        return onPorts || ofRequests;
    }
}
