// SPDX-License-Identifier: Apache-2.0
package io.meshkit.consul.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.meshkit.core.document.YamlReader;
import io.meshkit.document.MapValue;
import io.meshkit.document.SourceText;
import io.meshkit.resource.GroupKind;
import io.meshkit.resource.Resource;
import io.meshkit.resource.ResourceKey;
import io.meshkit.resource.StoreException;
import io.meshkit.resource.StoreId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntryFormTest {

    private final EntryTypes types = EntryTypes.read(new YamlReader());
    private final EntryForm form = new EntryForm(types);

    private static MapValue yaml(String text) {
        return (MapValue) new YamlReader()
                .read(SourceText.of("t.yaml", text))
                .documents()
                .get(0)
                .root();
    }

    private static Resource resource(String text) {
        return Resource.kubernetes(StoreId.UNBOUND, yaml(text)).orElseThrow();
    }

    @Test
    void a_resource_becomes_the_entry_that_it_stands_for_with_the_names_of_the_user_as_they_are() {
        Resource entry = form.of(resource("""
            apiVersion: consul.hashicorp.com/v1alpha1
            kind: ServiceResolver
            metadata: {name: api, namespace: default, labels: {team: blue}}
            spec:
              connectTimeout: 5s
              subsets: {myV1: {filter: "x", onlyPassing: true}}
              loadBalancer: {hashPolicies: [{sourceIP: true, cookieConfig: {ttl: 1h}}]}
            """));

        assertThat(entry.key().groupKind()).isEqualTo(new GroupKind("consul", "service-resolver"));
        assertThat(entry.key().namespace()).isEmpty();
        assertThat(entry.body()).isEqualTo(yaml("""
            Kind: service-resolver
            Name: api
            ConnectTimeout: 5s
            Subsets: {myV1: {Filter: "x", OnlyPassing: true}}
            LoadBalancer: {HashPolicies: [{SourceIP: true, CookieConfig: {TTL: 1h}}]}
            Meta: {team: blue}
            """));
    }

    @Test
    void values_keep_their_places() {
        Resource entry = form.of(resource("""
            apiVersion: consul.hashicorp.com/v1alpha1
            kind: ServiceDefaults
            metadata: {name: api}
            spec:
              protocol: htp
            """));

        assertThat(entry.body()
                        .get("Protocol")
                        .orElseThrow()
                        .place()
                        .orElseThrow()
                        .span()
                        .line())
                .isEqualTo(5);
    }

    @Test
    void intentions_bear_the_name_of_their_destination() {
        Resource entry = form.of(resource("""
            apiVersion: consul.hashicorp.com/v1alpha1
            kind: ServiceIntentions
            metadata: {name: who-may-call-api}
            spec: {destination: {name: api}, sources: [{name: web, action: allow}]}
            """));

        assertThat(entry.key().name()).isEqualTo("api");
        assertThat(entry.body())
                .isEqualTo(yaml("{Kind: service-intentions, Name: api, Sources: [{Name: web, Action: allow}]}"));
    }

    @Test
    void data_of_the_user_is_not_spelled_anew() {
        Resource entry = form.of(resource("""
            apiVersion: consul.hashicorp.com/v1alpha1
            kind: ProxyDefaults
            metadata: {name: global, namespace: consul}
            spec: {config: {protocol: http, Name: x}, envoyExtensions: [{name: builtin/lua, arguments: {name: y}}]}
            """));

        assertThat(entry.body()).isEqualTo(yaml("""
            Kind: proxy-defaults
            Name: global
            Config: {protocol: http, Name: x}
            EnvoyExtensions: [{Name: builtin/lua, Arguments: {name: y}}]
            """));
    }

    @Test
    void what_is_no_config_entry_is_refused_with_the_way_out() {
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> form.of(resource("{apiVersion: v1, kind: Namespace, metadata: {name: shop}}")))
                .withMessageContaining("Namespace is no config entry")
                .withMessageContaining("Apply it to a Kubernetes cluster")
                .matches(e -> e.reason() == StoreException.Reason.UNSUPPORTED);
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> form.of(resource(
                        "{apiVersion: consul.hashicorp.com/v1alpha1, kind: GatewayPolicy, metadata: {name: a}}")))
                .withMessageContaining("GatewayPolicy.consul.hashicorp.com is no config entry");
    }

    @Test
    void namespaces_and_partitions_are_refused_with_the_reason() {
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> form.of(resource("""
                    apiVersion: consul.hashicorp.com/v1alpha1
                    kind: ServiceDefaults
                    metadata: {name: api, namespace: shop}
                    """)))
                .withMessageContaining("shop cannot be used: the Community Edition of Consul has none");
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> form.of(resource("""
                    apiVersion: consul.hashicorp.com/v1alpha1
                    kind: ServiceDefaults
                    metadata: {name: api}
                    spec: {partition: eu}
                    """)))
                .withMessageContaining("eu cannot be used")
                .matches(e -> e.causes().get(0).field().equals("/spec/partition"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                ServiceIntentions | {destination: {name: api, namespace: shop}}                    | /spec/destination/namespace
                ServiceIntentions | {sources: [{name: a}, {name: b, Namespace: shop}]}             | /spec/sources/1/Namespace
                ServiceIntentions | {sources: [{name: b, samenessGroup: all}]}                     | /spec/sources/0/samenessGroup
                ServiceRouter     | {routes: [{destination: {service: a, partition: eu}}]}         | /spec/routes/0/destination/partition
                ServiceSplitter   | {splits: [{weight: 100, namespace: shop}]}                     | /spec/splits/0/namespace
                ServiceResolver   | {redirect: {service: a, namespace: shop}}                      | /spec/redirect/namespace
                ServiceResolver   | {failover: {v1: {samenessGroup: all}}}                         | /spec/failover/v1/samenessGroup
                ServiceResolver   | {failover: {v1: {targets: [{service: a, partition: eu}]}}}     | /spec/failover/v1/targets/0/partition
                ServiceDefaults   | {upstreamConfig: {overrides: [{name: a, namespace: shop}]}}    | /spec/upstreamConfig/overrides/0/namespace
                ExportedServices  | {services: [{name: a, consumers: [{partition: eu}]}]}          | /spec/services/0/consumers/0/partition
                IngressGateway    | {listeners: [{port: 1, services: [{name: a, namespace: shop}]}]} | /spec/listeners/0/services/0/namespace
                TerminatingGateway | {services: [{name: a, namespace: shop}]}                      | /spec/services/0/namespace
                """)
    void what_only_the_enterprise_edition_has_is_refused_where_it_stands(String kind, String spec, String field) {
        String text = "{apiVersion: consul.hashicorp.com/v1alpha1, kind: %s, metadata: {name: x}, spec: %s}";

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> form.of(resource(text.formatted(kind, spec))))
                .withMessageContaining("cannot be used: the Community Edition of Consul has none")
                .matches(e -> e.causes().get(0).field().equals(field), "the field is " + field);
    }

    @Test
    void an_entry_is_refused_for_what_stands_inside_it_and_not_for_data_of_the_user() {
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(
                        () -> form.of(entry("{Kind: http-route, Name: x, Parents: [{Name: gate, Namespace: shop}]}")))
                .matches(e -> e.causes().get(0).field().equals("/Parents/0/Namespace"));
        String allowed = "{Kind: proxy-defaults, Name: global, Config: {Namespace: shop}, Meta: {Partition: eu}}";
        assertThat(form.of(entry(allowed)).body()).isEqualTo(yaml(allowed));
        String peer = "{Kind: service-intentions, Name: api, Sources: [{Name: web, Peer: east, Namespace: default}]}";
        assertThat(form.of(entry(peer)).body()).isEqualTo(yaml(peer));
    }

    private static Resource entry(String text) {
        MapValue body = yaml(text);
        GroupKind kind = new GroupKind("consul", body.text("Kind").orElseThrow());
        return Resource.of(
                new ResourceKey(StoreId.UNBOUND, kind, "", body.text("Name").orElseThrow()), body);
    }

    @Test
    void a_write_that_says_the_same_in_another_way_changes_nothing() {
        MapValue live = yaml("""
            {Kind: service-defaults, Name: api, Protocol: http, MeshGateway: {}, Expose: {}, ModifyIndex: 4, Hash: 16614303290504451417,
             LocalConnectTimeoutMs: 1000, UpstreamConfig: {Defaults: {Peer: "", PassiveHealthCheck: {Interval: 90000000000}}}, Meta: {a: b}}
            """);
        MapValue same = yaml("""
            {Kind: service-defaults, Name: api, Protocol: http, MutualTLSMode: "", LocalConnectTimeoutMs: 1000.0,
             UpstreamConfig: {Defaults: {PassiveHealthCheck: {Interval: 1m30s}}}, Meta: {a: b}}
            """);
        FieldType type = types.type(new GroupKind("consul", "service-defaults")).orElseThrow();

        assertThat(new EntryComparison(false).result(same, live, type)).isEqualTo(live);
    }

    @Test
    void what_is_not_wanted_goes_unless_only_some_fields_are_named() {
        MapValue live = yaml("{Kind: service-defaults, Name: api, Protocol: http, ModifyIndex: 4, Meta: {a: b, c: d}}");
        MapValue wanted = yaml("{Kind: service-defaults, Name: api, MaxInboundConnections: 5, Meta: {a: x}}");
        FieldType type = types.type(new GroupKind("consul", "service-defaults")).orElseThrow();

        assertThat(new EntryComparison(false).result(wanted, live, type))
                .isEqualTo(yaml(
                        "{Kind: service-defaults, Name: api, ModifyIndex: 4, MaxInboundConnections: 5, Meta: {a: x}}"));
        assertThat(new EntryComparison(true).result(wanted, live, type)).isEqualTo(yaml("""
            {Kind: service-defaults, Name: api, Protocol: http, ModifyIndex: 4, MaxInboundConnections: 5, Meta: {a: x, c: d}}"""));
    }

    @Test
    void what_is_sent_back_is_without_what_consul_writes_itself() {
        MapValue live = yaml("""
            {Kind: service-intentions, Name: api, Hash: 1, CreateIndex: 2, ModifyIndex: 3,
             Sources: [{Name: web, Action: allow, Precedence: 9, Type: consul}]}""");
        FieldType type =
                types.type(new GroupKind("consul", "service-intentions")).orElseThrow();

        assertThat(EntryComparison.writable(live, type))
                .isEqualTo(yaml("{Kind: service-intentions, Name: api, Sources: [{Name: web, Action: allow}]}"));
    }
}
