// SPDX-License-Identifier: Apache-2.0
package io.meshkit.it.kubernetes;

import io.meshkit.testkit.contract.KubernetesApiContract.Server;
import io.meshkit.testkit.contract.KubernetesApplyContract;
import io.meshkit.testkit.contract.KubernetesBuiltInKindContract;
import io.meshkit.testkit.contract.KubernetesControllerContract;
import io.meshkit.testkit.contract.KubernetesCustomKindContract;
import io.meshkit.testkit.contract.KubernetesDeletionContract;
import io.meshkit.testkit.contract.KubernetesHistoryContract;
import io.meshkit.testkit.contract.KubernetesReadContract;
import io.meshkit.testkit.contract.KubernetesRequestContract;
import io.meshkit.testkit.contract.KubernetesWriteContract;
import io.meshkit.testkit.kubernetes.RealKubernetes;
import io.meshkit.testkit.kubernetes.RealKubernetesExtension;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/** The real server keeps the contract that the fake is tested with. */
@Tag("real")
@ExtendWith(RealKubernetesExtension.class)
class RealKubernetesContractTest {

    private static Server server;
    private static RealKubernetes control;

    @BeforeAll
    static void start(RealKubernetes kubernetes) {
        control = kubernetes;
        server = new Server(
                kubernetes.url(), RealKubernetes.ADMIN_TOKEN, RealKubernetes.VIEWER_TOKEN, kubernetes.sslContext());
    }

    @Nested
    class Applying extends KubernetesApplyContract {

        @Override
        protected Server server() {
            return server;
        }
    }

    @Nested
    class Reading extends KubernetesReadContract {

        @Override
        protected Server server() {
            return server;
        }
    }

    @Nested
    class Writing extends KubernetesWriteContract {

        @Override
        protected Server server() {
            return server;
        }
    }

    @Nested
    class CustomKinds extends KubernetesCustomKindContract {

        @Override
        protected Server server() {
            return server;
        }
    }

    @Nested
    class Deleting extends KubernetesDeletionContract {

        @Override
        protected Server server() {
            return server;
        }
    }

    @Nested
    class History extends KubernetesHistoryContract {

        @Override
        protected void forgetHistory() {
            control.compactHistory();
        }

        @Override
        protected Server server() {
            return server;
        }
    }

    @Nested
    class Requests extends KubernetesRequestContract {

        @Override
        protected Server server() {
            return server;
        }
    }

    @Nested
    class BuiltInKinds extends KubernetesBuiltInKindContract {

        @Override
        protected Server server() {
            return server;
        }
    }

    @Nested
    class Controlling extends KubernetesControllerContract {

        @Override
        protected Server server() {
            return server;
        }
    }
}
