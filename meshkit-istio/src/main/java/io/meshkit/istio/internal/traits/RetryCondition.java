// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.traits;

import io.meshkit.pattern.Support;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a request may be repeated on, in Istio's words. Istio takes names of conditions, gRPC conditions without prefix, and status codes
 * one by one, but only codes that Go has a text for (istio/istio:pkg/config/validation/validation.go, validateHTTPRetry).
 */
final class RetryCondition {

    private static final String GRPC = "grpc:";

    /** istio/istio:pkg/config/validation/validation.go, supportedRetryOnPolicies. */
    private static final Set<String> GRPC_CONDITIONS =
            Set.of("cancelled", "deadline-exceeded", "internal", "resource-exhausted", "unavailable");

    /** golang/go:src/net/http/status.go, StatusText. */
    private static final Set<Integer> NAMED = named();

    private static final Pattern STATUS = Pattern.compile("([1-5][0-9]{2})(?:-([1-5][0-9]{2}))?");

    private RetryCondition() {}

    private static Set<Integer> named() {
        Set<Integer> codes = new TreeSet<>(Set.of(226, 421, 422, 423, 424, 425, 426, 428, 429, 431, 451, 510, 511));
        int[][] ranges = {{100, 103}, {200, 208}, {300, 305}, {307, 308}, {400, 418}, {500, 508}};
        for (int[] range : ranges) {
            for (int code = range[0]; code <= range[1]; code++) {
                codes.add(code);
            }
        }
        return Set.copyOf(codes);
    }

    /** The words for one condition; none when Istio would refuse them all. */
    static List<String> rendered(String condition) {
        if (condition.startsWith(GRPC)) {
            String name = condition.substring(GRPC.length());
            return GRPC_CONDITIONS.contains(name) ? List.of(name) : List.of();
        }
        Matcher status = STATUS.matcher(condition);
        return status.matches() ? codes(status) : List.of(condition);
    }

    private static List<String> codes(Matcher status) {
        int first = Integer.parseInt(status.group(1));
        int last = status.group(2) == null ? first : Integer.parseInt(status.group(2));
        List<String> codes = new ArrayList<>();
        for (int code = first; code <= last; code++) {
            if (NAMED.contains(code)) {
                codes.add(Integer.toString(code));
            }
        }
        return codes;
    }

    /** What Istio cannot do of one condition; empty when it can do all. */
    static Optional<Support> support(String condition, String field) {
        if (rendered(condition).isEmpty()) {
            return Optional.of(Support.none(
                    field,
                    "Istio does not know the condition \"" + condition + "\"",
                    "use 5xx, gateway-error, registered status codes, or one of grpc:cancelled, grpc:deadline-exceeded,"
                            + " grpc:internal, grpc:resource-exhausted, grpc:unavailable"));
        }
        Matcher status = STATUS.matcher(condition);
        if (status.matches() && status.group(2) != null && missing(status)) {
            return Optional.of(Support.partial(
                    field,
                    "Istio takes registered status codes only; the others of " + condition + " are left out",
                    ""));
        }
        return Optional.empty();
    }

    private static boolean missing(Matcher status) {
        int size = Integer.parseInt(status.group(2)) - Integer.parseInt(status.group(1)) + 1;
        return codes(status).size() < size;
    }
}
