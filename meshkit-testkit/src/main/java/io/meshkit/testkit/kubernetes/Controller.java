// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.kubernetes;

import io.meshkit.testkit.kubernetes.internal.store.Change;

/** Reacts to changes of objects with further changes, as the controllers of a cluster do, but at once and on the writer's thread. */
@FunctionalInterface
interface Controller {

    void react(Change change);
}
