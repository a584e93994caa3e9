// SPDX-License-Identifier: Apache-2.0
package io.meshkit.it.kubernetes;

import io.meshkit.testkit.contract.KubernetesMeshKindContract;
import io.meshkit.testkit.kubernetes.RealKubernetes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/** The kinds of the meshes on a real server of their own: other tests begin on a server without them. */
@Tag("real")
class RealMeshKindContractTest extends KubernetesMeshKindContract {

    private static RealKubernetes kubernetes;

    @BeforeAll
    static void start() {
        kubernetes = RealKubernetes.start();
    }

    @AfterAll
    static void end() {
        kubernetes.close();
    }

    @Override
    protected Server server() {
        return new Server(
                kubernetes.url(), RealKubernetes.ADMIN_TOKEN, RealKubernetes.VIEWER_TOKEN, kubernetes.sslContext());
    }
}
