// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.document;

import io.meshkit.finding.Report;
import io.meshkit.resource.Resource;
import java.util.List;

/**
 * The Kubernetes objects of some texts.
 *
 * @param resources the objects in the order of the texts, items of lists in place of their list
 * @param report what is wrong with the texts, and which documents are no objects
 * @since 0.1.0
 */
public record Manifests(List<Resource> resources, Report report) {

    /** Copies the resources. */
    public Manifests {
        resources = List.copyOf(resources);
    }
}
