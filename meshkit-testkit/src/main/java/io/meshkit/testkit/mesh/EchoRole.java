// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.mesh;

/**
 * Who an {@link EchoService} says it is.
 *
 * @param service the service, such as {@code api}
 * @param version the version, such as {@code v1}; may be empty
 * @param instance the instance, told apart from others of its service and version
 * @since 0.1.0
 */
public record EchoRole(String service, String version, String instance) {

    /**
     * The only instance of a version.
     *
     * @param service the service
     * @param version the version; may be empty
     * @return the role; its instance is named {@code SERVICE-VERSION}
     */
    public static EchoRole of(String service, String version) {
        return new EchoRole(service, version, version.isEmpty() ? service : service + "-" + version);
    }
}
