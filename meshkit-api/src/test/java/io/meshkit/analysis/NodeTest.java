// SPDX-License-Identifier: Apache-2.0
package io.meshkit.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.document.BooleanValue;
import io.meshkit.document.JsonPointer;
import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.NullValue;
import io.meshkit.document.NumberValue;
import io.meshkit.document.TextValue;
import io.meshkit.resource.GroupKind;
import io.meshkit.resource.Resource;
import io.meshkit.resource.ResourceKey;
import io.meshkit.resource.StoreId;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class NodeTest {

    private static final Resource GATEWAY = Resource.of(
            new ResourceKey(StoreId.UNBOUND, new GroupKind("", "Gateway"), "shop", "g"),
            MapValue.builder()
                    .put("hosts", ListValue.of(TextValue.of("a.b"), NumberValue.of(1), TextValue.of("c.d")))
                    .put("port", MapValue.of("number", NumberValue.of(80)))
                    .put(
                            "labels",
                            MapValue.builder()
                                    .put("app", TextValue.of("web"))
                                    .put("n", NumberValue.of(1))
                                    .build())
                    .put("strict", BooleanValue.TRUE)
                    .put("gone", NullValue.NULL)
                    .put("none", ListValue.EMPTY)
                    .put("blank", TextValue.of(""))
                    .build());

    private static final Node ROOT = Node.of(GATEWAY);

    @Test
    void a_way_leads_down_and_is_known_afterwards() {
        Node number = ROOT.get("port", "number");

        assertThat(number.number()).isEqualTo(OptionalLong.of(80));
        assertThat(number.pointer()).hasToString("/port/number");
        assertThat(number.key()).isEqualTo("number");
        assertThat(ROOT.pointer()).isEqualTo(JsonPointer.ROOT);
    }

    @Test
    void what_is_not_there_is_a_node_without_a_value() {
        Node nowhere = ROOT.get("port", "number", "deeper", "still");

        assertThat(nowhere.isPresent()).isFalse();
        assertThat(nowhere.isEmpty()).isTrue();
        assertThat(nowhere.text("other")).isEqualTo("other");
        assertThat(nowhere.items()).isEmpty();
        assertThat(nowhere.entries()).isEmpty();
        assertThat(nowhere.pointer()).hasToString("/port/number/deeper/still");
    }

    @Test
    void null_is_not_there() {
        assertThat(ROOT.get("gone").isPresent()).isFalse();
        assertThat(ROOT.get("gone").value()).isEmpty();
    }

    @Test
    void empty_lists_and_texts_say_nothing() {
        assertThat(ROOT.get("none").isEmpty()).isTrue();
        assertThat(ROOT.get("none").isPresent()).isTrue();
        assertThat(ROOT.get("blank").isEmpty()).isTrue();
        assertThat(ROOT.get("hosts").isEmpty()).isFalse();
    }

    @Test
    void items_know_their_index_and_texts_leave_the_others_out() {
        assertThat(ROOT.get("hosts").items())
                .extracting(item -> item.pointer().toString())
                .containsExactly("/hosts/0", "/hosts/1", "/hosts/2");
        assertThat(ROOT.get("hosts").textItems()).containsExactly("a.b", "c.d");
        assertThat(ROOT.get("labels").texts()).isEqualTo(Map.of("app", "web"));
        assertThat(ROOT.get("labels").entries()).extracting(Node::key).isEqualTo(List.of("app", "n"));
    }

    @Test
    void a_pointer_leads_through_lists() {
        assertThat(Node.of(GATEWAY, JsonPointer.of("hosts", "2")).text()).contains("c.d");
        assertThat(Node.of(GATEWAY, JsonPointer.of("hosts", "9")).isPresent()).isFalse();
    }

    @Test
    void values_of_another_type_are_none_of_the_wanted() {
        assertThat(ROOT.get("strict").isTrue()).isTrue();
        assertThat(ROOT.get("strict").text()).isEmpty();
        assertThat(ROOT.get("hosts").number()).isEmpty();
        assertThat(ROOT.get("port").isTrue()).isFalse();
        assertThat(ROOT.get("port").textItems()).isEmpty();
    }
}
