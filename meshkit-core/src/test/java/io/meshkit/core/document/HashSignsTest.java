// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class HashSignsTest {

    @Test
    void the_next_hash_sign_is_found_whatever_was_asked_before() {
        for (long seed = 1; seed <= 200; seed++) {
            Random random = new Random(seed);
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < 60; i++) {
                text.append(random.nextInt(8) == 0 ? '#' : 'a');
            }
            HashSigns hashes = new HashSigns(CodePoints.of(text.toString()));

            for (int ask = 0; ask < 40; ask++) {
                int from = random.nextInt(61);
                int found = text.indexOf("#", from);
                assertThat(hashes.next(from)).as("seed %d", seed).isEqualTo(found < 0 ? 60 : found);
            }
        }
    }
}
