// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.meshkit.resource.ApplyOptions;
import io.meshkit.resource.DeleteOptions;
import io.meshkit.resource.GroupKind;
import io.meshkit.resource.LiveResource;
import io.meshkit.resource.Preview;
import io.meshkit.resource.Readiness;
import io.meshkit.resource.Resource;
import io.meshkit.resource.ResourceKey;
import io.meshkit.resource.ResourceListener;
import io.meshkit.resource.ResourcePage;
import io.meshkit.resource.ResourceQuery;
import io.meshkit.resource.ResourceStore;
import io.meshkit.resource.StoreException;
import io.meshkit.resource.StoreException.Reason;
import io.meshkit.resource.Watch;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What every {@link ResourceStore} does with resources, as tests. Authors of a store extend this class and say how to reach the store and
 * what a resource of it looks like; {@link InventoryStoreContract} does the same for its inventories.
 *
 * <p>Resources of other tests may be in the store; those of one test are told apart by {@link #resource names} that no test uses twice.
 *
 * @since 0.1.0
 */
@Timeout(60)
public abstract class ResourceStoreContract {

    /** For implementors. */
    protected ResourceStoreContract() {}

    /**
     * The store under test. May be the same for all tests.
     *
     * @return the store
     */
    protected abstract ResourceStore store();

    /**
     * A valid resource of the store, of the same kind and namespace for all names.
     *
     * @param name its name, a DNS label
     * @param setting a word that stands somewhere in its body, so that two settings make two contents
     * @return the resource
     */
    protected abstract Resource resource(String name, String setting);

    /**
     * A kind that the store does not know.
     *
     * @return the kind
     */
    protected abstract GroupKind unknownKind();

    private LiveResource apply(Resource resource) {
        return store().apply(resource, ApplyOptions.DEFAULT);
    }

    private ResourceQuery query() {
        ResourceKey key = resource("any", "x").key();
        ResourceQuery all = ResourceQuery.of(key.groupKind());
        return key.namespace().isEmpty() ? all : all.inNamespace(key.namespace());
    }

    private static List<String> names(List<LiveResource> resources, String prefix) {
        return resources.stream()
                .map(resource -> resource.key().name())
                .filter(name -> name.startsWith(prefix))
                .sorted()
                .toList();
    }

    @Test
    void what_is_applied_can_be_read_and_belongs_to_the_store() {
        LiveResource applied = apply(resource("read", "one"));

        LiveResource read = store().get(resource("read", "one").key()).orElseThrow();

        assertThat(read).isEqualTo(applied);
        assertThat(read.key().store()).isEqualTo(store().id());
        assertThat(read.resource().body().toString()).contains("one");
        assertThat(read.version().value()).isNotEmpty();
    }

    @Test
    void what_was_never_applied_is_absent() {
        assertThat(store().get(resource("never", "x").key())).isEmpty();
        assertThat(store().delete(resource("never", "x").key(), DeleteOptions.DEFAULT))
                .isFalse();
    }

    @Test
    void a_kind_that_is_not_known_is_empty_to_read_and_an_error_to_list() {
        ResourceKey any = resource("any", "x").key();

        assertThat(store().get(new ResourceKey(any.store(), unknownKind(), any.namespace(), "x")))
                .isEmpty();
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> store().list(ResourceQuery.of(unknownKind())))
                .matches(e -> e.reason() == Reason.UNKNOWN_KIND);
    }

    @Test
    void applying_the_same_again_changes_nothing_and_is_known_before() {
        Resource desired = resource("twice", "one");
        LiveResource first = apply(desired);

        assertThat(store().isUnchanged(desired, first, ApplyOptions.DEFAULT)).isTrue();
        assertThat(apply(desired).version()).isEqualTo(first.version());
    }

    @Test
    void applying_something_else_changes_the_content_and_the_version() {
        LiveResource first = apply(resource("change", "one"));
        Resource other = resource("change", "two");

        assertThat(store().isUnchanged(other, first, ApplyOptions.DEFAULT)).isFalse();
        LiveResource second = apply(other);

        assertThat(second.version()).isNotEqualTo(first.version());
        assertThat(second.resource().body().toString()).contains("two").doesNotContain("one");
    }

    @Test
    void a_version_that_is_no_longer_so_is_refused_and_nothing_is_written() {
        LiveResource first = apply(resource("stale", "one"));
        LiveResource second = apply(resource("stale", "two"));
        ApplyOptions stale = ApplyOptions.DEFAULT.expectVersion(first.version());

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> store().apply(resource("stale", "three"), stale))
                .matches(e -> e.reason() == Reason.CHANGED);
        assertThat(store().get(second.key()).orElseThrow().version()).isEqualTo(second.version());
    }

    @Test
    void a_version_that_is_still_so_is_accepted() {
        LiveResource first = apply(resource("fresh", "one"));

        LiveResource second =
                store().apply(resource("fresh", "two"), ApplyOptions.DEFAULT.expectVersion(first.version()));

        assertThat(second.version()).isNotEqualTo(first.version());
    }

    @Test
    void what_must_not_be_there_yet_is_created_when_it_is_not() {
        LiveResource created = store().apply(resource("absent", "one"), ApplyOptions.DEFAULT.expectAbsent());

        assertThat(created.resource().body().toString()).contains("one");
        assertThat(store().isUnchanged(resource("absent", "one"), created, ApplyOptions.DEFAULT))
                .isTrue();
    }

    @Test
    void what_must_not_be_there_yet_but_is_there_is_left_as_it_is() {
        LiveResource there = store().apply(resource("present", "one"), ApplyOptions.DEFAULT.fieldManager("other"));
        ApplyOptions create = ApplyOptions.DEFAULT.force(true).expectAbsent();

        for (String setting : List.of("one", "two")) {
            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(() -> store().apply(resource("present", setting), create))
                    .matches(e -> e.reason() == Reason.ALREADY_EXISTS);
        }
        assertThat(store().get(there.key())).contains(there);
    }

    @Test
    void a_preview_says_what_would_be_and_writes_nothing() {
        LiveResource before = apply(resource("preview", "one"));

        Preview preview = store().preview(resource("preview", "two"), ApplyOptions.DEFAULT);

        assertThat(preview.result().orElseThrow().body().toString()).contains("two");
        assertThat(preview.basis() == Preview.Basis.SERVER)
                .isEqualTo(store().features().serverPreview());
        assertThat(store().get(before.key())).contains(before);
        assertThat(store().preview(resource("preview-new", "x"), ApplyOptions.DEFAULT)
                        .result())
                .isPresent();
        assertThat(store().get(resource("preview-new", "x").key())).isEmpty();
    }

    @Test
    void what_is_deleted_is_gone_and_deleting_it_again_says_so() {
        ResourceKey key = apply(resource("gone", "one")).key();

        assertThat(store().delete(key, DeleteOptions.DEFAULT)).isTrue();

        assertThat(store().get(key)).isEmpty();
        assertThat(store().delete(key, DeleteOptions.DEFAULT)).isFalse();
    }

    @Test
    void a_delete_of_another_state_than_expected_is_refused() {
        LiveResource first = apply(resource("keep", "one"));
        apply(resource("keep", "two"));

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> store().delete(first.key(), DeleteOptions.DEFAULT.expectVersion(first.version())))
                .matches(e -> e.reason() == Reason.CHANGED);
        assertThat(store().get(first.key())).isPresent();
    }

    @Test
    void a_list_holds_each_resource_once_whatever_the_page_size() {
        for (int i = 0; i < 5; i++) {
            apply(resource("page-" + i, "x"));
        }

        assertThat(names(store().listAll(query()), "page-")).hasSize(5);
        assertThat(names(store().listAll(query().limit(2)), "page-"))
                .containsExactly("page-0", "page-1", "page-2", "page-3", "page-4");
        ResourcePage first = store().list(query().limit(2));
        assertThat(first.version().value()).isNotEmpty();
    }

    @Test
    void what_is_read_in_a_list_is_what_is_read_alone() {
        LiveResource applied = apply(resource("same", "one"));

        assertThat(store().listAll(query())).contains(applied);
    }

    @Test
    void readiness_needs_no_request_and_is_never_absent() {
        Readiness readiness = store().readiness(apply(resource("ready", "x")));

        assertThat(readiness.status())
                .isIn(Readiness.Status.CURRENT, Readiness.Status.IN_PROGRESS, Readiness.Status.UNKNOWN);
    }

    @Test
    void fields_of_another_manager_are_not_taken_without_force_where_fields_have_owners() {
        store().apply(resource("owned", "one"), ApplyOptions.DEFAULT.fieldManager("other"));
        Resource ours = resource("owned", "two");

        if (store().features().fieldOwnership()) {
            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(() -> apply(ours))
                    .matches(e -> e.reason() == Reason.FIELD_CONFLICT)
                    .matches(e -> e.causes().stream()
                            .anyMatch(cause ->
                                    cause.manager().filter("other"::equals).isPresent()))
                    .matches(e -> e.causes().stream()
                            .allMatch(cause -> cause.pointer()
                                    .flatMap(pointer -> ours.body().find(pointer))
                                    .isPresent()));
        }
        assertThat(store().apply(ours, ApplyOptions.DEFAULT.force(true))
                        .resource()
                        .body()
                        .toString())
                .contains("two");
    }

    @Test
    void a_watch_tells_what_is_there_and_then_what_happens() throws Exception {
        apply(resource("watch-a", "one"));
        BlockingQueue<String> told = new LinkedBlockingQueue<>();

        try (Watch watch = store().watch(query(), new Words(told, "watch-"))) {
            assertThat(next(told, 1)).containsExactly("added watch-a");
            apply(resource("watch-b", "one"));
            assertThat(next(told, 1)).containsExactly("added watch-b");
            apply(resource("watch-a", "two"));
            assertThat(next(told, 1)).containsExactly("changed watch-a");
            store().delete(resource("watch-a", "two").key(), DeleteOptions.DEFAULT);
            assertThat(next(told, 1)).containsExactly("deleted watch-a");
            assertThat(watch.isRunning()).isTrue();
        }
    }

    @Test
    void a_watch_that_is_closed_tells_nothing_more() {
        BlockingQueue<String> told = new LinkedBlockingQueue<>();
        Watch watch = store().watch(query(), new Words(told, "closed-"));

        watch.close();
        watch.close();
        apply(resource("closed-late", "one"));

        assertThat(watch.isRunning()).isFalse();
        assertThat(told).isEmpty();
    }

    @Test
    void an_interrupted_thread_is_told_so_and_stays_interrupted() {
        Resource desired = resource("interrupted", "one");
        try {
            Thread.currentThread().interrupt();
            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(() -> apply(desired))
                    .matches(e -> e.reason() == Reason.INTERRUPTED);
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        } finally {
            Thread.interrupted();
        }
    }

    private static List<String> next(BlockingQueue<String> told, int count) throws InterruptedException {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String word = told.poll(20, TimeUnit.SECONDS);
            words.add(word == null ? "nothing" : word);
        }
        return words;
    }

    /** Keeps what it is told about resources whose name begins in one way. */
    private record Words(BlockingQueue<String> told, String prefix) implements ResourceListener {

        @Override
        public void added(LiveResource resource) {
            tell("added ", resource);
        }

        @Override
        public void changed(LiveResource resource) {
            tell("changed ", resource);
        }

        @Override
        public void deleted(LiveResource resource) {
            tell("deleted ", resource);
        }

        private void tell(String what, LiveResource resource) {
            if (resource.key().name().startsWith(prefix)) {
                told.add(what + resource.key().name());
            }
        }
    }
}
