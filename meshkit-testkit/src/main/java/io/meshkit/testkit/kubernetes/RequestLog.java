// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.kubernetes;

import java.util.ArrayList;
import java.util.List;

/** Keeps the requests that came in, up to {@value #MOST}. Thread-safe. */
final class RequestLog {

    private static final int MOST = 100_000;

    private final List<RecordedRequest> requests = new ArrayList<>();
    private int next;

    synchronized RecordedRequest add(ApiRequest request) {
        RecordedRequest recorded = new RecordedRequest(
                next++,
                request.method(),
                request.rawPath(),
                request.query().parameters(),
                request.userAgent(),
                request.header("Content-Type"),
                request.user().name(),
                request.body(),
                0);
        if (requests.size() < MOST) {
            requests.add(recorded);
        }
        return recorded;
    }

    synchronized void answered(RecordedRequest request, int status) {
        // From the end: what is answered came in lately.
        int at = requests.size() - 1;
        while (at >= 0 && requests.get(at) != request) {
            at--;
        }
        if (at >= 0) {
            requests.set(
                    at,
                    new RecordedRequest(
                            request.index(),
                            request.method(),
                            request.path(),
                            request.query(),
                            request.userAgent(),
                            request.contentType(),
                            request.user(),
                            request.body(),
                            status));
        }
    }

    synchronized List<RecordedRequest> all() {
        return List.copyOf(requests);
    }

    synchronized void clear() {
        requests.clear();
        next = 0;
    }
}
