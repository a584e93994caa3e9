// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.kubernetes;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests the one {@link RealKubernetes} of the JVM as a parameter; it starts when it is first asked for and ends with the last test.
 * When a part is missing, the test fails.
 *
 * @since 0.1.0
 */
public final class RealKubernetesExtension implements ParameterResolver {

    private static final Namespace SERVERS = Namespace.create(RealKubernetesExtension.class);

    /** Called by JUnit. */
    public RealKubernetesExtension() {}

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == RealKubernetes.class;
    }

    @Override
    public RealKubernetes resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(SERVERS)
                .computeIfAbsent("server", unused -> RealKubernetes.start(), RealKubernetes.class);
    }
}
