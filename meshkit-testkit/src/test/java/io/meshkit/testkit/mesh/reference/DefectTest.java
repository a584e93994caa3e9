// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.mesh.reference;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DefectTest {

    private final Shop shop = new Shop();

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void a_shifted_split_gives_forty_percent_where_twenty_five_are_asked_for() {
        shop.api("{trafficSplit: {weights: {v1: 75, v2: 25}}}");
        shop.mesh.defect(Defect.SPLIT_SHIFTED);

        // of 1000 a share of 0.4 leaves 312..490 with a probability below 1e-8; 0.25 gives at most 330
        assertThat(shop.versions(1000).get("v2")).as("seed 7").isBetween(331, 490);

        shop.mesh.mend(Defect.SPLIT_SHIFTED);
        assertThat(shop.versions(1000).get("v2")).as("seed 7").isBetween(174, 330);
    }

    @Test
    void an_exact_path_is_taken_for_a_prefix() {
        shop.api("{route: {rules: [{match: [{path: {exact: /one}}], to: [{version: v1}]}, {respond: {status: 404}}]}}");
        assertThat(shop.get("/one/more").status()).isEqualTo(404);

        shop.mesh.defect(Defect.EXACT_PATH_AS_PREFIX);

        assertThat(shop.get("/one/more").version()).isEqualTo("v1");
        assertThat(shop.get("/two").status()).isEqualTo(404);
    }

    @Test
    void what_was_allowed_once_stays_allowed() {
        shop.api("{access: {default: deny, rules: [{from: {services: [web]}}]}}");
        shop.api("{access: {default: deny}}");
        assertThat(shop.get("/").status()).isEqualTo(403);

        shop.mesh.defect(Defect.REVOKED_ACCESS_ALLOWED);

        assertThat(shop.get("/").status()).isEqualTo(200);
        assertThat(shop.mesh.caller("admin").get("api", "/").status()).isEqualTo(403);
    }

    @Test
    void retries_are_ignored() {
        shop.api("{retry: {attempts: 2, on: [503]}}");
        assertThat(shop.tries("503")).isEqualTo(3);

        shop.mesh.defect(Defect.RETRIES_IGNORED);

        assertThat(shop.tries("503")).isEqualTo(1);
    }

    @Test
    void faults_are_ignored() {
        shop.api("{fault: {abort: {status: 418}}}");
        assertThat(shop.get("/").status()).isEqualTo(418);

        shop.mesh.defect(Defect.FAULTS_IGNORED);

        assertThat(shop.get("/").status()).isEqualTo(200);
    }
}
