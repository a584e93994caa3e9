// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The ports on which the containers of an application take TCP connections. */
final class ContainerPorts {

    private ContainerPorts() {}

    /**
     * One port.
     *
     * @param number its number
     * @param name its name
     */
    record Port(Value number, Optional<Value> name) {}

    /** The ports in the order of the file. */
    static List<Port> of(MapValue settings) {
        List<Port> ports = new ArrayList<>();
        for (Value container : settings.list("containers").orElse(ListValue.EMPTY)) {
            ListValue written =
                    container instanceof MapValue map ? map.list("ports").orElse(ListValue.EMPTY) : ListValue.EMPTY;
            for (Value port : written) {
                MapValue spelled = spelled(port);
                if (spelled.text("protocol").orElse("TCP").equals("TCP")) {
                    spelled.get("containerPort").ifPresent(number -> ports.add(new Port(number, spelled.get("name"))));
                }
            }
        }
        return ports;
    }

    /** A port as Kubernetes writes it; a pattern may have its number alone. */
    static MapValue spelled(Value port) {
        return port instanceof MapValue map
                ? map
                : MapValue.of("containerPort", port).at(port);
    }
}
