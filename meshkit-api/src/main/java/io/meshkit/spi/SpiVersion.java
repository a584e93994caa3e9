// SPDX-License-Identifier: Apache-2.0
package io.meshkit.spi;

/**
 * The version of the provider interfaces. A provider returns {@link #CURRENT} from {@link Provider#spiVersion()}; the compiler copies the
 * number into the provider's class, so it tells what the provider was built against.
 *
 * @since 0.1.0
 */
public final class SpiVersion {

    /** The version of the interfaces in this jar. */
    public static final int CURRENT = 1;

    /** The oldest version that the runtime still works with. */
    public static final int OLDEST_SUPPORTED = 1;

    private SpiVersion() {}
}
