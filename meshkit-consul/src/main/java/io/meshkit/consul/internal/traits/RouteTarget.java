// SPDX-License-Identifier: Apache-2.0
package io.meshkit.consul.internal.traits;

import io.meshkit.document.MapValue;
import io.meshkit.document.Value;
import io.meshkit.pattern.Component;
import io.meshkit.pattern.Draft;
import io.meshkit.pattern.Drafts;
import io.meshkit.pattern.Pattern;
import io.meshkit.pattern.RenderContext;
import java.util.Optional;

/**
 * A target of a rule.
 *
 * @param service the name of the service, at the place where the file names it
 * @param component the service in the pattern; empty for one that is elsewhere
 * @param version the version; never of a service that is elsewhere
 * @param owner the service whose rule it is
 */
record RouteTarget(Value service, Optional<Component> component, Optional<Value> version, Component owner) {

    static RouteTarget of(MapValue to, Component owner, Pattern pattern) {
        Optional<Value> named = to.get("service");
        Optional<Component> component = named.isEmpty()
                ? Optional.of(owner)
                : pattern.service(named.get().toString(), owner);
        if (component.isEmpty()) {
            return new RouteTarget(named.orElseThrow(), component, Optional.empty(), owner);
        }
        Value name = component.get().name();
        return new RouteTarget(named.<Value>map(name::at).orElse(name), component, to.get("version"), owner);
    }

    /** Sees to it that what an entry leads to is there before it: the protocol of the service, and the subset of the version. */
    void prepare(Draft entry, RenderContext context, Drafts drafts) {
        component.ifPresent(known -> {
            if (known != owner) {
                entry.after(ConsulTargets.routableDefaults(known, context, drafts));
            }
            version.ifPresent(named -> ConsulTargets.subset(known, named.toString(), context, drafts)
                    .serves(entry));
        });
    }
}
