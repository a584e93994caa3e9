// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.model;

import io.meshkit.analysis.Node;
import io.meshkit.analysis.RuleView;
import io.meshkit.resource.GroupKind;
import io.meshkit.resource.Resource;
import io.meshkit.resource.ResourceKey;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Who makes pods and what makes pods. What is wrong with a template is said once, at the workload that somebody wrote, and not again at each
 * ReplicaSet and pod that came of it.
 */
public final class Owners {

    private static final GroupKind REPLICA_SET = new GroupKind("apps", "ReplicaSet");
    private static final String HASH = "pod-template-hash";

    private Owners() {}

    /** Whether a resource was made from the template of another that was loaded too. */
    public static boolean isMadeByAnother(Resource resource, RuleView view) {
        Optional<ResourceKey> owner = owner(resource);
        return owner.flatMap(view::resource).isPresent()
                || owner.flatMap(key -> deployment(key, resource))
                        .flatMap(view::resource)
                        .isPresent();
    }

    private static Optional<ResourceKey> owner(Resource resource) {
        return Node.of(resource).get("metadata", "ownerReferences").items().stream()
                .filter(reference -> reference.get("controller").isTrue())
                .filter(reference -> Stream.of("kind", "name")
                        .noneMatch(part -> reference.get(part).text("").isBlank()))
                .map(reference -> key(reference, resource))
                .findFirst();
    }

    private static ResourceKey key(Node reference, Resource resource) {
        String version = reference.get("apiVersion").text("");
        int slash = version.indexOf('/');
        GroupKind kind = new GroupKind(
                slash < 0 ? "" : version.substring(0, slash),
                reference.get("kind").text(""));
        ResourceKey own = resource.key();
        return new ResourceKey(
                own.store(), kind, own.namespace(), reference.get("name").text(""));
    }

    /** ReplicaSets are often not loaded; their names are those of their Deployments and the hash that their pods bear as a label. */
    private static Optional<ResourceKey> deployment(ResourceKey owner, Resource pod) {
        String tail = "-" + pod.labels().getOrDefault(HASH, "");
        return owner.groupKind().equals(REPLICA_SET)
                        && tail.length() > 1
                        && owner.name().endsWith(tail)
                        && owner.name().length() > tail.length()
                ? Optional.of(new ResourceKey(
                        owner.store(),
                        Kinds.DEPLOYMENT,
                        owner.namespace(),
                        owner.name().substring(0, owner.name().length() - tail.length())))
                : Optional.empty();
    }
}
