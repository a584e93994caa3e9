// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.schema;

import java.util.regex.Pattern;

/** Literal IP addresses, told without asking any name service; as Go's {@code net.ParseIP} and {@code net.ParseCIDR} see them. */
final class IpAddress {

    private static final Pattern IPV4 =
            Pattern.compile("((25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)\\.){3}(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)");
    private static final Pattern GROUP = Pattern.compile("[0-9a-fA-F]{1,4}");
    private static final Pattern PREFIX = Pattern.compile("0|[1-9]\\d{0,2}");

    private IpAddress() {}

    static boolean isIpv4(String text) {
        return IPV4.matcher(text).matches();
    }

    static boolean isIpv6(String text) {
        int gap = text.indexOf("::");
        if (gap < 0) {
            return groups(text) == 8;
        }
        if (text.indexOf("::", gap + 1) >= 0) {
            return false;
        }
        int before = gap == 0 ? 0 : groups(text.substring(0, gap));
        int after = gap + 2 == text.length() ? 0 : groups(text.substring(gap + 2));
        boolean ipv4First = before > 0 && text.substring(0, gap).contains(".");
        return before >= 0 && after >= 0 && before + after <= 7 && !ipv4First;
    }

    /** The number of 16-bit groups, an IPv4 address at the end being two; -1 when something else stands there. */
    private static int groups(String text) {
        String[] parts = text.split(":", -1);
        int groups = 0;
        for (int i = 0; i < parts.length; i++) {
            if (i == parts.length - 1 && isIpv4(parts[i])) {
                groups += 2;
            } else if (GROUP.matcher(parts[i]).matches()) {
                groups++;
            } else {
                return -1;
            }
        }
        return groups;
    }

    static boolean isCidr(String text) {
        int slash = text.indexOf('/');
        if (slash < 0 || !PREFIX.matcher(text.substring(slash + 1)).matches()) {
            return false;
        }
        int bits = Integer.parseInt(text.substring(slash + 1));
        String address = text.substring(0, slash);
        return (isIpv4(address) && bits <= 32) || (isIpv6(address) && bits <= 128);
    }
}
