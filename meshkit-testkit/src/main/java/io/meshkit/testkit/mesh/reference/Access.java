// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.mesh.reference;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The trait {@code access} of a service.
 *
 * @param allowsByDefault what holds for requests that no rule speaks of; the mesh's own default when empty
 * @param rules the rules
 * @param ports the ports by which the service is known
 */
record Access(Optional<Boolean> allowsByDefault, List<AccessRule> rules, Set<Long> ports) {

    static final Access NONE = new Access(Optional.empty(), List.of(), Set.of());

    boolean allows(Caller caller, ProxyRequest request, boolean otherwise) {
        return speaks(caller, request).or(() -> allowsByDefault).orElse(otherwise);
    }

    /** Whether it lets a request through by its own words, not by the default of the mesh. */
    boolean allowsExpressly(Caller caller, ProxyRequest request) {
        return speaks(caller, request).or(() -> allowsByDefault).orElse(false);
    }

    private Optional<Boolean> speaks(Caller caller, ProxyRequest request) {
        List<AccessRule> matching = rules.stream()
                .filter(rule -> rule.matches(caller, request, ports))
                .toList();
        return matching.isEmpty()
                ? Optional.empty()
                : Optional.of(matching.stream().noneMatch(AccessRule::denies));
    }
}
