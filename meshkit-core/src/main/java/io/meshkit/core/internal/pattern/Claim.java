// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import io.meshkit.resource.ResourceKey;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What an object is for where a mesh takes one of several.
 *
 * @param what what it is for
 * @param why what the mesh does with several
 * @param object the object
 * @param writer who says so
 */
record Claim(String what, String why, ResourceKey object, Writer writer) {

    /** Finds objects with the same claim; two objects are told of once. */
    static void check(Collection<DraftObject> objects, FindingList findings) {
        Map<String, Claim> first = new TreeMap<>();
        Set<Set<ResourceKey>> told = new HashSet<>();
        for (DraftObject object : objects) {
            for (Claim claim : object.claims()) {
                Claim other = first.putIfAbsent(claim.what(), claim);
                if (other != null
                        && !other.object().equals(claim.object())
                        && told.add(Set.of(other.object(), claim.object()))) {
                    tell(other, claim, findings);
                }
            }
        }
    }

    /** The finding stands where the file says the second one. */
    private static void tell(Claim one, Claim other, FindingList findings) {
        boolean inOrder = one.writer().compareTo(other.writer()) <= 0;
        Claim before = inOrder ? one : other;
        Claim after = inOrder ? other : one;
        findings.report(PatternCodes.SAME_CLAIM
                .finding(before.writer().component() + " and "
                        + after.writer().component() + " both make " + after.what() + ", as " + before.object()
                        + " and " + after.object() + "; " + after.why())
                .resource(after.object())
                .at(after.writer().site())
                .related(
                        before.writer().site(),
                        "the other one, from " + before.writer().name()));
    }
}
