// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.proxy;

import io.meshkit.core.envoy.EnvoyAdmin.Node;
import io.meshkit.core.envoy.EnvoyAdmin.RejectedListener;
import java.util.List;
import java.util.SortedMap;

/** Asks one proxy. What cannot be asked is a {@link io.meshkit.MeshKitException}. */
interface ProxyReader {

    /** What the proxy calls itself; empty texts when it does not say. */
    Node node();

    /** The updates by part of the configuration, such as {@code listener_manager.lds}. */
    SortedMap<String, Updates> updates();

    /** Listeners that it works without, or with an older form of; empty also when it does not say. */
    List<RejectedListener> rejectedListeners();

    /** Whether {@link #rejectedListeners} says all of listeners, so that counting their updates adds nothing. */
    boolean tellsOfListeners();
}
