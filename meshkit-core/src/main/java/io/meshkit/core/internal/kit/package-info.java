// SPDX-License-Identifier: Apache-2.0
/**
 * The kit: what an application holds, put together from the parts of the runtime. {@link io.meshkit.core.internal.kit.Kit} makes each part
 * when it is first asked for.
 */
@NullMarked
package io.meshkit.core.internal.kit;

import org.jspecify.annotations.NullMarked;
