// SPDX-License-Identifier: Apache-2.0
package io.meshkit.consul.internal.store;

import io.meshkit.document.JsonPointer;
import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.Value;
import io.meshkit.resource.Rejection;
import io.meshkit.resource.Resource;
import io.meshkit.resource.ResourceKey;
import io.meshkit.resource.StoreException;
import io.meshkit.resource.StoreException.Reason;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a status and a plain text of Consul mean. Consul says 500 for what a server cannot do and for what a user must not write; only the
 * words tell them apart (hashicorp/consul:agent/structs/config_entry*.go); on a read there is nothing to refuse.
 */
final class ConsulRefusal {

    private static final String UNKNOWN_DATACENTER =
            "Check dc in the address; `consul catalog datacenters` lists those that the agent's servers know.";

    private static final Pattern UNKNOWN_KEY = Pattern.compile("invalid config key \"([^\"]+)\"");
    private static final Pattern QUOTED_PLACE =
            Pattern.compile("'([A-Za-z]+(?:\\[[0-9]+\\])?(?:\\.[A-Za-z]+(?:\\[[0-9]+\\])?)*)'");
    private static final Pattern PLACE =
            Pattern.compile("([A-Z][A-Za-z]*\\[[0-9]+\\](?:\\.[A-Z][A-Za-z]*(?:\\[[0-9]+\\])?)*)");
    private static final Pattern STEP = Pattern.compile("([A-Za-z]+)(?:\\[([0-9]+)\\])?");
    private static final Pattern INVALID_VALUE = Pattern.compile("(?i)invalid value for ([a-z]+)");

    /**
     * Words of servers that have no leader or cannot reach one; the same request may be answered later (hashicorp/consul:agent/structs/errors.go,
     * agent/pool/pool.go, hashicorp/raft:api.go).
     */
    private static final List<String> PASSING = List.of(
            "no cluster leader",
            "leadership lost",
            "rpc error making call: eof",
            "not ready to serve",
            "no known consul servers");

    private final int status;
    private final boolean isRead;
    private final String text;

    ConsulRefusal(int status, boolean isRead, String text) {
        this.status = status;
        this.isRead = isRead;
        this.text = text.strip();
    }

    Reason reason() {
        String lower = text.toLowerCase(Locale.ROOT);
        if (status == 401 || status == 403 && lower.contains("acl not found")) {
            return Reason.UNAUTHORIZED;
        }
        if (status == 403) {
            return Reason.FORBIDDEN;
        }
        if (status == 404) {
            return Reason.NOT_FOUND;
        }
        if (isUnknownDatacenter()) {
            return Reason.SERVER;
        }
        if (status == 429 || status == 503 || status == 504 || PASSING.stream().anyMatch(lower::contains)) {
            return Reason.UNAVAILABLE;
        }
        if (lower.contains("invalid config entry kind")) {
            return Reason.UNKNOWN_KIND;
        }
        if (lower.contains("enterprise feature") || lower.contains("enterprise-only feature")) {
            return Reason.UNSUPPORTED;
        }
        if (status == 400 || status == 413 || status == 500 && !isRead) {
            return Reason.INVALID;
        }
        return Reason.SERVER;
    }

    /** hashicorp/consul:agent/structs/errors.go */
    private boolean isUnknownDatacenter() {
        return text.toLowerCase(Locale.ROOT).contains("no path to datacenter");
    }

    /** The complaint, with the field where the words name one. */
    Rejection rejection(@Nullable Resource desired) {
        Optional<JsonPointer> pointer = Optional.ofNullable(desired).flatMap(resource -> place(resource.body()));
        Rejection.Cause cause =
                new Rejection.Cause(pointer.map(JsonPointer::toString).orElse(""), pointer, text, Optional.empty());
        return new Rejection(reason(), text, List.of(cause));
    }

    StoreException exception(@Nullable ResourceKey key, @Nullable Resource desired, String what) {
        Reason reason = reason();
        return new StoreException(
                reason,
                key,
                what + ": Consul answered " + status + " \"" + text + "\".",
                isUnknownDatacenter() ? UNKNOWN_DATACENTER : remedy(reason),
                reason == Reason.INVALID || reason == Reason.UNSUPPORTED ? rejection(desired) : null,
                null);
    }

    private static String remedy(Reason reason) {
        return switch (reason) {
            case UNAUTHORIZED -> "Give a token that this datacentre knows, by token-file or token-env in the address.";
            case FORBIDDEN -> "Give a token whose policy allows it; the words of Consul name the rule that is missing.";
            case UNAVAILABLE -> "Wait until the servers have a leader, then try again.";
            case UNKNOWN_KIND -> "Check the kind, and that the release of Consul has it.";
            case UNSUPPORTED -> "Leave it out; the Community Edition of Consul does not have it.";
            case NOT_FOUND -> "Check the name.";
            default -> "Change what the words of Consul name.";
        };
    }

    private Optional<JsonPointer> place(MapValue body) {
        Matcher key = UNKNOWN_KEY.matcher(text);
        if (key.find()) {
            return search(body, key.group(1));
        }
        for (Pattern form : List.of(QUOTED_PLACE, PLACE)) {
            Matcher place = form.matcher(text);
            if (place.find()) {
                Optional<JsonPointer> found = walk(body, place.group(1));
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        Matcher value = INVALID_VALUE.matcher(text);
        return value.find() ? search(body, value.group(1)) : Optional.empty();
    }

    /** A way as Consul writes it, such as {@code Sources[0].Action}; as far as it leads. */
    private static Optional<JsonPointer> walk(MapValue body, String way) {
        JsonPointer pointer = JsonPointer.ROOT;
        Value here = body;
        Matcher step = STEP.matcher(way);
        while (step.find()) {
            Optional<String> key = here instanceof MapValue map ? sameKey(map, step.group(1)) : Optional.empty();
            if (key.isEmpty()) {
                break;
            }
            pointer = pointer.child(key.get());
            here = ((MapValue) here).get(key.get()).orElseThrow();
            if (step.group(2) != null && here instanceof ListValue list) {
                int index = Integer.parseInt(step.group(2));
                if (index >= list.size()) {
                    break;
                }
                pointer = pointer.child(step.group(2));
                here = list.get(index);
            }
        }
        return pointer.isRoot() ? Optional.empty() : Optional.of(pointer);
    }

    /** The first place of a key from the top; a key written with dots lies in those before it, in whatever item of a list. */
    private static Optional<JsonPointer> search(MapValue body, String name) {
        List<String> names = List.of(name.toLowerCase(Locale.ROOT).split("\\."));
        String last = names.get(names.size() - 1);
        Deque<Map.Entry<JsonPointer, Value>> open = new ArrayDeque<>(List.of(Map.entry(JsonPointer.ROOT, body)));
        while (!open.isEmpty()) {
            Map.Entry<JsonPointer, Value> next = open.removeFirst();
            if (next.getValue() instanceof MapValue map) {
                Optional<String> key = sameKey(map, last);
                Optional<JsonPointer> place = key.map(next.getKey()::child);
                if (place.filter(found -> ends(found, names)).isPresent()) {
                    return place;
                }
                map.forEach(entry -> open.add(Map.entry(next.getKey().child(entry.key()), entry.value())));
            } else if (next.getValue() instanceof ListValue list) {
                for (int i = 0; i < list.size(); i++) {
                    open.add(Map.entry(next.getKey().child(Integer.toString(i)), list.get(i)));
                }
            }
        }
        return Optional.empty();
    }

    private static boolean ends(JsonPointer place, List<String> names) {
        List<String> keys = place.segments().stream()
                .filter(segment -> !segment.matches("[0-9]+"))
                .map(segment -> segment.toLowerCase(Locale.ROOT))
                .toList();
        return keys.size() >= names.size()
                && keys.subList(keys.size() - names.size(), keys.size()).equals(names);
    }

    private static Optional<String> sameKey(MapValue map, String name) {
        return map.keys().stream().filter(name::equalsIgnoreCase).findFirst();
    }
}
