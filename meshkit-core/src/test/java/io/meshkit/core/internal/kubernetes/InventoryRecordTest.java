// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.meshkit.document.JsonPointer;
import io.meshkit.document.MapValue;
import io.meshkit.document.TextValue;
import io.meshkit.resource.GroupKind;
import io.meshkit.resource.Inventory;
import io.meshkit.resource.LiveResource;
import io.meshkit.resource.Resource;
import io.meshkit.resource.ResourceKey;
import io.meshkit.resource.ResourceVersion;
import io.meshkit.resource.SetId;
import io.meshkit.resource.StoreException;
import io.meshkit.resource.StoreException.Reason;
import io.meshkit.resource.StoreId;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link InventoryRecord} and {@link ApplySet}. */
class InventoryRecordTest {

    private static final StoreId STORE = new StoreId("kubernetes:test");
    private static final SetId SET = new SetId("default", "shop");
    private static final Set<ResourceKey> MEMBERS = Set.of(
            new ResourceKey(STORE, new GroupKind("apps", "Deployment"), "shop", "web"),
            new ResourceKey(STORE, new GroupKind("", "Service"), "default", "web"),
            new ResourceKey(STORE, new GroupKind("", "Namespace"), "", "shop"));

    private static LiveResource live(Resource secret) {
        return new LiveResource(secret, new ResourceVersion("5"));
    }

    private static Resource record() {
        return InventoryRecord.write(
                STORE, Inventory.empty(SET).withMembers(MEMBERS).withRevision(3), "w");
    }

    private static Resource withData(byte[] bytes) {
        Resource record = record();
        return record.withBody((MapValue) record.body()
                .with(
                        JsonPointer.of("data", "inventory"),
                        TextValue.of(Base64.getEncoder().encodeToString(bytes))));
    }

    private static Resource withContent(String json) {
        return withData(Compressed.pack(json.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void the_id_is_that_of_the_proposal() {
        // base64url(sha256("meshkit.shop.default.Secret.")) without padding
        assertThat(ApplySet.id(SET)).isEqualTo("applyset-cRzAjZEpEI7epKpZziSJbefj_DLcQX_rZbHBq0tmTqg-v1");
    }

    @Test
    void an_inventory_is_read_as_it_was_written() {
        Inventory read = InventoryRecord.read(SET, live(record()));

        assertThat(read).isEqualTo(new Inventory(SET, MEMBERS, 3, Optional.of(new ResourceVersion("5"))));
    }

    @Test
    void others_see_kinds_and_namespaces() {
        assertThat(record().annotations())
                .containsEntry(ApplySet.GROUP_KINDS, "Deployment.apps,Namespace,Service")
                .containsEntry(ApplySet.NAMESPACES, "shop")
                .containsEntry(ApplySet.TOOLING, "meshkit/v1");
        assertThat(InventoryRecord.write(STORE, Inventory.empty(SET), "w").annotations())
                .containsEntry(ApplySet.GROUP_KINDS, "")
                .containsEntry(ApplySet.NAMESPACES, "");
    }

    @Test
    void the_same_inventory_is_the_same_bytes() {
        assertThat(record()).isEqualTo(record());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{\"form\":1,\"revision\":1}",
                "{\"form\":1,\"members\":[]}",
                "{\"form\":1,\"revision\":1,\"members\":[[\"a\"]]}",
                "{\"form\":1,\"revision\":1,\"members\":[[\"\",\"\",\"\",\"\"]]}",
                "{\"form\":1,\"revision\":1,\"members\":[7]}",
                "not json"
            })
    void a_damaged_inventory_is_told_and_how_to_get_over_it(String json) {
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> InventoryRecord.read(SET, live(withContent(json))))
                .matches(e -> e.reason() == Reason.DAMAGED)
                .withMessageContaining("cannot be read")
                .withMessageContaining(ApplySet.PART_OF);
    }

    @Test
    void what_is_no_gzip_or_no_base64_is_damaged_too() {
        Resource noBase64 = record().withBody(
                        (MapValue) record().body().with(JsonPointer.of("data", "inventory"), TextValue.of("***")));

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> InventoryRecord.read(SET, live(withData(new byte[] {1, 2, 3}))));
        assertThatExceptionOfType(StoreException.class).isThrownBy(() -> InventoryRecord.read(SET, live(noBase64)));
    }

    @Test
    void a_newer_form_is_not_guessed_at() {
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() ->
                        InventoryRecord.read(SET, live(withContent("{\"form\":2,\"revision\":1,\"members\":[]}"))))
                .withMessageContaining("newer MeshKit");
    }

    @Test
    void the_inventory_of_another_set_is_not_taken_for_this_one() {
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> InventoryRecord.read(new SetId("default", "other"), live(record())))
                .matches(e -> e.reason() == Reason.INVALID);
    }

    @Test
    void more_members_than_a_secret_holds_are_refused() {
        Random random = new Random(1);
        Set<ResourceKey> members = new HashSet<>();
        for (int i = 0; i < 40_000; i++) {
            String name = Long.toHexString(random.nextLong())
                    + Long.toHexString(random.nextLong())
                    + Long.toHexString(random.nextLong())
                    + Long.toHexString(random.nextLong());
            members.add(new ResourceKey(STORE, new GroupKind("", "ConfigMap"), "shop", name));
        }

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(
                        () -> InventoryRecord.write(STORE, Inventory.empty(SET).withMembers(members), "w"))
                .withMessageContaining("more than one Secret holds");
    }

    @Test
    void a_record_knows_its_write_from_an_equal_one() {
        assertThat(InventoryRecord.isWrittenBy("w", live(record()))).isTrue();
        assertThat(InventoryRecord.isWrittenBy("v", live(record()))).isFalse();
        assertThat(InventoryRecord.isWrittenBy("w", live(withContent("no map"))))
                .isFalse();
    }
}
