// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.mesh;

/**
 * A request as an {@link EchoService} saw it.
 *
 * @param run the id of the run it belongs to, from the header {@value EchoService#RUN}; may be empty
 * @param method the HTTP method
 * @param path path and query as they arrived, after all rewriting
 * @param peer the SPIFFE id of the caller as the side-car vouched for it ({@code x-forwarded-client-cert}); may be empty
 * @param status the status that was answered
 * @since 0.1.0
 */
public record EchoRequest(String run, String method, String path, String peer, int status) {}
