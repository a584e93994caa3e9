// SPDX-License-Identifier: Apache-2.0
package io.meshkit.examples;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;

/** Addresses of clusters by the file that tells how to reach them. */
final class Kubeconfig {

    /** The cluster that kubectl would use. */
    static final URI USUAL = URI.create("k8s:.");

    private Kubeconfig() {}

    /** The current context of a file, whatever characters its path has. */
    static URI address(Path file) {
        try {
            return new URI("k8s", ".?kubeconfig=" + file, null);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("the path " + file + " cannot be part of an address", e);
        }
    }
}
