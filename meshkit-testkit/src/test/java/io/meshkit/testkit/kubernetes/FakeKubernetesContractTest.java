// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.kubernetes;

import io.meshkit.testkit.contract.KubernetesApiContract.Server;
import io.meshkit.testkit.contract.KubernetesApplyContract;
import io.meshkit.testkit.contract.KubernetesBuiltInKindContract;
import io.meshkit.testkit.contract.KubernetesControllerContract;
import io.meshkit.testkit.contract.KubernetesCustomKindContract;
import io.meshkit.testkit.contract.KubernetesDeletionContract;
import io.meshkit.testkit.contract.KubernetesHistoryContract;
import io.meshkit.testkit.contract.KubernetesMeshKindContract;
import io.meshkit.testkit.contract.KubernetesReadContract;
import io.meshkit.testkit.contract.KubernetesRequestContract;
import io.meshkit.testkit.contract.KubernetesWriteContract;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;

/** The fake passes what the real server passes; rules in CEL it does not evaluate, and says so. */
class FakeKubernetesContractTest {

    private static FakeKubernetes kubernetes;

    @BeforeAll
    static void start() {
        kubernetes = FakeKubernetes.start();
        kubernetes.accept("viewer", new KubernetesUser("viewer", List.of("viewers")));
    }

    @AfterAll
    static void end() {
        kubernetes.close();
    }

    private static Server fake() {
        try {
            return new Server(kubernetes.url(), FakeKubernetes.ADMIN_TOKEN, "viewer", SSLContext.getDefault());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Nested
    class Applying extends KubernetesApplyContract {

        @Override
        protected Server server() {
            return fake();
        }
    }

    @Nested
    class Reading extends KubernetesReadContract {

        @Override
        protected int bookmarkSeconds() {
            return 1;
        }

        @Override
        protected Server server() {
            return fake();
        }
    }

    @Nested
    class Writing extends KubernetesWriteContract {

        @Override
        protected Server server() {
            return fake();
        }
    }

    @Nested
    class CustomKinds extends KubernetesCustomKindContract {

        @Override
        protected boolean evaluatesRules() {
            return false;
        }

        @Override
        protected Server server() {
            return fake();
        }
    }

    @Nested
    class Deleting extends KubernetesDeletionContract {

        @Override
        protected Server server() {
            return fake();
        }
    }

    @Nested
    class History extends KubernetesHistoryContract {

        @Override
        protected void forgetHistory() {
            kubernetes.compactHistory();
        }

        @Override
        protected Server server() {
            return fake();
        }
    }

    @Nested
    class Requests extends KubernetesRequestContract {

        @Override
        protected Server server() {
            return fake();
        }
    }

    @Nested
    class BuiltInKinds extends KubernetesBuiltInKindContract {

        @Override
        protected Server server() {
            return fake();
        }
    }

    @Nested
    class MeshKinds extends KubernetesMeshKindContract {

        @Override
        protected boolean evaluatesRules() {
            return false;
        }

        @Override
        protected Server server() {
            return fake();
        }
    }

    @Nested
    class Controlling extends KubernetesControllerContract {

        @Override
        protected Server server() {
            return fake();
        }
    }
}
