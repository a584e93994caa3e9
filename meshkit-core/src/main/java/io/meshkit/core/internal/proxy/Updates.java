// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.proxy;

/**
 * How many updates of one part of its configuration a proxy took and rejected since its start.
 *
 * @param accepted how many it took
 * @param rejected how many it rejected
 */
record Updates(long accepted, long rejected) {

    static final Updates NONE = new Updates(0, 0);

    /** A proxy that was started anew counts from zero. */
    boolean isBefore(Updates later) {
        return later.accepted >= accepted && later.rejected >= rejected;
    }
}
