// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.mesh.reference;

/**
 * Who calls: known by the listener that was used, never by what the request says.
 *
 * @param service the service
 * @param namespace its namespace
 */
record Caller(String service, String namespace) {

    /** The identity as a SPIFFE id; the service account has the name of the service. */
    String spiffeId() {
        return "spiffe://reference.mesh/ns/" + namespace + "/sa/" + service;
    }

    /** The service account, as patterns write it. */
    String account() {
        return namespace + "/" + service;
    }
}
