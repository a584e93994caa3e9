// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import io.meshkit.core.document.DocumentCodes;
import io.meshkit.document.Document;
import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.Place;
import io.meshkit.document.Value;
import io.meshkit.finding.Finding;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Takes back warnings about keys that Go's readers would take for something else: no Go program reads patterns, and {@code on} is ours. */
final class ForGoReaders {

    private ForGoReaders() {}

    static List<Finding> withoutKeys(List<Finding> findings, List<Document> documents) {
        boolean none = findings.stream().noneMatch(ForGoReaders::isForGo);
        if (none) {
            return findings;
        }
        Set<Place> keys = new HashSet<>();
        documents.forEach(document -> collectKeys(document.root(), keys));
        return findings.stream()
                .filter(finding -> !isForGo(finding)
                        || finding.place().filter(keys::contains).isEmpty())
                .toList();
    }

    private static boolean isForGo(Finding finding) {
        return finding.code().equals(DocumentCodes.READ_DIFFERENTLY);
    }

    private static void collectKeys(Value root, Set<Place> keys) {
        Deque<Value> open = new ArrayDeque<>();
        open.push(root);
        while (!open.isEmpty()) {
            Value value = open.pop();
            if (value instanceof MapValue map) {
                for (MapValue.Entry entry : map) {
                    map.keyPlace(entry.key()).ifPresent(keys::add);
                    open.push(entry.value());
                }
            } else if (value instanceof ListValue list) {
                list.forEach(open::push);
            }
        }
    }
}
