// SPDX-License-Identifier: Apache-2.0
package io.meshkit.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.document.JsonPointer;
import io.meshkit.document.MapValue;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import io.meshkit.resource.GroupKind;
import io.meshkit.resource.ResourceKey;
import io.meshkit.resource.StoreId;
import org.junit.jupiter.api.Test;

class SecretRefTest {

    private static final Value PASSWORD = TextValue.of("aHVudGVyMg==");
    private static final JsonPointer FIELD = JsonPointer.of("data", "password");

    private static ResourceKey secret(String name) {
        return new ResourceKey(new StoreId("memory"), new GroupKind("", "Secret"), "default", name);
    }

    @Test
    void the_same_secret_has_the_same_digest_each_time_so_that_plans_do_not_change_by_chance() {
        assertThat(SecretRef.to(secret("db"), FIELD, PASSWORD)).isEqualTo(SecretRef.to(secret("db"), FIELD, PASSWORD));
    }

    @Test
    void equal_passwords_in_two_places_do_not_show_as_equal() {
        SecretRef one = SecretRef.to(secret("db"), FIELD, PASSWORD);

        assertThat(SecretRef.to(secret("web"), FIELD, PASSWORD).digest()).isNotEqualTo(one.digest());
        assertThat(SecretRef.to(secret("db"), JsonPointer.of("data", "other"), PASSWORD)
                        .digest())
                .isNotEqualTo(one.digest());
    }

    @Test
    void a_plain_digest_of_a_guessed_password_is_not_what_is_kept() {
        Value guess = MapValue.builder()
                .put("kind", "Secret")
                .put("namespace", "default")
                .put("name", "db")
                .put("field", FIELD.toString())
                .put("value", PASSWORD)
                .build();

        assertThat(SecretRef.to(secret("db"), FIELD, PASSWORD).digest())
                .isNotEqualTo(Digest.of(guess))
                .isNotEqualTo(Digest.of(PASSWORD));
    }

    @Test
    void the_value_is_known_again_from_the_form_that_is_kept() {
        Value kept = SecretRef.to(secret("db"), FIELD, PASSWORD).placeholder();

        SecretRef read = SecretRef.from(secret("db"), FIELD, kept).orElseThrow();

        assertThat(kept.toString()).doesNotContain("hunter2").doesNotContain("aHVudGVyMg");
        assertThat(read.matches(PASSWORD)).isTrue();
        assertThat(read.matches(TextValue.of("aHVudGVyMw=="))).isFalse();
    }
}
