// SPDX-License-Identifier: Apache-2.0
package io.meshkit.spi;

import io.meshkit.plan.ActionHandler;
import java.util.List;

/**
 * Provides handlers for steps of plans that are neither an apply nor a delete, such as uploading a filter.
 *
 * @since 0.1.0
 */
public interface ActionProvider extends Provider {

    /**
     * Makes the handlers. Called once per kit, before first use. Two handlers of one id are an error that names both jars.
     *
     * @param context what they may use
     * @return the handlers
     * @throws NotApplicableException when the handlers cannot work in this process
     */
    List<ActionHandler> actions(ProviderContext context);
}
