// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.workloads;

import static io.meshkit.istio.internal.rules.RuleFixture.cluster;
import static io.meshkit.istio.internal.rules.RuleFixture.files;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WebhookRulesTest {

    private static final String ISTIOD = """
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: istiod, namespace: istio-system}
        """;

    private static String injector(String name, String hook) {
        return """
            ---
            apiVersion: admissionregistration.k8s.io/v1
            kind: MutatingWebhookConfiguration
            metadata: {name: %s}
            webhooks: [%s]
            """.formatted(name, hook);
    }

    private static String hook(String selectors) {
        return "{name: sidecar-injector.istio.io, clientConfig: {service: {name: istiod, namespace: istio-system}}, "
                + selectors + "}";
    }

    @Test
    void webhooks_that_are_called_for_one_pod_are_found_both() {
        String text = injector("one", hook("namespaceSelector: {matchLabels: {istio-injection: enabled}}"))
                + injector("two", hook("objectSelector: {matchLabels: {sidecar.istio.io/inject: 'true'}}"));

        assertThat(files(text).found("MKV-ISTIO-WH-001"))
                .containsExactlyInAnyOrder(
                        "MutatingWebhookConfiguration one /webhooks/0/name",
                        "MutatingWebhookConfiguration two /webhooks/0/name");
        assertThat(files(text).messages("MKV-ISTIO-WH-001"))
                .anyMatch(message -> message.contains("two/sidecar-injector"));
    }

    @Test
    void webhooks_of_two_revisions_exclude_each_other() {
        String text = injector("one", hook("namespaceSelector: {matchLabels: {istio.io/rev: a}}"))
                + injector("two", hook("namespaceSelector: {matchLabels: {istio.io/rev: b}}"));

        assertThat(files(text).found("MKV-ISTIO-WH-001")).isEmpty();
    }

    @Test
    void selectors_by_expressions_exclude_each_other_too() {
        String enabled =
                "namespaceSelector: {matchExpressions: [{key: istio-injection, operator: In, values: [enabled]}]}";
        String silent = "namespaceSelector: {matchExpressions: [{key: istio-injection, operator: DoesNotExist}]},"
                + " objectSelector: {matchExpressions: [{key: sidecar.istio.io/inject, operator: NotIn, values:"
                + " ['false']}]}";

        assertThat(files(injector("one", hook(enabled)) + injector("two", hook(silent)))
                        .found("MKV-ISTIO-WH-001"))
                .isEmpty();
    }

    @Test
    void webhooks_for_a_revision_in_the_namespace_and_on_the_pod_meet() {
        String text = injector(
                        "one",
                        hook("namespaceSelector: {matchExpressions: [{key: istio.io/rev, operator: In, values: [a]}]}"))
                + injector("two", hook("objectSelector: {matchExpressions: [{key: istio.io/rev, operator: Exists}]}"));

        assertThat(files(text).found("MKV-ISTIO-WH-001")).hasSize(2);
    }

    @Test
    void a_webhook_for_all_pods_meets_that_of_each_revision() {
        String text = injector("one", hook("namespaceSelector: {matchLabels: {istio.io/rev: a}}"))
                + injector("two", hook("namespaceSelector: {matchLabels: {istio.io/rev: b}}"))
                + injector("all", hook(""));

        assertThat(files(text).messages("MKV-ISTIO-WH-001"))
                .hasSize(3)
                .anyMatch(message -> message.contains("one/sidecar-injector.istio.io, two/sidecar-injector.istio.io"));
    }

    @Test
    void webhooks_that_exclude_a_revision_meet_at_another() {
        String text = injector(
                        "one",
                        hook("namespaceSelector: {matchExpressions: [{key: istio.io/rev, operator: NotIn, values:"
                                + " [a]}]}"))
                + injector("two", hook("objectSelector: {matchExpressions: [{key: istio.io/rev, operator: Exists}]}"));

        assertThat(files(text).found("MKV-ISTIO-WH-001")).hasSize(2);
    }

    @Test
    void webhooks_of_others_may_be_called_for_all() {
        String text = injector("one", hook("")) + injector("cert-manager", "{name: webhook.cert-manager.io}");

        assertThat(files(text).found("MKV-ISTIO-WH-001")).isEmpty();
        assertThat(cluster(injector("other", "{name: a.example.org}")).found("MKV-ISTIO-WH-002"))
                .isEmpty();
    }

    @Test
    void a_webhook_whose_service_is_gone_is_found() {
        String text = injector("one", hook(""));

        assertThat(cluster(text).found("MKV-ISTIO-WH-002"))
                .containsExactly("MutatingWebhookConfiguration one /webhooks/0/clientConfig/service/name");
        assertThat(files(text + ISTIOD).found("MKV-ISTIO-WH-002")).isEmpty();
        assertThat(files(text).skips("MKV-ISTIO-WH-002")).isTrue();
    }

    @Test
    void a_service_of_a_namespace_that_was_not_loaded_is_unknown() {
        String text = injector("one", hook("")) + ISTIOD.replace("istio-system", "other");

        assertThat(files(text).found("MKV-ISTIO-WH-002")).isEmpty();
        assertThat(files(text).unjudged("MKV-ISTIO-WH-002"))
                .containsExactly("the services of the namespace istio-system");
    }

    @Test
    void a_webhook_that_calls_nothing_is_found() {
        assertThat(files(injector("istio-sidecar-injector-external", "{name: a, clientConfig: {url: null}}"))
                        .found("IST0163"))
                .containsExactly("MutatingWebhookConfiguration istio-sidecar-injector-external /webhooks/0");
        assertThat(files(injector("istio-validator-a", "{name: a, clientConfig: {url: 'https:// space'}}")
                                .replace("Mutating", "Validating"))
                        .found("IST0163"))
                .containsExactly("ValidatingWebhookConfiguration istio-validator-a /webhooks/0/clientConfig/url");
    }

    @Test
    void a_webhook_with_a_url_or_a_service_calls_something() {
        assertThat(files(injector(
                                "istio-sidecar-injector",
                                "{name: a, clientConfig: {url: 'https://istiod.example.org:15017/inject'}}, "
                                        + hook("")))
                        .found("IST0163"))
                .isEmpty();
        assertThat(files(injector("other", "{name: a}")).found("IST0163")).isEmpty();
    }

    @Test
    void an_address_in_numbers_is_told() {
        assertThat(files(injector(
                                "istio-sidecar-injector",
                                "{name: a, clientConfig: {url: 'https://10.0.0.1:15017/inject'}}"))
                        .found("IST0164"))
                .hasSize(1);
        assertThat(files(injector(
                                "istio-sidecar-injector", "{name: a, clientConfig: {url: 'https://[fd00::1]/inject'}}"))
                        .found("IST0164"))
                .hasSize(1);
        assertThat(files(injector(
                                "istio-sidecar-injector",
                                "{name: a, clientConfig: {url: 'https://10.example.org/inject'}}"))
                        .found("IST0164"))
                .isEmpty();
    }
}
