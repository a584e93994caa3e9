// SPDX-License-Identifier: Apache-2.0
package io.meshkit.pattern;

import java.util.regex.Pattern;

/**
 * Addresses as texts, told without asking any name service: IP addresses as Go's {@code net.ParseIP} and {@code net.ParseCIDR} see them, and
 * names of hosts (RFC 1123).
 *
 * @since 0.1.0
 */
public final class AddressText {

    private static final Pattern IPV4 =
            Pattern.compile("((25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)\\.){3}(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)");
    private static final Pattern GROUP = Pattern.compile("[0-9a-fA-F]{1,4}");
    private static final Pattern HOST = Pattern.compile("([A-Za-z0-9]([-A-Za-z0-9]{0,61}[A-Za-z0-9])?\\.)*"
            + "(?![0-9]+$)[A-Za-z0-9]([-A-Za-z0-9]{0,61}[A-Za-z0-9])?");
    private static final Pattern PREFIX = Pattern.compile("0|[1-9]\\d{0,2}");

    private AddressText() {}

    /**
     * Whether a text is an IPv4 address.
     *
     * @param text the text
     * @return true for four numbers up to 255 without leading zeros
     */
    public static boolean isIpv4(String text) {
        return IPV4.matcher(text).matches();
    }

    /**
     * Whether a text is an IPv6 address.
     *
     * @param text the text, without brackets and without a zone
     * @return true for eight groups, or fewer around one {@code ::}, the last two of which may be an IPv4 address
     */
    public static boolean isIpv6(String text) {
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

    /**
     * Whether a text is a block of addresses.
     *
     * @param text the text
     * @return true for an address, a slash and the length of its prefix
     */
    public static boolean isCidr(String text) {
        int slash = text.indexOf('/');
        if (slash < 0 || !PREFIX.matcher(text.substring(slash + 1)).matches()) {
            return false;
        }
        int bits = Integer.parseInt(text.substring(slash + 1));
        String address = text.substring(0, slash);
        return (isIpv4(address) && bits <= 32) || (isIpv6(address) && bits <= 128);
    }

    /**
     * Whether a text is an address.
     *
     * @param text the text
     * @return true for IPv4 and IPv6
     */
    public static boolean isAddress(String text) {
        return isIpv4(text) || isIpv6(text);
    }

    /**
     * Whether a text is an address or a block of them.
     *
     * @param text the text
     * @return true for both
     */
    public static boolean isAddressOrBlock(String text) {
        return isAddress(text) || isCidr(text);
    }

    /**
     * Whether a text is the name of a host.
     *
     * @param text the text, without a wildcard
     * @return true for at most 253 characters in labels of letters, digits and inner hyphens, of which the last one is no number, since that
     *     would be a spoiled address
     */
    public static boolean isHostName(String text) {
        return text.length() <= 253 && HOST.matcher(text).matches();
    }
}
