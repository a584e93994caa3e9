// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.catalog;

import io.meshkit.ErrorCode;

/** The codes of providers that cannot be used. */
public final class CatalogCodes {

    /** A service file cannot be read or has a line that is no class name. */
    public static final ErrorCode FILE = new ErrorCode("MK-PROVIDER-FILE");
    /** A service file names a class that is not there. */
    public static final ErrorCode CLASS_MISSING = new ErrorCode("MK-PROVIDER-CLASS-MISSING");
    /** A class needs another that is missing or of another version. */
    public static final ErrorCode LINKAGE = new ErrorCode("MK-PROVIDER-LINKAGE");
    /** A class is no provider of the service, or has no public constructor without parameters. */
    public static final ErrorCode TYPE = new ErrorCode("MK-PROVIDER-TYPE");
    /** A constructor or static initialiser threw. */
    public static final ErrorCode CONSTRUCTOR = new ErrorCode("MK-PROVIDER-CONSTRUCTOR");
    /** A provider was built against interfaces that this runtime does not work with. */
    public static final ErrorCode SPI_VERSION = new ErrorCode("MK-PROVIDER-SPI-VERSION");
    /** A provider's id is not of lower-case letters, digits and hyphens. */
    public static final ErrorCode ID = new ErrorCode("MK-PROVIDER-ID");
    /** A method that describes a provider threw. */
    public static final ErrorCode DESCRIPTION = new ErrorCode("MK-PROVIDER-DESCRIPTION");
    /** Two providers of one id have the same priority. */
    public static final ErrorCode DUPLICATE = new ErrorCode("MK-PROVIDER-DUPLICATE");
    /** A provider's create method threw. */
    public static final ErrorCode CREATE = new ErrorCode("MK-PROVIDER-CREATE");
    /** Looking for providers failed again and again and was given up. */
    public static final ErrorCode GIVEN_UP = new ErrorCode("MK-PROVIDER-GIVEN-UP");
    /** A kit that is strict found a provider that failed. */
    public static final ErrorCode STRICT = new ErrorCode("MK-PROVIDER-STRICT");

    private CatalogCodes() {}
}
