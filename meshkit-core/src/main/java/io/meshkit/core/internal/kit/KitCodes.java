// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.kit;

import io.meshkit.ErrorCode;

/** The codes of what a kit cannot do. */
public final class KitCodes {

    /** The kit has no site, or not the one asked for. */
    public static final ErrorCode SITE_NONE = new ErrorCode("MK-SITE-NONE");
    /** The kit has several sites and none was named. */
    public static final ErrorCode SITE_MANY = new ErrorCode("MK-SITE-MANY");
    /** An address of a site cannot be understood, or nobody opens its scheme. */
    public static final ErrorCode SITE_ADDRESS = new ErrorCode("MK-SITE-ADDRESS");
    /** There is no adapter for a mesh. */
    public static final ErrorCode ADAPTER_NONE = new ErrorCode("MK-ADAPTER-NONE");
    /** A part of the kit could not be closed. */
    public static final ErrorCode CLOSE = new ErrorCode("MK-KIT-CLOSE");

    private KitCodes() {}
}
