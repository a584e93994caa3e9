// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.meshkit.resource.ApplyOptions;
import io.meshkit.resource.GroupKind;
import io.meshkit.resource.Inventory;
import io.meshkit.resource.InventoryStore;
import io.meshkit.resource.InventoryStore.Membership;
import io.meshkit.resource.LiveResource;
import io.meshkit.resource.Resource;
import io.meshkit.resource.ResourceKey;
import io.meshkit.resource.ResourceQuery;
import io.meshkit.resource.ResourceStore;
import io.meshkit.resource.SetId;
import io.meshkit.resource.StoreException;
import io.meshkit.resource.StoreException.Reason;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What the {@link InventoryStore} of every store does, as tests. Authors of a store extend this class.
 *
 * @since 0.1.0
 */
@Timeout(60)
public abstract class InventoryStoreContract {

    /** For implementors. */
    protected InventoryStoreContract() {}

    /**
     * The store under test. May be the same for all tests.
     *
     * @return the store
     */
    protected abstract ResourceStore store();

    /**
     * A set of the store, in a namespace that is there.
     *
     * @param name its name
     * @return the set
     */
    protected abstract SetId set(String name);

    /**
     * A valid resource of the store.
     *
     * @param name its name, a DNS label
     * @return the resource
     */
    protected abstract Resource resource(String name);

    private InventoryStore inventories() {
        return store().inventories();
    }

    private ResourceKey member(int number) {
        return new ResourceKey(
                store().id(), new GroupKind("g.example.com", "Kind" + number % 7), "ns" + number % 3, "n" + number);
    }

    @Test
    void a_set_that_was_never_applied_has_no_inventory() {
        assertThat(inventories().read(set("never"))).isEmpty();
        assertThat(inventories().revisions(set("never"))).isEmpty();
        assertThat(inventories().readRevision(set("never"), 1)).isEmpty();
    }

    @Test
    void an_inventory_is_read_as_it_was_written() {
        Set<ResourceKey> members = Set.of(
                member(1),
                new ResourceKey(store().id(), new GroupKind("", "Namespace"), "", "shop"),
                new ResourceKey(store().id(), new GroupKind("", "ConfigMap"), "ns", "a.b:c"));

        Inventory written = inventories()
                .write(Inventory.empty(set("exact")).withMembers(members).withRevision(7));

        assertThat(inventories().read(set("exact"))).contains(written);
        assertThat(written.members()).containsExactlyInAnyOrderElementsOf(members);
        assertThat(written.revision()).isEqualTo(7);
        assertThat(inventories().sets()).contains(set("exact"));
    }

    @Test
    void ten_thousand_members_fit() {
        Set<ResourceKey> members = new LinkedHashSet<>();
        for (int i = 0; i < 10_000; i++) {
            members.add(member(i));
        }

        inventories().write(Inventory.empty(set("large")).withMembers(members));

        assertThat(inventories().read(set("large")).orElseThrow().members()).hasSize(10_000);
    }

    @Test
    void whoever_writes_over_a_state_that_is_gone_is_refused() {
        Inventory first = inventories().write(Inventory.empty(set("race")));
        Inventory second = inventories().write(first.withMembers(Set.of(member(1))));

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> inventories().write(first.withMembers(Set.of(member(2)))))
                .matches(e -> e.reason() == Reason.CHANGED);
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(
                        () -> inventories().write(Inventory.empty(set("race")).withMembers(Set.of(member(3)))))
                .matches(e -> e.reason() == Reason.CHANGED);
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> inventories().remove(first))
                .matches(e -> e.reason() == Reason.CHANGED);
        assertThat(inventories().read(set("race"))).contains(second);
    }

    @Test
    void whoever_writes_what_another_has_written_meanwhile_is_refused_all_the_same() {
        Inventory first = inventories().write(Inventory.empty(set("equal")));
        Inventory second = inventories().write(first.withMembers(Set.of(member(1))));

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> inventories().write(first.withMembers(Set.of(member(1)))))
                .matches(e -> e.reason() == Reason.CHANGED);
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(
                        () -> inventories().write(Inventory.empty(set("equal")).withMembers(Set.of(member(1)))))
                .matches(e -> e.reason() == Reason.CHANGED);
        assertThat(inventories().write(second).version())
                .as("a write is known by its version, be it that nothing else is new")
                .isNotEqualTo(second.version());
    }

    @Test
    void a_set_that_is_removed_is_forgotten_with_its_revisions() {
        Inventory inventory =
                inventories().write(Inventory.empty(set("removed")).withMembers(Set.of(member(1))));
        inventories().writeRevision(set("removed"), 1, new byte[] {1});

        inventories().remove(inventory);

        assertThat(inventories().read(set("removed"))).isEmpty();
        assertThat(inventories().revisions(set("removed"))).isEmpty();
        assertThat(inventories().sets()).doesNotContain(set("removed"));
    }

    @Test
    void revisions_are_kept_until_they_are_removed() {
        for (int number : new int[] {1, 2, 10}) {
            inventories().writeRevision(set("revised"), number, ("content " + number).getBytes(StandardCharsets.UTF_8));
        }
        inventories().removeRevision(set("revised"), 2);
        inventories().removeRevision(set("revised"), 3);

        assertThat(inventories().revisions(set("revised"))).containsExactly(1, 10);
        assertThat(inventories().readRevision(set("revised"), 10))
                .contains("content 10".getBytes(StandardCharsets.UTF_8));
        assertThat(inventories().readRevision(set("revised"), 2)).isEmpty();
    }

    @Test
    void a_revision_larger_than_one_object_is_read_whole_and_a_smaller_one_takes_its_place() {
        byte[] noise = new byte[3 * 1024 * 1024];
        new Random(11).nextBytes(noise);

        inventories().writeRevision(set("split"), 1, noise);
        assertThat(inventories().readRevision(set("split"), 1)).contains(noise);

        inventories().writeRevision(set("split"), 1, new byte[] {42});
        assertThat(inventories().readRevision(set("split"), 1)).contains(new byte[] {42});
    }

    @Test
    void sets_whose_names_are_alike_are_kept_apart() {
        inventories().writeRevision(set("alike"), 1, new byte[] {1});
        inventories().writeRevision(set("alike-v1"), 1, new byte[] {2});
        inventories().write(Inventory.empty(set("alike")));
        inventories().write(Inventory.empty(set("alike-v1")).withMembers(Set.of(member(1))));

        assertThat(inventories().readRevision(set("alike"), 1)).contains(new byte[] {1});
        assertThat(inventories().read(set("alike")).orElseThrow().members()).isEmpty();
        assertThat(inventories().revisions(set("alike"))).containsExactly(1);
    }

    @Test
    void a_member_bears_the_mark_of_its_set_alone() {
        Resource plain = resource("marked");
        LiveResource unmarked = store().apply(plain, ApplyOptions.DEFAULT);
        Resource marked = inventories().mark(plain, set("mine"));
        assumeTrue(!marked.equals(plain), "this kind has no place for marks");

        assertThat(inventories().membership(unmarked, set("mine"))).isEqualTo(Membership.UNMARKED);
        LiveResource live = store().apply(marked, ApplyOptions.DEFAULT);

        assertThat(inventories().membership(live, set("mine"))).isEqualTo(Membership.MEMBER);
        assertThat(inventories().membership(live, set("theirs"))).isEqualTo(Membership.FOREIGN);
        assertThat(store().isUnchanged(marked, live, ApplyOptions.DEFAULT)).isTrue();
        ResourceQuery all = ResourceQuery.of(plain.key().groupKind());
        assertThat(store().listAll(inventories().marked(all, set("mine")))).contains(live);
        store().apply(inventories().mark(plain, set("theirs")), ApplyOptions.DEFAULT.force(true));
        assertThat(store().listAll(inventories().marked(all, set("theirs"))))
                .extracting(LiveResource::key)
                .contains(live.key());
    }

    @Test
    void what_was_there_before_its_set_bears_a_mark_of_its_own_until_it_is_left_to_others() {
        Resource plain = resource("adopted");
        Resource marked = inventories().markAdopted(inventories().mark(plain, set("mine")), true);
        assumeTrue(!inventories().mark(plain, set("mine")).equals(plain), "this kind has no place for marks");

        LiveResource live = store().apply(marked, ApplyOptions.DEFAULT);
        Resource left = inventories().unmarked(live.resource());

        assertThat(inventories().isAdopted(live)).isTrue();
        assertThat(inventories().membership(live, set("mine"))).isEqualTo(Membership.MEMBER);
        assertThat(inventories().markAdopted(marked, false))
                .isEqualTo(inventories().mark(plain, set("mine")));
        LiveResource others = new LiveResource(left, live.version());
        assertThat(inventories().isAdopted(others)).isFalse();
        assertThat(inventories().membership(others, set("mine"))).isEqualTo(Membership.UNMARKED);
        assertThat(inventories().unmarked(marked).key()).isEqualTo(plain.key());
    }
}
