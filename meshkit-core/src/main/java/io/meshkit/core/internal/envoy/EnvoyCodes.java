// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.envoy;

import io.meshkit.ErrorCode;

/** The codes of what can fail when a running Envoy is asked. */
public final class EnvoyCodes {

    /** The administration interface does not answer. */
    public static final ErrorCode UNREACHABLE = new ErrorCode("MK-ENVOY-UNREACHABLE");
    /** It answers something that Envoy does not. */
    public static final ErrorCode ANSWER = new ErrorCode("MK-ENVOY-ANSWER");

    /** The waiting thread was interrupted; its flag is set again. */
    public static final ErrorCode INTERRUPTED = new ErrorCode("MK-INTERRUPTED");

    private EnvoyCodes() {}
}
