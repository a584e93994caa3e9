// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.proxy;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Something that a proxy does not take up.
 *
 * @param what what it is, for a message, such as {@code the listener "public_listener:10.0.0.1:20000"}
 * @param words why, in the proxy's words; empty when it only counts
 * @param since whether the proxy said the same before
 */
public record Rejection(String what, String words, Since since) {

    /** When something was rejected, seen from what was done meanwhile. */
    public enum Since {
        /** Only after it. */
        NEW,
        /** Before it, and again after it. */
        REPEATED,
        /** Before it; nothing was sent since, or the proxy does not say. */
        EARLIER
    }

    private static final Pattern ROUTES = Pattern.compile("\\.rds\\.(.+)$");
    private static final Pattern ENDPOINTS = Pattern.compile("^cluster\\.(.+)$");

    static Rejection ofListener(String name, String words, Since since) {
        return new Rejection(name.isEmpty() ? "a new listener" : "the listener \"" + name + "\"", words, since);
    }

    /** What the proxy counts under a name, in words (envoyproxy/envoy:docs/root/configuration/overview/mgmt_server.rst). */
    static Rejection ofPart(String part, Since since) {
        return new Rejection(described(part), "", since);
    }

    private static String described(String part) {
        if (part.equals("listener_manager.lds")) {
            return "an update of its listeners";
        }
        if (part.equals("cluster_manager.cds")) {
            return "an update of its clusters";
        }
        Matcher routes = ROUTES.matcher(part);
        if (routes.find()) {
            return "an update of the routes \"" + routes.group(1) + "\"";
        }
        Matcher endpoints = ENDPOINTS.matcher(part);
        return endpoints.find()
                ? "an update of the endpoints of \"" + endpoints.group(1) + "\""
                : "an update counted as " + part;
    }
}
