// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.kubernetes;

import java.time.Duration;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends requests again by a {@link RetryRule}. */
final class RetryingTransport implements KubernetesTransport {

    private static final Logger LOG = LoggerFactory.getLogger(RetryingTransport.class);

    private final KubernetesTransport transport;
    private final RetryPauses pauses;
    private final RetryRule rule;

    RetryingTransport(KubernetesTransport transport, RetryPauses pauses) {
        this.transport = transport;
        this.pauses = pauses;
        this.rule = pauses.rule();
    }

    @Override
    public Reply send(Request request) {
        return attempt(request, transport::send, Function.identity()).reply();
    }

    @Override
    public Stream open(Request request) {
        return attempt(request, transport::open, Stream::head).answer();
    }

    @Override
    public void close() {
        transport.close();
    }

    private record Answer<T>(T answer, Reply reply) {}

    private <T> Answer<T> attempt(Request request, Function<Request, T> once, Function<T, Reply> replyOf) {
        for (int attempt = 1; ; attempt++) {
            Duration retryAfter;
            try {
                T answer = once.apply(request);
                Reply reply = replyOf.apply(answer).afterAttempts(attempt);
                if (attempt >= rule.attempts() || !rule.again(request, reply)) {
                    return new Answer<>(answer, reply);
                }
                retryAfter = RetryRule.retryAfter(reply);
                LOG.debug("{} answered {}; attempt {} of {}", request, reply.status(), attempt, rule.attempts());
            } catch (TransportFault fault) {
                if (attempt >= rule.attempts() || !rule.again(request, fault)) {
                    throw fault.afterAttempts(attempt);
                }
                retryAfter = Duration.ZERO;
                LOG.debug("{} failed ({}); attempt {} of {}", request, fault.kind(), attempt, rule.attempts());
            }
            pause(request, attempt, retryAfter);
        }
    }

    private void pause(Request request, int attempt, Duration retryAfter) {
        try {
            pauses.pause(attempt, retryAfter);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TransportFault(
                    TransportFault.Kind.INTERRUPTED, "interrupted before sending " + request + " again", e);
        }
    }
}
