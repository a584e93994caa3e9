// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.plan;

import io.meshkit.finding.Finding;
import io.meshkit.plan.Change;
import io.meshkit.plan.DesiredResource;
import io.meshkit.plan.FieldChange;
import io.meshkit.resource.LiveResource;
import io.meshkit.resource.ResourceKey;
import java.util.List;
import java.util.Optional;

/**
 * What a desired resource means for what is there.
 *
 * @param desired the resource
 * @param live what is there; empty when nothing is, or what is there is on its way out
 * @param change what must happen
 * @param diff the fields that become other
 * @param wait what must be waited for beside the change
 * @param findings what is wrong with it
 */
record Assessment(
        DesiredResource desired,
        Optional<LiveResource> live,
        Change change,
        List<FieldChange> diff,
        Wait waiting,
        List<Finding> findings) {

    enum Wait {
        NOTHING,
        /** It is as it shall be, but does not do its work yet. */
        READY,
        /** An earlier one of this name is on its way out. */
        GONE
    }

    ResourceKey key() {
        return desired.key();
    }

    static Assessment of(DesiredResource desired, Optional<LiveResource> live, Change change, List<FieldChange> diff) {
        return new Assessment(desired, live, change, diff, Wait.NOTHING, List.of());
    }

    Assessment with(List<Finding> more) {
        return new Assessment(desired, live, change, diff, waiting, more);
    }

    Assessment after(Wait first) {
        return new Assessment(desired, live, change, diff, first, findings);
    }
}
