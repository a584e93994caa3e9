// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.document.SourceId;
import io.meshkit.document.TextValue;
import io.meshkit.pattern.Pattern;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SetNameTest {

    private static String of(String name) {
        FindingList findings = new FindingList();
        Pattern pattern = Pattern.of(new SourceId("shop.yaml"), "meshkit.dev/v1", TextValue.of(name))
                .build();
        return SetName.of(pattern, "default", findings).name();
    }

    @ParameterizedTest
    @CsvSource({"checkout, checkout", "IstioSM, istiosm", "pay-2, pay-2"})
    void a_name_that_is_a_label_but_for_its_case_stays_as_it_is(String name, String identity) {
        assertThat(of(name)).isEqualTo(identity);
    }

    @Test
    void names_that_would_become_the_same_label_stay_apart() {
        Set<String> identities = new HashSet<>();
        List<String> names = List.of(
                "pay-a",
                "pay.a",
                "pay a",
                "pay--a",
                "-pay-a",
                "pay-a-",
                "team-payments-europe-west-checkout-service-canary-rollout-staging",
                "team-payments-europe-west-checkout-service-canary-rollout-production");
        names.forEach(name -> identities.add(of(name)));

        assertThat(identities)
                .hasSameSizeAs(names)
                .allMatch(identity -> identity.matches("[a-z0-9]([-a-z0-9]{0,50}[a-z0-9])?"));
        assertThat(of("pay.a")).matches("pay-a-[0-9a-f]{8}").isEqualTo(of("Pay.A"));
    }
}
