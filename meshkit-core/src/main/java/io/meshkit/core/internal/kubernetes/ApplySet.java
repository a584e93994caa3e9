// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.kubernetes;

import io.meshkit.resource.GroupKind;
import io.meshkit.resource.ResourceKey;
import io.meshkit.resource.SetId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Collection;
import java.util.stream.Collectors;

/**
 * Names and forms of ApplySets (KEP-3659), as kubectl has them ({@code kubernetes/kubectl:pkg/cmd/apply/applyset.go}), so that kubectl and
 * others see whose a resource is.
 */
final class ApplySet {

    /** Label of a parent: the id of its set. */
    static final String ID = "applyset.kubernetes.io/id";

    /** Label of a member: the id of its set. */
    static final String PART_OF = "applyset.kubernetes.io/part-of";

    /** Annotation of a parent: tool and version; a tool leaves the sets of others alone. */
    static final String TOOLING = "applyset.kubernetes.io/tooling";

    /** Annotation of a parent: the kinds of its members, as {@code Kind.group}; replaces {@code contains-group-resources}. */
    static final String GROUP_KINDS = "applyset.kubernetes.io/contains-group-kinds";

    /** Annotation of a parent: namespaces of members other than its own. */
    static final String NAMESPACES = "applyset.kubernetes.io/additional-namespaces";

    /** Our tool and the version of what it writes. */
    static final String OUR_TOOLING = "meshkit/v1";

    private static final GroupKind SECRET = new GroupKind("", "Secret");

    private ApplySet() {}

    /** The name of the parent; it has a dot, which no name of a set has, so parents and parts of revisions never meet. */
    static String parentName(SetId set) {
        return "meshkit." + set.name();
    }

    /** The id: {@code applyset-<base64url(sha256(name.namespace.kind.group))>-v1} of the parent, without padding. */
    static String id(SetId set) {
        String parent = String.join(".", parentName(set), set.namespace(), SECRET.kind(), SECRET.group());
        byte[] digest = sha256().digest(parent.getBytes(StandardCharsets.UTF_8));
        return "applyset-" + Base64.getUrlEncoder().withoutPadding().encodeToString(digest) + "-v1";
    }

    static String groupKinds(Collection<ResourceKey> members) {
        return members.stream()
                .map(key -> key.groupKind().toString())
                .distinct()
                .sorted()
                .collect(Collectors.joining(","));
    }

    static String additionalNamespaces(SetId set, Collection<ResourceKey> members) {
        return members.stream()
                .map(ResourceKey::namespace)
                .filter(namespace -> !namespace.isEmpty() && !namespace.equals(set.namespace()))
                .distinct()
                .sorted()
                .collect(Collectors.joining(","));
    }

    /** Whether the tool of an annotation, its version left aside, is ours. */
    static boolean isOurs(String tooling) {
        int slash = tooling.lastIndexOf('/');
        return (slash < 0 ? tooling : tooling.substring(0, slash)).equals("meshkit");
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
