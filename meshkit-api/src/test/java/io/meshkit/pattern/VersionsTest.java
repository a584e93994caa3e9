// SPDX-License-Identifier: Apache-2.0
package io.meshkit.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.document.MapValue;
import io.meshkit.document.TextValue;
import java.util.List;
import org.junit.jupiter.api.Test;

class VersionsTest {

    private static Component service(MapValue versions) {
        return Component.of("checkout", TextValue.of("Service"))
                .settings(MapValue.of("versions", versions))
                .build();
    }

    @Test
    void a_version_without_labels_is_told_by_its_name() {
        assertThat(Versions.labels(service(MapValue.of("v1", MapValue.EMPTY)), "v1"))
                .isEqualTo(MapValue.of("version", TextValue.of("v1")));
    }

    @Test
    void a_version_is_told_by_the_labels_that_it_declares() {
        MapValue labels = MapValue.of("track", TextValue.of("canary"));

        assertThat(Versions.labels(service(MapValue.of("v2", MapValue.of("labels", labels))), "v2"))
                .isEqualTo(labels);
    }

    @Test
    void names_that_are_no_labels_are_named() {
        assertThat(Versions.notLabels(
                        List.of("v1", "V2", "1.0", "a-b", "-a", "a-", "", "a".repeat(63), "a".repeat(64))))
                .containsExactly("V2", "1.0", "-a", "a-", "", "a".repeat(64));
    }
}
