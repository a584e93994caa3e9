// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.kubernetes;

import io.meshkit.document.MapValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Checks names, labels and owners, in the words of {@code kubernetes/apimachinery:pkg/util/validation/validation.go}. */
final class MetadataCheck {

    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?");
    private static final Pattern SUBDOMAIN =
            Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");
    private static final Pattern NAME_PART = Pattern.compile("([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]");
    private static final Pattern LABEL_VALUE = Pattern.compile("(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?");

    /** Kinds whose names are segments of paths, and so free. */
    private static final Set<String> PATH_NAMES = Set.of("Role", "RoleBinding", "ClusterRole", "ClusterRoleBinding");
    /** Kinds whose names are labels of DNS. */
    private static final Set<String> LABEL_NAMES = Set.of("Namespace", "Service");

    private static final String LABEL_WORDS =
            "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and"
                    + " end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is"
                    + " '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";
    private static final String SUBDOMAIN_WORDS =
            "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must"
                    + " start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is"
                    + " '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";
    private static final String NAME_WORDS =
            "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an"
                    + " alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is"
                    + " '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";
    private static final String VALUE_WORDS =
            "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must"
                    + " start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex"
                    + " used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";

    private static final int LONGEST_SUBDOMAIN = 253;
    private static final int LONGEST_LABEL = 63;
    private static final int MOST_ANNOTATIONS = 262_144;

    private final List<ApiException.Cause> causes = new ArrayList<>();

    private MetadataCheck() {}

    static List<ApiException.Cause> causes(Call call, MapValue object) {
        MetadataCheck check = new MetadataCheck();
        check.name(call.kind().kind(), Metadata.text(object, "name"));
        check.labels(Metadata.of(object).map("labels").orElse(MapValue.EMPTY));
        check.annotations(Metadata.of(object).map("annotations").orElse(MapValue.EMPTY));
        Metadata.owners(object).forEach(check::owner);
        return check.causes;
    }

    private void name(String kind, String name) {
        boolean label = LABEL_NAMES.contains(kind);
        int longest = label ? LONGEST_LABEL : LONGEST_SUBDOMAIN;
        if (PATH_NAMES.contains(kind)) {
            return;
        }
        if (label && name.contains(".")) {
            invalid("metadata.name", name, "must not contain dots");
        } else if (!(label ? LABEL : SUBDOMAIN).matcher(name).matches()) {
            invalid("metadata.name", name, label ? LABEL_WORDS : SUBDOMAIN_WORDS);
        }
        if (name.length() > longest) {
            invalid("metadata.name", name, "must be no more than " + longest + " characters");
        }
    }

    private void labels(MapValue labels) {
        for (MapValue.Entry label : labels) {
            key("metadata.labels", label.key());
            String value = label.value().toString();
            if (!LABEL_VALUE.matcher(value).matches()) {
                invalid("metadata.labels", value, VALUE_WORDS);
            }
            if (value.length() > LONGEST_LABEL) {
                invalid("metadata.labels", value, "must be no more than " + LONGEST_LABEL + " bytes");
            }
        }
    }

    private void annotations(MapValue annotations) {
        long size = 0;
        for (MapValue.Entry annotation : annotations) {
            key("metadata.annotations", annotation.key());
            size += annotation.key().length() + annotation.value().toString().length();
        }
        if (size > MOST_ANNOTATIONS) {
            causes.add(new ApiException.Cause(
                    "FieldValueTooLong",
                    "Too long: may not be more than " + MOST_ANNOTATIONS + " bytes",
                    "metadata.annotations"));
        }
    }

    private void key(String field, String key) {
        String name = key.substring(key.indexOf('/') + 1);
        if (!NAME_PART.matcher(name).matches()) {
            invalid(field, key, NAME_WORDS);
        }
        if (name.length() < key.length()
                && !SUBDOMAIN.matcher(key.substring(0, key.indexOf('/'))).matches()) {
            invalid(field, key, "prefix part " + SUBDOMAIN_WORDS);
        }
    }

    private void owner(MapValue owner) {
        if (owner.text("apiVersion").orElse("").isEmpty()) {
            invalid("metadata.ownerReferences.apiVersion", "", "version must not be empty");
        }
        for (String field : List.of("kind", "name", "uid")) {
            if (owner.text(field).orElse("").isEmpty()) {
                invalid("metadata.ownerReferences." + field, "", "must not be empty");
            }
        }
    }

    private void invalid(String field, String value, String why) {
        causes.add(new ApiException.Cause("FieldValueInvalid", "Invalid value: \"" + value + "\": " + why, field));
    }
}
