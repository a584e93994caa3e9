// SPDX-License-Identifier: Apache-2.0
package io.meshkit.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.document.MapValue;
import io.meshkit.resource.GroupKind;
import io.meshkit.resource.Resource;
import io.meshkit.resource.ResourceKey;
import io.meshkit.resource.StoreId;
import org.junit.jupiter.api.Test;

class SnapshotTest {

    private static final GroupKind SERVICE = new GroupKind("", "Service");
    private static final GroupKind SECRET = new GroupKind("", "Secret");
    private static final StoreId EAST = new StoreId("east");
    private static final StoreId WEST = new StoreId("west");

    @Test
    void resources_come_in_the_order_of_their_keys() {
        Snapshot snapshot = Snapshot.builder()
                .add(resource(WEST, "shop", "a"))
                .add(resource(EAST, "shop", "b"))
                .add(resource(EAST, "bank", "c"))
                .build();

        assertThat(snapshot.resources(SERVICE))
                .extracting(one -> one.key().name())
                .containsExactly("c", "b", "a");
        assertThat(snapshot.kinds()).containsExactly(SERVICE);
        assertThat(snapshot.resources(SECRET)).isEmpty();
    }

    @Test
    void files_tell_of_a_kind_in_the_namespaces_that_they_hold() {
        Snapshot files = Snapshot.builder().add(resource(EAST, "shop", "a")).build();

        assertThat(files.isLoaded(EAST, SERVICE, "shop")).isTrue();
        assertThat(files.isLoaded(EAST, SERVICE, "bank")).isFalse();
        assertThat(files.isLoaded(WEST, SERVICE, "shop")).isFalse();
        assertThat(files.isLoaded(EAST, SECRET, "shop")).isFalse();
        assertThat(files.isLoaded(SERVICE)).isTrue();
        assertThat(files.isLoaded(SECRET)).isFalse();
    }

    @Test
    void a_kind_that_was_listed_is_known_though_there_is_none() {
        Snapshot listed = Snapshot.builder().loaded(EAST, SECRET).build();

        assertThat(listed.isLoaded(EAST, SECRET, "anywhere")).isTrue();
        assertThat(listed.isLoaded(WEST, SECRET, "anywhere")).isFalse();
        assertThat(listed.isLoaded(SECRET)).isTrue();
    }

    @Test
    void of_a_complete_snapshot_all_is_known() {
        assertThat(Snapshot.builder().complete().build().isLoaded(EAST, SECRET, "shop"))
                .isTrue();
        assertThat(Snapshot.builder().complete().build().isLoaded(SECRET)).isTrue();
    }

    @Test
    void a_copy_keeps_what_is_known() {
        Snapshot both = Snapshot.builder()
                .add(Snapshot.builder().loaded(EAST, SECRET).build())
                .add(Snapshot.builder().add(resource(WEST, "shop", "a")).build())
                .build()
                .toBuilder()
                .remove(one -> one.key().name().equals("a"))
                .build();

        assertThat(both.isLoaded(EAST, SECRET, "shop")).isTrue();
        assertThat(both.resources()).isEmpty();
        assertThat(both.isLoaded(WEST, SERVICE, "shop")).isTrue();
    }

    private static Resource resource(StoreId cluster, String namespace, String name) {
        return Resource.of(new ResourceKey(cluster, SERVICE, namespace, name), MapValue.EMPTY);
    }
}
