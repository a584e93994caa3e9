// SPDX-License-Identifier: Apache-2.0
package io.meshkit.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.document.JsonPointer;
import io.meshkit.document.MapValue;
import io.meshkit.document.TextValue;
import io.meshkit.resource.GroupKind;
import io.meshkit.resource.Resource;
import io.meshkit.resource.ResourceKey;
import io.meshkit.resource.SetId;
import io.meshkit.resource.StoreId;
import org.junit.jupiter.api.Test;

class SecretFieldsTest {

    private static final JsonPointer KEY = JsonPointer.of("PrivateKey");

    private final ResourceKey key =
            new ResourceKey(new StoreId("agent"), new GroupKind("consul", "inline-certificate"), "", "shop");
    private final Resource certificate = Resource.of(
            key,
            MapValue.builder()
                    .put("Kind", "inline-certificate")
                    .put("Name", "shop")
                    .put("Certificate", "public part")
                    .put("PrivateKey", "hidden part")
                    .build());

    @Test
    void the_private_key_of_a_certificate_in_consul_is_kept_by_its_digest_alone() {
        Resource masked = SecretFields.mask(certificate);

        assertThat(masked.body().toString()).contains("public part").doesNotContain("hidden part");
        assertThat(SecretFields.references(masked)).singleElement().satisfies(reference -> {
            assertThat(reference.field()).isEqualTo(KEY);
            assertThat(reference.matches(TextValue.of("hidden part"))).isTrue();
        });
        assertThat(SecretFields.mask(masked)).isEqualTo(masked);
    }

    @Test
    void a_change_of_the_private_key_does_not_show_it() {
        assertThat(SecretFields.mask(key, KEY, TextValue.of("hidden part")))
                .isEqualTo(SecretRef.to(key, KEY, TextValue.of("hidden part")).placeholder());
        assertThat(SecretFields.isSecret(key.groupKind(), JsonPointer.of("Certificate")))
                .isFalse();
    }

    @Test
    void a_saved_state_has_no_private_key() {
        DesiredState state = DesiredState.of(new SetId("default", "shop"))
                .add(DesiredResource.of(certificate).build())
                .build();

        assertThat(state.toValue().toString()).contains("public part").doesNotContain("hidden part");
    }
}
