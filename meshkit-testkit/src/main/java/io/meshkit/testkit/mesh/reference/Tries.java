// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.mesh.reference;

import io.meshkit.testkit.mesh.reference.ConnectionPool.FullException;
import io.meshkit.testkit.mesh.reference.ServiceRules.Retry;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Sends one request to one destination, as often as its caller's rules say. Used by one thread. */
final class Tries {

    private final Caller caller;
    private final ServiceRules called;
    private final String service;
    private final List<Instance> among;
    private final MeshState mesh;
    private final MeshRules rules;
    private final CountDownLatch closed;
    private final long deadline;

    Tries(
            Caller caller,
            ServiceRules called,
            String service,
            List<Instance> among,
            MeshState mesh,
            MeshRules rules,
            CountDownLatch closed) {
        this.caller = caller;
        this.called = called;
        this.service = service;
        this.among = among;
        this.mesh = mesh;
        this.rules = rules;
        this.closed = closed;
        this.deadline = after(
                System.nanoTime(), called.times().request().orElse(mesh.limits().answer()));
    }

    /** What came of a try. */
    private enum Ending {
        /** The service answered. */
        ANSWERED,
        /** The mesh refused it itself; another try would not change that. */
        REFUSED,
        /** No connection was made. */
        CONNECT_FAILURE,
        /** No whole answer came. */
        RESET
    }

    private record Outcome(ProxyAnswer answer, Ending ending) {

        static Outcome own(int status, String text, Ending ending) {
            return new Outcome(ProxyAnswer.own(status, text), ending);
        }

        boolean meets(String condition) {
            int status = answer.status();
            if (ending == Ending.REFUSED) {
                return false;
            }
            boolean unanswered = ending != Ending.ANSWERED;
            return switch (condition) {
                case "5xx" -> status >= 500;
                case "gateway-error" -> status >= 502 && status <= 504;
                case "connect-failure" -> ending == Ending.CONNECT_FAILURE;
                case "reset" -> ending == Ending.RESET;
                case "refused-stream" -> false; // there are no streams in HTTP/1.1
                case "retriable-4xx" -> status == 409;
                default -> !unanswered && isIn(condition, status);
            };
        }

        private static boolean isIn(String codes, int status) {
            String[] ends = codes.split("-", 2);
            return status >= Integer.parseInt(ends[0]) && status <= Integer.parseInt(ends[ends.length - 1]);
        }
    }

    ProxyAnswer send(ProxyRequest request) throws InterruptedException {
        Retry retry = called.retry();
        int further = mesh.has(Defect.RETRIES_IGNORED) ? 0 : retry.attempts();
        long pause = retry.backoff().toNanos();
        for (int tried = 0; ; tried++) {
            Outcome outcome = once(request);
            if (tried == further || retry.on().stream().noneMatch(outcome::meets) || isLate()) {
                return outcome.answer();
            }
            if (closed.await(Math.min(pause, deadline - System.nanoTime()), TimeUnit.NANOSECONDS)) {
                return ProxyAnswer.own(503, "the mesh is closed");
            }
            if (isLate()) {
                return ProxyAnswer.own(504, "no answer in time");
            }
            pause = Math.min(pause * 2, Duration.ofHours(1).toNanos());
        }
    }

    private boolean isLate() {
        return System.nanoTime() - deadline >= 0;
    }

    private Outcome once(ProxyRequest request) {
        if (!mesh.allows(rules, service, caller, request)) {
            return Outcome.own(403, caller.account() + " may not do this", Ending.REFUSED);
        }
        Upstreams upstreams = mesh.upstreams(caller.service(), service);
        if (!upstreams.enter()) {
            return Outcome.own(503, "too many requests are under way", Ending.REFUSED);
        }
        try {
            Optional<Instance> instance = upstreams.choose(among, request);
            return instance.isEmpty()
                    ? Outcome.own(503, "no instance of " + service + " is in use", Ending.REFUSED)
                    : at(instance.get(), request, upstreams);
        } finally {
            upstreams.leave();
        }
    }

    private Outcome at(Instance instance, ProxyRequest request, Upstreams upstreams) {
        Optional<Boolean> good = Optional.empty();
        try {
            Outcome outcome = exchange(instance, request, upstreams.connections());
            if (outcome.ending() != Ending.REFUSED) {
                good = Optional.of(
                        outcome.ending() == Ending.ANSWERED && outcome.answer().status() < 500);
            }
            return outcome;
        } finally {
            upstreams.done(instance, good);
        }
    }

    private Outcome exchange(Instance instance, ProxyRequest request, ConnectionPool connections) {
        long begin = System.nanoTime();
        long tryDeadline = called.retry()
                .perTry()
                .map(time -> Math.min(after(begin, time), deadline))
                .orElse(deadline);
        long connectDeadline = called.times()
                .connect()
                .map(time -> Math.min(after(begin, time), tryDeadline))
                .orElse(tryDeadline);
        UpstreamConnection connection;
        try {
            connection = connections.take(instance, connectDeadline, tryDeadline);
        } catch (FullException e) {
            return Outcome.own(503, "too many connections", Ending.REFUSED);
        } catch (SocketTimeoutException e) {
            return Outcome.own(504, "no connection in time", Ending.CONNECT_FAILURE);
        } catch (IOException e) {
            return Outcome.own(503, "no connection to " + service, Ending.CONNECT_FAILURE);
        }
        boolean usable = false;
        try {
            ProxyAnswer answer = connection.exchange(vouched(request), answerDeadline(tryDeadline));
            usable = answer.keepsConnection();
            return new Outcome(answer, Ending.ANSWERED);
        } catch (SocketTimeoutException e) {
            return Outcome.own(504, "no answer in time", Ending.RESET);
        } catch (IOException e) {
            return Outcome.own(503, service + " broke the connection", Ending.RESET);
        } catch (MessageException e) {
            return Outcome.own(502, e.reason(), Ending.RESET);
        } finally {
            connections.give(connection, usable);
        }
    }

    private long answerDeadline(long tryDeadline) {
        return called.times()
                .response()
                .map(time -> Math.min(after(System.nanoTime(), time), tryDeadline))
                .orElse(tryDeadline);
    }

    /** The server is told who calls, in the form of Envoy; what the client said of that is gone by now. */
    private ProxyRequest vouched(ProxyRequest request) {
        String by = mesh.spiffeId(service);
        HttpFields fields =
                request.fields().copy().set("x-forwarded-client-cert", "By=" + by + ";URI=" + caller.spiffeId());
        return request.withFields(fields);
    }

    private static long after(long begin, Duration time) {
        return begin + Math.min(time.toMillis(), Duration.ofDays(1).toMillis()) * 1_000_000;
    }
}
