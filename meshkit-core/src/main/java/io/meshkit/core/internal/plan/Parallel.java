// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.plan;

import static java.util.Objects.requireNonNull;

import io.meshkit.MeshKitException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** Asks a store many things at once. The threads live as long as the call. */
final class Parallel {

    private final int width;

    Parallel(int width) {
        this.width = width;
    }

    /** The answers in the order of the questions; throws what the first failed one threw. */
    <T, R> List<R> map(List<T> questions, Function<T, R> ask) {
        if (width == 1 || questions.size() < 2) {
            return questions.stream().map(ask).toList();
        }
        ExecutorService pool =
                Executors.newFixedThreadPool(Math.min(width, questions.size()), daemons("meshkit-plan-"));
        try {
            List<Future<R>> answers = new ArrayList<>();
            questions.forEach(question -> answers.add(pool.submit(() -> ask.apply(question))));
            List<R> all = new ArrayList<>();
            for (Future<R> answer : answers) {
                all.add(answer.get());
            }
            return all;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MeshKitException(
                    PlanCodes.INTERRUPTED, "planning was interrupted.", "Plan again; nothing was written.", e);
        } catch (ExecutionException e) {
            throw unchecked(requireNonNull(e.getCause()));
        } finally {
            pool.shutdownNow();
        }
    }

    private static RuntimeException unchecked(Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException exception ? exception : new IllegalStateException(cause);
    }

    static java.util.concurrent.ThreadFactory daemons(String prefix) {
        AtomicInteger count = new AtomicInteger();
        return work -> {
            Thread thread = new Thread(work, prefix + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
