// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.policies;

import io.meshkit.resource.Resource;
import java.util.Collection;
import java.util.stream.Collectors;

/** The names of resources of one namespace, for messages: as many as a reader wants to see. */
final class Names {

    /** How many of those that are alike a finding shows. */
    static final int SHOWN = 5;

    private Names() {}

    static String of(Collection<Resource> resources) {
        String shown = resources.stream()
                .limit(SHOWN)
                .map(resource ->
                        resource.key().groupKind().kind() + " " + resource.key().name())
                .collect(Collectors.joining(", "));
        return resources.size() > SHOWN ? shown + " and " + (resources.size() - SHOWN) + " more" : shown;
    }
}
