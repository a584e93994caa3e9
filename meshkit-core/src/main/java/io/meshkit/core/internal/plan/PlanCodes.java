// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.plan;

import io.meshkit.ErrorCode;
import io.meshkit.finding.Code;

/** The findings and errors of planning and applying. */
final class PlanCodes {

    /** Resources wait for each other in a circle. */
    static final Code CYCLE = new Code("MKP031");
    /** Two different resources have one key. */
    static final Code DUPLICATE = new Code("MKP032");
    /** Another field manager owns a field that would change. */
    static final Code CONFLICT = new Code("MKP060");
    /** A field that cannot change would change. */
    static final Code IMMUTABLE = new Code("MKP061");
    /** The server would not take the resource. */
    static final Code REJECTED = new Code("MKP062");
    /** The resource belongs to another set. */
    static final Code OTHER_SET = new Code("MKP063");
    /** The resource is there without a mark, and adoption is refused or would lose what others wrote. */
    static final Code NOT_ADOPTED = new Code("MKP064");
    /** A member that is not wanted any more stays. */
    static final Code KEPT = new Code("MKP065");
    /** The server does not know the kind. */
    static final Code UNKNOWN_KIND = new Code("MKP066");
    /** A secret is known by its digest alone. */
    static final Code SECRET = new Code("MKP067");
    /** The server warns. */
    static final Code SERVER_WARNING = new Code("MKP068");
    /** Fields are to be set in an object that is not there. */
    static final Code NO_OBJECT = new Code("MKP069");
    /** A namespace is named for a kind that has none. */
    static final Code NO_NAMESPACE = new Code("MKP071");
    /** A kept revision cannot be read. */
    static final Code DAMAGED = new Code("MKP072");
    /** The number of replicas is left to an autoscaler. */
    static final Code AUTOSCALED = new Code("MKP073");
    /** The namespace of a set's records is missing. */
    static final Code NO_HOME = new Code("MKP090");

    /** A running proxy rejects what was applied. */
    static final Code NOT_TAKEN_UP = new Code("MKP094");
    /** A running proxy did not answer when it was asked what it takes up. */
    static final Code SILENT = new Code("MKP095");
    /** Whether a running proxy takes up what was applied cannot be told. */
    static final Code UNVERIFIED = new Code("MKP096");

    /** There is no set to remove. */
    static final Code NO_SET = new Code("MKP097");
    /** The inventory of a set is gone; its members were found again. */
    static final Code FOUND_AGAIN = new Code("MKP098");

    static final ErrorCode STALE = new ErrorCode("MK-PLAN-STALE");
    static final ErrorCode OTHER_STORE = new ErrorCode("MK-PLAN-STORE");
    static final ErrorCode ERRORS = new ErrorCode("MK-PLAN-ERRORS");
    static final ErrorCode NO_SECRET = new ErrorCode("MK-PLAN-SECRET");
    static final ErrorCode NO_HANDLER = new ErrorCode("MK-PLAN-ACTION");
    static final ErrorCode NOT_READY = new ErrorCode("MK-PLAN-NOT-READY");
    static final ErrorCode STEP_BROKE = new ErrorCode("MK-PLAN-STEP-BROKE");
    /** A running proxy rejects what was applied. */
    static final ErrorCode PROXY_REJECTS = new ErrorCode("MK-PROXY-REJECTS");

    static final ErrorCode NOT_UNDONE = new ErrorCode("MK-PLAN-NOT-UNDONE");
    static final ErrorCode NAMESPACE_STAYS = new ErrorCode("MK-PLAN-NAMESPACE-STAYS");
    static final ErrorCode NO_REVISION = new ErrorCode("MK-REVISION-ABSENT");
    static final ErrorCode BAD_REVISION = new ErrorCode("MK-REVISION-DAMAGED");
    static final ErrorCode INTERRUPTED = new ErrorCode("MK-INTERRUPTED");

    private PlanCodes() {}
}
