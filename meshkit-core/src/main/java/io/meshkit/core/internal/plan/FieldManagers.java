// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.plan;

import io.meshkit.plan.DesiredResource.Ownership;
import io.meshkit.resource.ApplyOptions;
import io.meshkit.resource.SetId;

/**
 * Under which name things are written. Whole objects belong to one set, so all sets share a name for them. Fields in objects of others are
 * written under a name of the set: under a shared one, each set's apply would take the fields of the other sets away.
 */
final class FieldManagers {

    private FieldManagers() {}

    static String of(SetId set, Ownership ownership) {
        return ownership == Ownership.WHOLE ? ApplyOptions.FIELD_MANAGER : ApplyOptions.FIELD_MANAGER + ":" + set;
    }

    /** How to write what a set wants. */
    static ApplyOptions write(SetId set, Ownership ownership) {
        return write(of(set, ownership));
    }

    /** How to write under a name: what bears the name of a set is only some fields of an object. */
    static ApplyOptions write(String manager) {
        return ApplyOptions.DEFAULT.fieldManager(manager).partial(!manager.equals(ApplyOptions.FIELD_MANAGER));
    }
}
