// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.kubernetes.internal.kinds;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The order of API versions: stable before beta before alpha, high before low (kubernetes/apimachinery:pkg/version/helpers.go). */
final class VersionOrder {

    private static final Pattern VERSION = Pattern.compile("v(\\d{1,9})(?:(alpha|beta)(\\d{1,9}))?");

    static final Comparator<String> NEWEST_FIRST =
            Comparator.comparing(VersionOrder::rank).reversed().thenComparing(Comparator.naturalOrder());

    private VersionOrder() {}

    private static String rank(String version) {
        Matcher matcher = VERSION.matcher(version);
        if (!matcher.matches()) {
            return "";
        }
        int stage = matcher.group(2) == null ? 3 : matcher.group(2).equals("beta") ? 2 : 1;
        String minor = matcher.group(3) == null ? "0" : matcher.group(3);
        return String.format("%d %09d %09d", stage, Integer.parseInt(matcher.group(1)), Integer.parseInt(minor));
    }
}
