// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.mesh.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The fields of a message in their order; names are compared without case. Not thread-safe. */
final class HttpFields {

    /** Fields that belong to one connection: RFC 9110, section 7.6.1. */
    private static final List<String> HOP_BY_HOP = List.of(
            "connection",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authorization",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    private final List<Map.Entry<String, String>> entries = new ArrayList<>();

    HttpFields copy() {
        HttpFields copy = new HttpFields();
        copy.entries.addAll(entries);
        return copy;
    }

    HttpFields add(String name, String value) {
        entries.add(Map.entry(name, value));
        return this;
    }

    HttpFields set(String name, String value) {
        return remove(name).add(name, value);
    }

    HttpFields remove(String name) {
        entries.removeIf(entry -> entry.getKey().equalsIgnoreCase(name));
        return this;
    }

    List<String> all(String name) {
        return entries.stream()
                .filter(entry -> entry.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .toList();
    }

    /** All values of a field, as one. */
    Optional<String> joined(String name) {
        List<String> all = all(name);
        return all.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", all));
    }

    /** Whether a field that is a list has a word in it. */
    boolean lists(String name, String word) {
        for (String value : all(name)) {
            for (String part : value.split(",")) {
                if (part.trim().equalsIgnoreCase(word)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Takes out what is meant for the connection it came over, also what it names itself. */
    HttpFields withoutHopByHop() {
        Set<String> own = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        own.addAll(HOP_BY_HOP);
        for (String value : all("connection")) {
            for (String name : value.split(",")) {
                own.add(name.trim());
            }
        }
        entries.removeIf(entry -> own.contains(entry.getKey()));
        return this;
    }

    int size() {
        return entries.size();
    }

    void appendTo(StringBuilder text) {
        entries.forEach(entry -> text.append(entry.getKey())
                .append(": ")
                .append(entry.getValue())
                .append("\r\n"));
    }
}
