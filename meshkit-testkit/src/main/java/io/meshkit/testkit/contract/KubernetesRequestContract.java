// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Requests that no server can make sense of: each gets an answer that says why.
 *
 * @since 0.1.0
 */
public abstract class KubernetesRequestContract extends KubernetesApiContract {

    /** For subclasses. */
    protected KubernetesRequestContract() {}

    /** A request that is refused, and with what. */
    private record Refused(
            String title, String method, String query, String type, String body, int status, String words) {}

    @TestFactory
    Stream<DynamicTest> a_request_that_makes_no_sense_is_refused() {
        String unread = "the object provided is unrecognized (must be of type ConfigMap): ";
        String one = "/a";
        return Stream.of(
                        new Refused("broken JSON", "POST", "", JSON, "{\"a\":", 400, unread),
                        new Refused("more than JSON", "POST", "", JSON, configMap("a", "") + " x", 400, unread),
                        new Refused("no body", "POST", "", JSON, "", 400, unread),
                        new Refused("a list", "POST", "", JSON, "[1]", 400, unread),
                        new Refused("broken YAML", "POST", "", "application/yaml", "a: [", 400, ""),
                        new Refused("too deep", "POST", "", JSON, deep(20_000), 400, unread),
                        new Refused(
                                "plain text",
                                "POST",
                                "",
                                "text/plain",
                                "{}",
                                415,
                                "the body of the request was in an unknown format - accepted media types include:"),
                        new Refused("too large", "POST", "", JSON, large(3_200_000), 413, "Request entity too large"),
                        new Refused("broken patch", "PATCH", one, MERGE, "{\"a\"", 400, "error decoding patch: "),
                        new Refused("a list as patch", "PATCH", one, MERGE, "[1]", 400, "error decoding patch: "),
                        new Refused(
                                "an object as steps", "PATCH", one, JSON_PATCH, "{}", 400, "error decoding patch: "),
                        new Refused(
                                "broken apply",
                                "PATCH",
                                one + "?fieldManager=m",
                                APPLY,
                                "a: [",
                                400,
                                "error decoding YAML"),
                        new Refused(
                                "apply of nothing",
                                "PATCH",
                                one + "?fieldManager=m",
                                APPLY,
                                "metadata: {name: a}",
                                400,
                                "invalid object type: /, Kind="),
                        new Refused(
                                "force without apply",
                                "PATCH",
                                one + "?force=true",
                                MERGE,
                                "{}",
                                422,
                                "PatchOptions.meta.k8s.io \"\" is invalid: force: Forbidden: may not be specified for"))
                .map(each -> DynamicTest.dynamicTest(each.title(), () -> isRefused(each)));
    }

    private void isRefused(Refused request) {
        String maps = configMaps(namespace());
        post(maps, configMap("a", ""));

        ApiAnswer answer =
                send(request.method(), maps + request.query(), request.type(), request.body(), server().token());

        assertThat(answer.status()).as(answer.body()).isEqualTo(request.status());
        assertThat(answer.at("/kind")).isEqualTo("Status");
        assertThat(answer.at("/message")).startsWith(request.words());
    }

    @TestFactory
    Stream<DynamicTest> a_method_that_a_path_does_not_have_is_not_allowed() {
        String all = configMaps("default");
        return Stream.of(
                        List.of("POST", all + "/a"),
                        List.of("PUT", all),
                        List.of("PATCH", all),
                        List.of("OPTIONS", all),
                        List.of("FOO", all + "/a"),
                        List.of("POST", "/api"),
                        List.of("POST", "/version"))
                .map(each -> DynamicTest.dynamicTest(each.get(0) + " " + each.get(1), () -> {
                    ApiAnswer answer = send(each.get(0), each.get(1), MERGE, "{}", server().token());

                    assertThat(answer.status()).as(answer.body()).isEqualTo(405);
                    assertThat(answer.at("/reason")).isEqualTo("MethodNotAllowed");
                }));
    }

    @Test
    void a_name_in_a_path_may_hold_anything_and_is_not_found() {
        ApiAnswer answer = get(configMaps(namespace()) + "/A_b%20c");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.at("/message")).isEqualTo("configmaps \"A_b c\" not found");
    }

    @Test
    void a_name_that_is_none_cannot_be_applied() {
        ApiAnswer answer = apply(configMaps(namespace()) + "/A_b", "mgr-a", configMap("A_b", ""));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.at("/message")).startsWith("ConfigMap \"A_b\" is invalid: metadata.name: Invalid value: ");
    }

    @Test
    void a_config_map_has_a_size() {
        ApiAnswer answer = post(configMaps(namespace()), large(2_000_000));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.causes())
                .containsExactly("FieldValueTooLong|[]|Too long: may not be more than 1048576 bytes");
    }

    @Test
    void a_limit_is_a_number_and_a_match_needs_a_version() {
        String maps = configMaps(namespace());

        ApiAnswer limit = get(maps + "?limit=abc");
        ApiAnswer match = get(maps + "?resourceVersionMatch=Exact");

        assertThat(limit.status()).isEqualTo(400);
        assertThat(limit.at("/message")).isEqualTo("strconv.ParseInt: parsing \"abc\": invalid syntax");
        assertThat(match.status()).isEqualTo(422);
        assertThat(match.causes())
                .containsExactly("FieldValueForbidden|resourceVersionMatch|Forbidden: resourceVersionMatch is forbidden"
                        + " unless resourceVersion is provided");
    }

    @Test
    void a_watch_of_one_object_is_its_object() {
        String maps = configMaps(namespace());
        post(maps, configMap("a", ""));

        ApiAnswer answer = get(maps + "/a?watch=true&timeoutSeconds=1");

        assertThat(answer.at("/kind")).isEqualTo("ConfigMap");
    }

    private static String large(int bytes) {
        return configMap("a", ",\"data\":{\"a\":\"" + "x".repeat(bytes) + "\"}");
    }

    private static String deep(int levels) {
        return "{\"metadata\":{\"name\":\"a\",\"annotations\":" + "{\"a\":".repeat(levels) + "1" + "}".repeat(levels)
                + "}}";
    }
}
