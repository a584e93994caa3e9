// SPDX-License-Identifier: Apache-2.0
package io.meshkit.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class MapValueBuilderTest {

    private static final Origin ORIGIN = Origin.of(SourceText.of("t", "x".repeat(1_000)));
    private static final Origin OTHER = Origin.of(SourceText.of("other", "x".repeat(1_000)));

    private static MapValue.Builder placed(int keys) {
        MapValue.Builder builder = MapValue.builder().at(ORIGIN, 0, 900);
        for (int i = 0; i < keys; i++) {
            builder.put("k" + i, ORIGIN, 10 * i, 10 * i + 2, NumberValue.of(i));
        }
        return builder;
    }

    @Test
    void a_key_put_twice_keeps_its_position_and_takes_the_last_value_and_place() {
        MapValue map = placed(2).put("k0", ORIGIN, 50, 52, NumberValue.of(7)).build();

        assertThat(map).hasToString("{k0: 7, k1: 1}");
        assertThat(map.keyPlace("k0").orElseThrow()).hasToString("t:1:51");
    }

    @Test
    void code_may_change_a_value_and_the_key_keeps_its_place() {
        MapValue map = placed(2).build().with("k1", TextValue.of("new")).with("k9", TextValue.of("added"));

        assertThat(map.keyPlace("k1").orElseThrow()).hasToString("t:1:11");
        assertThat(map.keyPlace("k9")).isEmpty();
        assertThat(map.place()).isPresent();
    }

    @Test
    void taking_an_entry_out_leaves_the_places_of_the_others() {
        for (int size : new int[] {3, 16, 17, 40}) {
            MapValue.Builder builder = placed(size).remove("k1").remove("absent");
            MapValue map = builder.put("k1", "code").build();

            assertThat(map.keys().get(size - 1)).isEqualTo("k1");
            assertThat(map.keyPlace("k1")).isEmpty();
            assertThat(map.keyPlace("k2").orElseThrow()).hasToString("t:1:21");
            assertThat(map.get("k" + (size - 1)).orElseThrow())
                    .hasToString(Integer.toString(size - 1 == 1 ? 0 : size - 1));
        }
    }

    @Test
    void keys_of_several_texts_keep_theirs() {
        MapValue map =
                placed(1).put("o", OTHER, 30, 31, NullValue.NULL).put("code", 1).build();

        assertThat(map.keyPlace("k0").orElseThrow()).hasToString("t:1:1");
        assertThat(map.keyPlace("o").orElseThrow()).hasToString("other:1:31");
        assertThat(map.keyPlace("code")).isEmpty();
        assertThat(map.toBuilder().keyPlace("o").orElseThrow()).hasToString("other:1:31");
        assertThat(map.toBuilder().keyPlace("absent")).isEmpty();
    }

    @Test
    void a_merge_takes_over_absent_keys_with_both_sites() {
        MapValue merged = MapValue.builder()
                .put("k0", OTHER, 1, 2, NullValue.NULL)
                .put("m", OTHER, 5, 6, NullValue.NULL)
                .build();

        MapValue map = placed(1).merge(merged, 100, 103).build();

        assertThat(map.mergedAt("k0")).isEmpty();
        assertThat(map.mergedAt("m").orElseThrow()).hasToString("t:1:101");
        assertThat(map.keyPlace("m").orElseThrow()).hasToString("other:1:6");
        assertThat(map.without("k0").mergedAt("m")).isPresent();
        assertThat(map.at(NullValue.NULL).keyPlace("m").orElseThrow()).hasToString("other:1:6");
    }

    @Test
    void a_builder_behaves_as_a_linked_map() {
        for (long seed = 1; seed <= 300; seed++) {
            Random random = new Random(seed);
            MapValue.Builder builder = MapValue.builder();
            java.util.LinkedHashMap<String, Value> expected = new java.util.LinkedHashMap<>();
            for (int i = 0; i < 60; i++) {
                String key = "k" + random.nextInt(30);
                if (random.nextInt(4) == 0) {
                    builder.remove(key);
                    expected.remove(key);
                } else {
                    builder.put(key, i);
                    expected.put(key, NumberValue.of(i));
                }
                assertThat(builder.has(key)).as("seed %d", seed).isEqualTo(expected.containsKey(key));
            }
            MapValue map = random.nextBoolean() ? builder.build() : builder.build(new KeyPool());
            assertThat(map.keys()).as("seed %d", seed).containsExactlyElementsOf(expected.keySet());
            map.forEach(entry -> assertThat(entry.value()).isEqualTo(expected.get(entry.key())));
            assertThat(new TreeMap<>(expected).keySet()).allMatch(map::has);
        }
    }

    @Test
    void places_of_keys_are_exact_near_and_far_with_quotes_and_without() {
        Origin origin = Origin.of(SourceText.of("t", "x".repeat(100_000)));
        int[] distances = {0, 1, 9, 32_767, 32_768, 90_000};
        for (long seed = 1; seed <= 500; seed++) {
            Random random = new Random(seed);
            int mapStart = random.nextInt(1_000);
            int size = 1 + random.nextInt(6);
            MapValue.Builder builder = MapValue.builder().at(origin, mapStart, 99_999);
            int[][] spans = new int[size][];
            for (int i = 0; i < size; i++) {
                int start = Math.max(0, mapStart - random.nextInt(2) + distances[random.nextInt(distances.length)]);
                spans[i] = new int[] {start, start + 2 + 2 * random.nextInt(2)};
                builder.put("k" + i, origin, spans[i][0], spans[i][1], NullValue.NULL);
            }
            MapValue map = builder.build();

            for (MapValue one : new MapValue[] {map, map.toBuilder().build(), map.at(NullValue.NULL)}) {
                for (int i = 0; i < size; i++) {
                    assertThat(one.keyPlace("k" + i))
                            .as("seed %d", seed)
                            .contains(origin.place(spans[i][0], spans[i][1]));
                }
            }
        }
    }

    @Test
    void maps_of_equal_keys_share_them() {
        KeyPool first = new KeyPool();
        KeyPool second = new KeyPool();

        assertThat(first.key(new String("metadata"))).isSameAs(second.key(new String("metadata")));
        assertThat(first.text(new String("value"))).isSameAs(second.text(new String("value")));
        assertThat(first.key("k".repeat(65))).hasSize(65);
        assertThat(placed(20).build(first)).isEqualTo(placed(20).build(second));
    }

    @Test
    void numbers_are_told_by_their_spelling() {
        for (String text :
                new String[] {"0", "-1", "+.5", "1.", "1e3", "1.5E-7", "0x1f", "0o17", ".inf", "-.INF", ".NaN"}) {
            assertThat(NumberValue.isNumber(text)).as(text).isTrue();
        }
        for (String text :
                new String[] {"", "+", ".", "-.", "1e", "e1", "0x", "0xg", "0o8", "-0x1", "+.nan", "1.2.3", "/", "0X1"
                }) {
            assertThat(NumberValue.isNumber(text)).as(text).isFalse();
        }
        assertThat(NumberValue.of("9".repeat(10_001)).decimal()).isEmpty();
    }
}
