// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import static io.meshkit.core.internal.pattern.Bench.render;
import static io.meshkit.core.internal.pattern.Bench.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Traits meet in one object for each target, in whatever order they are written. */
class DraftOrderTest {

    private static final List<String> TRAITS = List.of(
            "retry: {attempts: 3}",
            "timeout: {request: 2s, connect: 1s}",
            "circuitBreaker: {consecutiveErrors: 5}",
            "trafficSplit: {weights: {v1: 90, v2: 10}}");

    private static String pattern(List<String> traits) {
        return "name: s\nservices:\n  web:\n    type: Service\n    settings: {versions: {v1: {}, v2: {}}}\n"
                + "    traits: {" + String.join(", ", traits) + "}\n";
    }

    @Test
    void any_subset_of_traits_gives_the_same_bytes_in_any_order() {
        long seed = 20_240_607L;
        System.getLogger("test").log(System.Logger.Level.DEBUG, "seed {0}", seed);
        Random random = new Random(seed);
        for (int subset = 1; subset < 1 << TRAITS.size(); subset++) {
            List<String> traits = new ArrayList<>();
            for (int i = 0; i < TRAITS.size(); i++) {
                if ((subset & 1 << i) != 0) {
                    traits.add(TRAITS.get(i));
                }
            }
            String expected = yaml(render(pattern(traits)));
            for (int round = 0; round < 6; round++) {
                Collections.shuffle(traits, random);
                assertThat(yaml(render(pattern(traits))))
                        .as("seed %d, traits %s", seed, traits)
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    void two_services_on_one_target_give_the_same_object_in_any_order() {
        String a = "  a: {type: Service, name: web, traits: {circuitBreaker: {consecutiveErrors: 3}}}\n";
        String b = "  b: {type: Service, name: web, traits: {timeout: {connect: 1s}}}\n";

        String forth = yaml(render("name: s\nservices:\n" + a + b));
        String back = yaml(render("name: s\nservices:\n" + b + a));

        assertThat(forth.substring(forth.indexOf('\n'))).isEqualTo(back.substring(back.indexOf('\n')));
    }
}
