// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import io.meshkit.core.internal.pattern.ReferenceText.Reference;
import io.meshkit.finding.Finding;
import java.util.Map;

/** Answers references to what is outside the file and not read. */
final class Outside {

    private static final Map<String, String> ADVICE = Map.of(
            "use", "an import stands alone as the type of a service: type: $(#use ./other.yaml)",
            "secret", "secrets are not read yet; make the object that needs the secret refer to it by name",
            "file", "files are not read yet; write the text here");

    private Outside() {}

    static Finding.Builder finding(Reference reference) {
        String advice = ADVICE.getOrDefault(
                reference.kind(), "\"" + reference.kind() + "\" is no kind of reference; there are ref and env");
        return PatternCodes.NOT_IMPORTED.finding(reference.written() + " cannot be resolved: " + advice);
    }
}
