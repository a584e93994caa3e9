// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.kubernetes;

import io.meshkit.document.MapValue;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Checks names, in the words of {@code kubernetes/apimachinery:pkg/util/validation/validation.go}. */
final class NameCheck {

    private static final Pattern SUBDOMAIN =
            Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");
    private static final Set<String> PATH_NAMES = Set.of("Role", "RoleBinding", "ClusterRole", "ClusterRoleBinding");

    private NameCheck() {}

    static void check(Call call, MapValue object) {
        String name = Metadata.text(object, "name");
        boolean valid = PATH_NAMES.contains(call.kind().kind())
                || name.length() <= 253 && SUBDOMAIN.matcher(name).matches();
        if (!valid) {
            String why = "Invalid value: \"" + name + "\": a lowercase RFC 1123 subdomain must consist of lower case"
                    + " alphanumeric characters, '-' or '.', and must start and end"
                    + " with an alphanumeric character (e.g. 'example.com', regex used"
                    + " for validation is"
                    + " '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";
            throw ApiException.invalid(
                    call.kind(), name, List.of(new ApiException.Cause("FieldValueInvalid", why, "metadata.name")));
        }
    }
}
