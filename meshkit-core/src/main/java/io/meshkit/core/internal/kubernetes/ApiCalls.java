// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.kubernetes;

import io.meshkit.core.internal.json.JsonReader;
import io.meshkit.core.internal.json.JsonWriter;
import io.meshkit.core.internal.kubernetes.KubernetesTransport.Reply;
import io.meshkit.core.internal.kubernetes.KubernetesTransport.Request;
import io.meshkit.core.internal.kubernetes.KubernetesTransport.Stream;
import io.meshkit.core.internal.kubernetes.StoreFailures.Action;
import io.meshkit.document.MapValue;
import io.meshkit.document.Value;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Calls of one API server, with faults and refusals as store exceptions. The transport is made on the first call, so that a cluster that
 * is only named costs nothing.
 */
final class ApiCalls implements AutoCloseable {

    private final Supplier<KubernetesTransport> maker;
    private final StoreFailures failures;
    private final RetryPauses pauses;
    private @Nullable KubernetesTransport direct;
    private @Nullable KubernetesTransport retrying;
    private boolean closed;

    ApiCalls(Supplier<KubernetesTransport> maker, StoreFailures failures, RetryPauses pauses) {
        this.maker = maker;
        this.failures = failures;
        this.pauses = pauses;
    }

    StoreFailures failures() {
        return failures;
    }

    /** Sends, again where that is safe; any status is an answer. */
    Reply send(Action action, Request request) {
        try {
            return retrying().send(request);
        } catch (TransportFault fault) {
            throw failures.failed(action, fault);
        }
    }

    /** Sends once. */
    Reply sendOnce(Action action, Request request) {
        try {
            return direct().send(request);
        } catch (TransportFault fault) {
            throw failures.failed(action, fault);
        }
    }

    /** Opens a stream once; whoever reads it decides about another time. */
    Stream open(Request request) {
        return direct().open(request);
    }

    /** The answer itself when it is 2xx. */
    Reply success(Action action, Reply reply, MapValue sent) {
        if (reply.isSuccess()) {
            return reply;
        }
        throw failures.refused(action, Refusal.of(reply, sent));
    }

    /** The JSON object of an answer. */
    MapValue map(Action action, Reply reply) {
        try {
            return JsonReader.readMap(reply.body());
        } catch (JsonReader.MalformedException e) {
            throw failures.garbled(action, String.valueOf(e.getMessage()));
        }
    }

    /** The JSON text of a body to send. */
    byte[] json(Action action, Value body) {
        try {
            return JsonWriter.write(body);
        } catch (IllegalArgumentException e) {
            throw failures.unwritable(action, e);
        }
    }

    private synchronized KubernetesTransport direct() {
        if (closed) {
            throw new TransportFault(TransportFault.Kind.CLOSED, "this cluster is closed", null);
        }
        if (direct == null) {
            direct = maker.get();
        }
        return direct;
    }

    private synchronized KubernetesTransport retrying() {
        KubernetesTransport once = direct();
        if (retrying == null) {
            retrying = new RetryingTransport(once, pauses);
        }
        return retrying;
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (direct != null) {
            direct.close();
        }
    }
}
