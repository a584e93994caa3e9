// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.mesh;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives the tests of a class a {@link LocalMesh} as a parameter. One mesh is started for the class, before its first test that asks for it,
 * and ended after the last one. A nested class shares it, unless it is marked itself: then it has a mesh of its own. When a test, or what is done
 * before or after it, fails, the logs of the mesh's processes are kept, and the report names the folder.
 *
 * <pre>{@code
 * @LocalMeshTest(services = {"web", "api/v1", "api/v2"})
 * class CanaryTest {
 *     @Test
 *     void both_versions_answer(LocalMesh mesh) { … }
 * }
 * }</pre>
 *
 * @since 0.1.0
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(LocalMeshExtension.class)
public @interface LocalMeshTest {

    /**
     * The instances.
     *
     * @return {@code SERVICE} or {@code SERVICE/VERSION} for each
     */
    String[] services();

    /**
     * The instances of the second datacentre, which is started when there are any.
     *
     * @return {@code SERVICE} or {@code SERVICE/VERSION} for each
     */
    String[] remoteServices() default {};

    /**
     * The services that can be reached from outside.
     *
     * @return names of services
     */
    String[] ingress() default {};

    /**
     * Whether access control lists are on.
     *
     * @return true for nothing without a token
     */
    boolean accessControl() default false;

    /**
     * Whether calls that no intention allows are refused.
     *
     * @return true to refuse them
     */
    boolean denyByDefault() default false;
}
