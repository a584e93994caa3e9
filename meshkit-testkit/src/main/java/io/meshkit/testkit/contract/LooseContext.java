// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.contract;

import io.meshkit.document.JsonPointer;
import io.meshkit.document.TextValue;
import io.meshkit.finding.FindingSink;
import io.meshkit.finding.Report;
import io.meshkit.finding.SchemaChecker;
import io.meshkit.mesh.MeshId;
import io.meshkit.pattern.Component;
import io.meshkit.pattern.Pattern;
import io.meshkit.pattern.RenderContext;
import io.meshkit.pattern.ServiceAccounts;
import io.meshkit.resource.GroupKind;
import io.meshkit.resource.Resource;
import java.util.List;
import java.util.Optional;

/**
 * Surroundings in which nothing is known of definitions and manifests.
 *
 * @param mesh the mesh
 * @param pattern the pattern
 */
record LooseContext(MeshId mesh, Pattern pattern) implements RenderContext {

    @Override
    public String namespaceOf(Component component) {
        return component.namespace().map(TextValue::text).orElse("default");
    }

    @Override
    public ServiceAccounts accounts() {
        return ServiceAccounts.of(this);
    }

    @Override
    public SchemaChecker schemas() {
        return new SchemaChecker() {
            @Override
            public Report check(Resource resource) {
                return Report.EMPTY;
            }

            @Override
            public Optional<Boolean> hasProperty(GroupKind groupKind, String version, JsonPointer property) {
                return Optional.empty();
            }
        };
    }

    @Override
    public Optional<List<Resource>> manifests(String what) {
        return Optional.empty();
    }

    @Override
    public FindingSink findings() {
        return finding -> {};
    }
}
