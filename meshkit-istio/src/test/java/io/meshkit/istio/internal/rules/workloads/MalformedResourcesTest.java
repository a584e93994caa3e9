// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.workloads;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.MeshKit;
import io.meshkit.analysis.Analysis;
import io.meshkit.analysis.AnalysisOptions;
import io.meshkit.analysis.RuleInfo;
import io.meshkit.analysis.Snapshot;
import io.meshkit.document.BooleanValue;
import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.NullValue;
import io.meshkit.document.NumberValue;
import io.meshkit.document.SourceText;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import io.meshkit.resource.Resource;
import io.meshkit.resource.StoreId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Resources of which parts are of the wrong type make no rule fail: what a cluster has accepted is not always what the rules expect. */
class MalformedResourcesTest {

    private static final Analysis ANALYSIS = MeshKit.offline().analysis();

    private static final String RESOURCES = """
        apiVersion: v1
        kind: Namespace
        metadata: {name: shop, labels: {istio-injection: enabled, istio.io/rev: a}}
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: cart, namespace: shop, annotations: {sidecar.istio.io/proxyCPU: 1x}}
        spec:
          template:
            metadata: {labels: {app: cart}, annotations: {proxy.istio.io/config: '{}', istio.io/none: a}}
            spec:
              securityContext: {runAsUser: 1337}
              containers: [{name: cart, image: a}, {name: istio-proxy, image: auto}]
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: cart-1
          namespace: shop
          uid: a
          labels: {app: cart, pod-template-hash: '1'}
          ownerReferences: [{apiVersion: apps/v1, kind: ReplicaSet, name: cart-1, controller: true}]
        spec: {containers: [{name: cart, image: a}], initContainers: [{name: istio-proxy, image: b}]}
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: cart, namespace: shop}
        spec: {type: ExternalName, selector: {app: cart}, ports: [{port: 80, name: web}, {port: 81, targetPort: 80}]}
        ---
        apiVersion: networking.istio.io/v1beta1
        kind: ProxyConfig
        metadata: {name: all, namespace: shop}
        spec: {selector: {matchLabels: {app: cart}}, image: {imageType: debug}}
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: istio-sidecar-injector, namespace: istio-system}
        data: {values: '{"global": {"hub": "h", "tag": 1, "proxy": {"image": "p"}}}'}
        ---
        apiVersion: admissionregistration.k8s.io/v1
        kind: MutatingWebhookConfiguration
        metadata: {name: istio-sidecar-injector, labels: {istio.io/rev: a}}
        webhooks:
        - name: sidecar-injector.istio.io
          clientConfig: {service: {name: istiod, namespace: istio-system}}
          namespaceSelector: {matchLabels: {istio-injection: enabled}}
          objectSelector: {matchExpressions: [{key: istio.io/rev, operator: In, values: [a]}]}
        - name: object.sidecar-injector.istio.io
          clientConfig: {url: 'https://10.0.0.1/inject'}
        """;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void parts_of_the_wrong_type_make_no_rule_fail(long seed) {
        Random random = new Random(seed);
        Snapshot whole = ANALYSIS.read(StoreId.UNBOUND, SourceText.of("test.yaml", RESOURCES));
        AnalysisOptions options = AnalysisOptions.DEFAULT.with(Set.of("IST0136"));
        Set<String> codes = new TreeSet<>();
        for (RuleInfo rule : ANALYSIS.rules()) {
            codes.add(rule.code().value());
            codes.addAll(rule.aliases().getOrDefault("istioctl", Set.of()));
        }

        for (int round = 0; round < 100; round++) {
            Snapshot.Builder broken = Snapshot.builder().complete();
            for (Resource resource : whole.resources()) {
                broken.add(resource.withBody((MapValue) broken(resource.body(), 0, random)));
            }
            for (AnalysisOptions each : List.of(options, options.imitating("istioctl"))) {
                assertThat(ANALYSIS.run(broken.build(), each).report().findings())
                        .as("seed %d, round %d", seed, round)
                        .allMatch(finding -> codes.contains(finding.code().value()));
            }
        }
    }

    private static Value broken(Value value, int depth, Random random) {
        if (depth > 1 && random.nextInt(12) == 0) {
            return other(random);
        }
        if (value instanceof MapValue map) {
            MapValue changed = map;
            for (MapValue.Entry entry : map.entries()) {
                changed = changed.with(entry.key(), broken(entry.value(), depth + 1, random));
            }
            return changed;
        }
        if (value instanceof ListValue list) {
            List<Value> items = new ArrayList<>();
            list.forEach(item -> items.add(broken(item, depth + 1, random)));
            return ListValue.of(items);
        }
        return value;
    }

    private static Value other(Random random) {
        List<Value> others = List.of(
                NullValue.NULL,
                TextValue.of(""),
                TextValue.of("x"),
                NumberValue.of(-1),
                BooleanValue.of(true),
                ListValue.of(List.of()),
                ListValue.of(TextValue.of("x")),
                MapValue.EMPTY,
                MapValue.of("x", TextValue.of("y")));
        return others.get(random.nextInt(others.size()));
    }
}
