// SPDX-License-Identifier: Apache-2.0
package io.meshkit.it.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** Does something for each index, some at a time: most of it is waiting. */
final class EachIndex {

    private static final int AT_ONCE = 4;

    private EachIndex() {}

    /** What is done for an index. */
    interface Work {
        void at(int index) throws Exception;
    }

    static void of(IntStream indexes, Work work) {
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Future<?>> all = new ArrayList<>();
            indexes.forEach(index -> all.add(threads.submit(() -> {
                work.at(index);
                return index;
            })));
            for (Future<?> one : all) {
                one.get();
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error failed) {
                throw failed;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            threads.shutdownNow();
        }
    }
}
