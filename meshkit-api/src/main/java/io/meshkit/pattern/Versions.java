// SPDX-License-Identifier: Apache-2.0
package io.meshkit.pattern;

import io.meshkit.document.MapValue;
import io.meshkit.document.TextValue;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The versions that a service declares under {@code settings.versions}, each with the labels by which its pods are told apart.
 *
 * @since 0.1.0
 */
public final class Versions {

    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");

    private Versions() {}

    /**
     * The versions of a component in the order of the file.
     *
     * @param component the component
     * @return name and settings of each; empty when it declares none
     */
    public static MapValue of(Component component) {
        return component.settings().map("versions").orElse(MapValue.EMPTY);
    }

    /**
     * The labels of the pods of a version.
     *
     * @param component the component
     * @param version the name of the version, declared or not
     * @return its labels; {@code version: NAME} when it declares none
     */
    public static MapValue labels(Component component, String version) {
        return of(component)
                .map(version)
                .flatMap(settings -> settings.map("labels"))
                .filter(labels -> !labels.isEmpty())
                .orElseGet(() -> MapValue.of("version", TextValue.of(version)));
    }

    /**
     * The names among some that a mesh would refuse, since names of subsets and of Services are DNS labels.
     *
     * @param names names of versions
     * @return those that are not 1 to 63 lower-case letters, digits and inner hyphens
     */
    public static List<String> notLabels(Iterable<String> names) {
        List<String> others = new ArrayList<>();
        names.forEach(name -> {
            if (!LABEL.matcher(name).matches()) {
                others.add(name);
            }
        });
        return List.copyOf(others);
    }
}
