// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.analysis;

import io.meshkit.ErrorCode;
import io.meshkit.finding.Code;

/** The codes of the engine itself; rules bring their own. */
public final class AnalysisCodes {

    /** The options name a rule that is not there. */
    public static final ErrorCode NO_RULE = new ErrorCode("MK-ANALYSIS-RULE");
    /** No rule knows the tool that is to be imitated. */
    public static final ErrorCode NO_TOOL = new ErrorCode("MK-ANALYSIS-TOOL");
    /** A rule threw. */
    public static final Code RULE_FAILED = new Code("MKV-ENGINE-001");

    private AnalysisCodes() {}
}
