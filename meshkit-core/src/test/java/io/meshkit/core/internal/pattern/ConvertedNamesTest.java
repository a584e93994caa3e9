// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.pattern.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is named in a trait stays named when convert gives services readable keys. */
class ConvertedNamesTest {

    private static final String ID = "3f25aaaa-0000-4000-8000-000000000002";

    private static Pattern converted(String web, String vars) {
        return Bench.read(Bench.PIPELINE.convert(read(web, vars)).yaml());
    }

    private static Pattern read(String web, String vars) {
        return Bench.read("name: p\nvars: " + vars + "\nservices:\n  " + ID
                + ":\n    name: real-api\n    type: Service\n    settings: {port: 8080}\n"
                + "  web: {type: Service, settings: {port: 1}, traits: {" + web + "}}\n");
    }

    private static Object named(Pattern pattern, String pointer) {
        return pattern.component("web")
                .orElseThrow()
                .traits()
                .get(0)
                .map()
                .find(pointer)
                .orElseThrow()
                .toString();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "access: {rules: [{from: {services: [ID]}}]} | /rules/0/from/services/0",
                "route: {rules: [{to: [{service: ID}]}]} | /rules/0/to/0/service",
                "limits: {maxRequests: 1, from: [ID]} | /from/0",
                "circuitBreaker: {consecutiveErrors: 1, from: [ID]} | /from/0"
            })
    void a_name_follows_the_new_key(String trait, String pointer) {
        Pattern converted = converted(trait.replace("ID", ID), "{}");

        assertThat(converted.component("real-api")).isPresent();
        assertThat(named(converted, pointer)).isEqualTo("real-api");
    }

    @ParameterizedTest
    @ValueSource(strings = {"$(#ref.vars.n)", "$(#ref.services.web.settings.port)-$(#ref.vars.n)"})
    void a_service_that_is_named_through_a_reference_keeps_its_key(String name) {
        String uuid = name.startsWith("$(#ref.vars") ? ID : "1-" + ID;
        boolean bound = uuid.equals(ID);

        Pattern converted = converted("limits: {maxRequests: 1, from: [\"" + name + "\"]}", "{n: " + ID + "}");

        assertThat(converted.component(ID).isPresent()).isEqualTo(bound);
        assertThat(converted.component("real-api").isPresent()).isEqualTo(!bound);
    }

    @Test
    void a_reference_to_the_name_of_a_service_follows_its_new_key() {
        Pattern converted = converted("limits: {maxRequests: 1, from: [\"$(#ref.services." + ID + ".name)\"]}", "{}");

        assertThat(named(converted, "/from/0")).isEqualTo("$(#ref.services.real-api-service.name)");
    }

    @Test
    void a_new_key_is_not_the_name_of_a_service_elsewhere() {
        Pattern converted = converted("route: {rules: [{to: [{service: real-api}]}]}", "{}");

        assertThat(converted.component("real-api")).isEmpty();
        assertThat(converted.component("real-api-service")).isPresent();
        assertThat(named(converted, "/rules/0/to/0/service")).isEqualTo("real-api");
    }
}
