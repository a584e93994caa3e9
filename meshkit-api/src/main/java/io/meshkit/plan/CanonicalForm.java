// SPDX-License-Identifier: Apache-2.0
package io.meshkit.plan;

import io.meshkit.document.BooleanValue;
import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.NumberValue;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;

/**
 * Bytes that are the same for equal values: each node is a letter, a length and its content; keys are sorted. Walks with a stack of its
 * own, so depth costs no thread stack.
 */
final class CanonicalForm {

    private final MessageDigest digest;
    private final ByteBuffer length = ByteBuffer.allocate(Integer.BYTES);

    private CanonicalForm(MessageDigest digest) {
        this.digest = digest;
    }

    static Digest digest(Value content) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            new CanonicalForm(sha256).write(content);
            return new Digest("sha256:" + HexFormat.of().formatHex(sha256.digest()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The stack holds values and, as texts, keys that come before their values. */
    private void write(Value content) {
        Deque<Object> open = new ArrayDeque<>();
        open.push(content);
        while (!open.isEmpty()) {
            Object next = open.pop();
            if (next instanceof String key) {
                text('k', key);
            } else if (next instanceof MapValue map) {
                head('m', map.size());
                List<String> keys = map.keys().stream().sorted().toList();
                for (int i = keys.size() - 1; i >= 0; i--) {
                    open.push(map.get(keys.get(i)).orElseThrow());
                    open.push(keys.get(i));
                }
            } else if (next instanceof ListValue list) {
                head('l', list.size());
                for (int i = list.size() - 1; i >= 0; i--) {
                    open.push(list.get(i));
                }
            } else {
                scalar((Value) next);
            }
        }
    }

    private void scalar(Value value) {
        if (value instanceof TextValue text) {
            text('t', text.text());
        } else if (value instanceof NumberValue number) {
            text(
                    'n',
                    number.decimal()
                            .map(size -> size.signum() == 0
                                    ? "0"
                                    : size.stripTrailingZeros().toString())
                            .orElse(number.text()));
        } else if (value instanceof BooleanValue bool) {
            head('b', bool.value() ? 1 : 0);
        } else {
            head('z', 0);
        }
    }

    private void text(char kind, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        head(kind, bytes.length);
        digest.update(bytes);
    }

    private void head(char kind, int size) {
        digest.update((byte) kind);
        digest.update(length.clear().putInt(size).flip());
    }
}
