// SPDX-License-Identifier: Apache-2.0
/**
 * Kubernetes for tests: {@link io.meshkit.testkit.kubernetes.FakeKubernetes}, an API server inside the JVM that answers as a real one does
 * in every case that both are tested with, and
 * a real one as processes on this machine. There is no kubelet in either. Start reading
 * at {@code FakeKubernetes}; inside, {@code ApiServer} shows the way of a request.
 */
@NullMarked
package io.meshkit.testkit.kubernetes;

import org.jspecify.annotations.NullMarked;
