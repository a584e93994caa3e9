// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.kubernetes;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests a {@link FakeKubernetes} of their own as a parameter, and closes it after them.
 *
 * <pre>{@code
 * @ExtendWith(FakeKubernetesExtension.class)
 * class MyTest {
 *     @Test
 *     void a_second_apply_writes_nothing(FakeKubernetes kubernetes) { … }
 * }
 * }</pre>
 *
 * <p>A parameter of a test method, of {@code @BeforeEach} and of {@code @AfterEach} is one server per test; a parameter of a constructor or
 * of {@code @BeforeAll} is one server per class.
 *
 * @since 0.1.0
 */
public final class FakeKubernetesExtension implements ParameterResolver {

    private static final Namespace SERVERS = Namespace.create(FakeKubernetesExtension.class);

    /** Called by JUnit. */
    public FakeKubernetesExtension() {}

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == FakeKubernetes.class;
    }

    @Override
    public FakeKubernetes resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getStore(SERVERS)
                .computeIfAbsent(context.getUniqueId(), unused -> FakeKubernetes.start(), FakeKubernetes.class);
    }
}
