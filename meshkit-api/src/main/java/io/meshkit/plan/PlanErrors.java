// SPDX-License-Identifier: Apache-2.0
package io.meshkit.plan;

import io.meshkit.ErrorCode;
import io.meshkit.MeshKitException;

/** The ways in which plans fail that the runtime does not have to know of. */
final class PlanErrors {

    static final ErrorCode FORM = new ErrorCode("MK-PLAN-FORM");
    static final ErrorCode VERSION = new ErrorCode("MK-PLAN-VERSION");
    static final ErrorCode STEP = new ErrorCode("MK-PLAN-STEP");
    static final ErrorCode DIGEST = new ErrorCode("MK-PLAN-DIGEST");
    static final ErrorCode INCOMPLETE = new ErrorCode("MK-PLAN-INCOMPLETE");

    private PlanErrors() {}

    static MeshKitException form(String where, String expected) {
        return new MeshKitException(
                FORM,
                "what was saved cannot be read: " + where + " " + expected + ".",
                "Make it again; it is not meant to be edited.");
    }
}
