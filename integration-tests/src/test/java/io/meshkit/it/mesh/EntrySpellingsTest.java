// SPDX-License-Identifier: Apache-2.0
package io.meshkit.it.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.core.document.YamlReader;
import io.meshkit.document.MapValue;
import io.meshkit.document.SourceText;
import io.meshkit.resource.ApplyOptions;
import io.meshkit.resource.GroupKind;
import io.meshkit.resource.LiveResource;
import io.meshkit.resource.Resource;
import io.meshkit.resource.ResourceKey;
import io.meshkit.resource.ResourceStore;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an agent spells, sorts or leaves out in its own way is no change; what it keeps apart is one. */
@Tag("real")
class EntrySpellingsTest {

    @RegisterExtension
    static final ConsulAgents AGENT = new ConsulAgents();

    private ResourceStore store() {
        return AGENT.site().store();
    }

    private Resource entry(String kind, String name, String fields) {
        String text = "{Kind: " + kind + ", Name: " + name + ", " + fields + "}";
        MapValue body = (MapValue) new YamlReader()
                .read(SourceText.of("entry.yaml", text))
                .documents()
                .get(0)
                .root();
        return store().inForm(
                        Resource.of(new ResourceKey(store().id(), new GroupKind("consul", kind), "", name), body));
    }

    private LiveResource written(Resource entry) {
        return store().apply(entry, ApplyOptions.DEFAULT);
    }

    private boolean settled(Resource entry) {
        LiveResource first = written(entry);
        boolean unchanged = store().isUnchanged(entry, first, ApplyOptions.DEFAULT);
        return unchanged && written(entry).version().equals(first.version());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        90s | 1500ms
        1m30s | 1.5s
        5400s | 500us
        1h30m | 250µs
        90000000000 | 100ns
        """)
    void a_duration_in_any_spelling(String ejection, String connect) {
        assertThat(settled(entry(
                        "service-defaults",
                        "durations",
                        "UpstreamConfig: {Defaults: {PassiveHealthCheck: {MaxFailures: 3, Interval: " + ejection
                                + "}}}")))
                .isTrue();
        assertThat(settled(
                        entry("service-resolver", "durations", "ConnectTimeout: " + connect + ", RequestTimeout: 0ms")))
                .isTrue();
    }

    @Test
    void a_duration_that_differs_by_less_than_a_millisecond_is_another() {
        written(entry("service-resolver", "fine", "ConnectTimeout: 1s"));
        Resource finer = entry("service-resolver", "fine", "ConnectTimeout: 1000100us");

        assertThat(store().isUnchanged(finer, store().get(finer.key()).orElseThrow(), ApplyOptions.DEFAULT))
                .isFalse();
    }

    @Test
    void sources_in_an_order_that_the_agent_changes() {
        assertThat(settled(entry(
                        "service-intentions",
                        "sorted",
                        "Sources: [{Name: '*', Action: deny}, {Name: web, Action: allow}, {Name: api,"
                                + " Action: allow}]")))
                .isTrue();
    }

    @Test
    void sources_that_change_places_of_their_actions_are_a_change() {
        written(entry(
                "service-intentions", "swapped", "Sources: [{Name: web, Action: allow}, {Name: api, Action: deny}]"));
        Resource swapped = entry(
                "service-intentions", "swapped", "Sources: [{Name: web, Action: deny}, {Name: api, Action: allow}]");

        assertThat(store().isUnchanged(swapped, store().get(swapped.key()).orElseThrow(), ApplyOptions.DEFAULT))
                .isFalse();
        assertThat(settled(swapped)).isTrue();
    }

    @Test
    void a_text_that_looks_like_no_time_at_all_is_still_a_text() {
        Resource without = entry(
                "service-router",
                "texts",
                "Routes: [{Match: {HTTP: {Header: [{Name: x-a, Present: true}]}}, Destination: {Service: web}}]");
        written(entry("service-defaults", "texts", "Protocol: http"));
        written(entry("service-defaults", "web", "Protocol: http"));
        written(without);
        Resource zero = entry(
                "service-router",
                "texts",
                "Routes: [{Match: {HTTP: {Header: [{Name: x-a, Exact: 0s}]}}, Destination: {Service: web}}]");

        assertThat(store().isUnchanged(zero, store().get(zero.key()).orElseThrow(), ApplyOptions.DEFAULT))
                .isFalse();
        assertThat(settled(zero)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        service-defaults | Protocol: HTTP, UpstreamConfig: {Overrides: [{Name: x, Protocol: HTTP2}]}
        service-router | Routes: [{Match: {HTTP: {Methods: [get, Post]}}}]
        service-intentions | Sources: [{Name: web, Permissions: [{Action: allow, HTTP: {Methods: [get]}}]}]
        ingress-gateway | Listeners: [{Port: 8080, Protocol: HTTP, Services: [{Name: cases}]}]
        api-gateway | Listeners: [{Name: a, Port: 8081, Protocol: HTTP}]
        http-route | Rules: [{Matches: [{Method: get, Path: {Match: prefix, Value: /}}], Services: [{Name: cases}]}]
        """)
    void words_whose_case_the_agent_changes(String kind, String fields) {
        written(entry("service-defaults", "cases", "Protocol: http"));

        assertThat(settled(entry(kind, "cases", fields))).isTrue();
    }

    @Test
    void a_zero_that_means_something_is_written_and_taken_away() {
        String health = "UpstreamConfig: {Defaults: {PassiveHealthCheck: {MaxFailures: 3%s}}}";
        Resource without = entry("service-defaults", "zero", health.formatted(""));
        Resource zero = entry("service-defaults", "zero", health.formatted(", MaxEjectionPercent: 0"));
        LiveResource first = written(without);

        assertThat(store().isUnchanged(zero, first, ApplyOptions.DEFAULT)).isFalse();
        assertThat(settled(zero)).isTrue();
        assertThat(store().isUnchanged(without, store().get(zero.key()).orElseThrow(), ApplyOptions.DEFAULT))
                .isFalse();
        assertThat(settled(without)).isTrue();
    }

    @Test
    void a_list_of_one_item_in_opaque_settings() {
        assertThat(settled(entry(
                        "service-defaults",
                        "opaque",
                        "Protocol: http, EnvoyExtensions: [{Name: builtin/property-override, Arguments: {ProxyType:"
                                + " connect-proxy, Patches: [{ResourceFilter: {ResourceType: cluster, TrafficDirection:"
                                + " outbound}, Op: add, Path: /respect_dns_ttl, Value: true}]}}]")))
                .isTrue();
        assertThat(settled(entry("proxy-defaults", "global", "Config: {a: [{b: [{c: 1}]}], d: [1]}")))
                .isTrue();
        store().delete(
                        entry("proxy-defaults", "global", "Config: {}").key(),
                        io.meshkit.resource.DeleteOptions.DEFAULT);
    }

    @Test
    void the_resource_of_the_mesh_becomes_the_entry_without_a_name() {
        MapValue body = (MapValue) new YamlReader()
                .read(SourceText.of(
                        "mesh.yaml",
                        "{apiVersion: consul.hashicorp.com/v1alpha1, kind: Mesh, metadata: {name: mesh, namespace:"
                                + " consul}, spec: {allowEnablingPermissiveMutualTLS: true}}"))
                .documents()
                .get(0)
                .root();
        Resource mesh = store().inForm(Resource.kubernetes(store().id(), body).orElseThrow());

        assertThat(settled(mesh)).isTrue();
    }

    @Test
    void routes_keep_their_order() {
        written(entry("service-defaults", "ordered", "Protocol: http"));
        String first = "{Match: {HTTP: {PathPrefix: /a}}, Destination: {RequestTimeout: 5s}}";
        String second = "{Match: {HTTP: {PathPrefix: /}}, Destination: {RequestTimeout: 6s}}";
        written(entry("service-router", "ordered", "Routes: [" + first + ", " + second + "]"));
        Resource turned = entry("service-router", "ordered", "Routes: [" + second + ", " + first + "]");

        assertThat(store().isUnchanged(turned, store().get(turned.key()).orElseThrow(), ApplyOptions.DEFAULT))
                .isFalse();
    }
}
