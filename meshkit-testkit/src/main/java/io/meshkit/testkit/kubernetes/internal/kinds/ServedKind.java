// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.kubernetes.internal.kinds;

import io.meshkit.core.schema.StructuralSchema;
import io.meshkit.document.MapValue;
import io.meshkit.resource.GroupKind;
import io.meshkit.testkit.kubernetes.internal.fields.TypeRef;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A kind that the server serves.
 *
 * @param groupKind group and kind
 * @param plural the name in paths
 * @param singular the name of one
 * @param listKind the kind of lists
 * @param shortNames what users type
 * @param namespaced whether objects live in namespaces
 * @param custom whether a CRD brought it
 * @param generation whether objects count the changes of their spec
 * @param deletion how objects are deleted
 * @param preferred the version that discovery prefers
 * @param versions the served versions by name, the preferred first
 */
public record ServedKind(
        GroupKind groupKind,
        String plural,
        String singular,
        String listKind,
        List<String> shortNames,
        boolean namespaced,
        boolean custom,
        boolean generation,
        Deletion deletion,
        String preferred,
        Map<String, Version> versions) {

    private static final List<String> VERBS =
            List.of("create", "delete", "deletecollection", "get", "list", "patch", "update", "watch");

    /** Copies the short names. */
    public ServedKind {
        shortNames = List.copyOf(shortNames);
    }

    /**
     * How objects of a kind are deleted.
     *
     * @param answersObject whether the answer is the object that is gone, instead of a {@code Status}
     * @param orphans whether dependants stay unless the request says otherwise
     * @param all whether all objects of a list can be deleted by one request
     * @param warning what a server warns of when the request says nothing about dependants; empty for nothing
     */
    public record Deletion(boolean answersObject, boolean orphans, boolean all, String warning) {

        /** As most kinds are. */
        public static final Deletion USUAL = new Deletion(false, false, true, "");
    }

    /**
     * What one can do with objects of the kind.
     *
     * @return the verbs
     */
    public List<String> verbs() {
        return VERBS.stream()
                .filter(verb -> deletion.all() || !verb.equals("deletecollection"))
                .toList();
    }

    /**
     * A served version.
     *
     * @param type the type of objects
     * @param typeName the name of the type in {@link TypeTable}; empty for custom kinds
     * @param initialStatus the status of new objects; empty when they have none
     * @param status whether {@code status} is a subresource
     * @param schema the structural schema, for custom kinds that have one
     * @param deprecation what a server warns of when the version is used; empty for nothing
     */
    public record Version(
            TypeRef type,
            String typeName,
            Optional<MapValue> initialStatus,
            boolean status,
            Optional<StructuralSchema> schema,
            String deprecation) {

        /**
         * Whether the schema has validation rules, which are not evaluated here.
         *
         * @return true when there are some
         */
        public boolean rules() {
            return schema.filter(StructuralSchema::hasRules).isPresent();
        }
    }

    /**
     * The group, and what is served of it.
     *
     * @return the group; empty for the core group
     */
    public String group() {
        return groupKind.group();
    }

    /**
     * The kind.
     *
     * @return its name
     */
    public String kind() {
        return groupKind.kind();
    }

    /**
     * {@code apiVersion} of objects.
     *
     * @param version the version
     * @return group and version
     */
    public String apiVersion(String version) {
        return group().isEmpty() ? version : group() + "/" + version;
    }

    /**
     * The kind as error messages name it.
     *
     * @return {@code plural.group}, or the plural alone in the core group
     */
    public String resource() {
        return group().isEmpty() ? plural : plural + "." + group();
    }
}
