// SPDX-License-Identifier: Apache-2.0
package io.meshkit.it.real;

import io.meshkit.testkit.kubernetes.RealKubernetes;
import io.meshkit.testkit.kubernetes.RealKubernetesExtension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests the one {@link RealMeshes} of the JVM, on the one server of the JVM. */
final class RealMeshesExtension implements ParameterResolver {

    private static final Namespace MESHES = Namespace.create(RealMeshesExtension.class);

    private final RealKubernetesExtension servers = new RealKubernetesExtension();

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == RealMeshes.class;
    }

    @Override
    public RealMeshes resolveParameter(ParameterContext parameter, ExtensionContext context) {
        RealKubernetes server = servers.resolveParameter(parameter, context);
        return context.getRoot()
                .getStore(MESHES)
                .computeIfAbsent("meshes", unused -> new RealMeshes(server), RealMeshes.class);
    }
}
