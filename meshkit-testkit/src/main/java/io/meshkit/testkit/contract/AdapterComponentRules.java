// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.finding.Finding;
import io.meshkit.pattern.CapabilityReport;
import io.meshkit.pattern.RenderedPattern;
import io.meshkit.pattern.Verdict;
import io.meshkit.plan.DesiredResource;
import io.meshkit.resource.GroupKind;
import io.meshkit.resource.Resource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The rules for what an adapter makes of components beside plain services, R10 to R14. */
abstract class AdapterComponentRules extends AdapterRenderingRules {

    private static final long SEED = 20_261_125L;
    private static final int ORDERS = 20;

    /** Types of the language, which a kind of that name is not when it stands alone. */
    private static final Set<String> TYPES =
            Set.of("Addon", "Application", "ExternalService", "Mesh", "Namespace", "Service");

    @Test
    @DisplayName("R10: Every kind of its table renders as it is written, by its name alone and by its API version.")
    void every_kind_of_its_table_renders_as_it_is_written() {
        rendering().rawKinds().forEach((kind, apiVersion) -> {
            if (!TYPES.contains(kind)) {
                assertIsWritten(kind, apiVersion, "type: " + kind);
            }
            assertIsWritten(kind, apiVersion, "type: " + kind + ", apiVersion: " + apiVersion);
        });
    }

    private void assertIsWritten(String kind, String apiVersion, String type) {
        RenderedPattern rendered =
                render(head("raw") + "  one: {" + type + ", namespace: shop, settings: {spec: {some: thing}}}\n");

        assertThat(rendered.report().findings()).as(type).isEmpty();
        Resource resource = only(rendered, kind).resource();
        assertThat(resource.apiVersion()).as(type).isEqualTo(apiVersion);
        assertThat(resource.body().find("/metadata/name")).as(type).hasToString("Optional[one]");
        assertThat(resource.body().find("/metadata/namespace")).as(type).hasToString("Optional[shop]");
        assertThat(resource.body().find("/spec/some")).as(type).hasToString("Optional[thing]");
    }

    private static String head(String name) {
        return "apiVersion: meshkit.dev/v1\nkind: Pattern\nname: " + name + "\nservices:\n";
    }

    private static DesiredResource only(RenderedPattern rendered, String kind) {
        List<DesiredResource> found = rendered.desired().resources().stream()
                .filter(desired -> desired.key().groupKind().kind().equals(kind))
                .toList();
        assertThat(found).as(kind).hasSize(1);
        return found.get(0);
    }

    @Test
    @DisplayName(
            "R11: What an extension for the mesh says is laid over the service's object of that kind and over no other;"
                    + " one for another mesh changes nothing and is told.")
    void an_extension_is_laid_over_the_object_of_its_kind() {
        String plain = pattern(traits());
        Map<String, String> before = byKey(render(plain));
        Set<String> kinds = new TreeSet<>();
        render(plain).desired().resources().stream()
                .map(desired -> desired.key().groupKind().kind())
                .forEach(kinds::add);
        for (String kind : kinds) {
            String text = "    extensions: {%s: {" + kind + ": {spec: {of: {an: extension}}}}}\n";
            RenderedPattern extended = render(plain + String.format(text, mesh()));
            RenderedPattern other = render(plain + String.format(text, "elsewhere"));

            for (DesiredResource desired : extended.desired().resources()) {
                boolean meant = desired.key().groupKind().kind().equals(kind);
                assertThat(desired.resource().body().find("/spec/of/an").isPresent())
                        .as("%s for %s", desired.key(), kind)
                        .isEqualTo(meant);
            }
            assertThat(byKey(other)).as(kind).isEqualTo(before);
            assertThat(codes(other)).as(kind).containsAnyOf("MKP042", "MKP107");
        }
    }

    private Map<String, String> byKey(RenderedPattern rendered) {
        Map<String, String> bodies = new TreeMap<>();
        rendered.desired()
                .resources()
                .forEach(desired -> bodies.put(
                        desired.key().toString(),
                        kit.writer().yaml(desired.resource().body())));
        return bodies;
    }

    private static List<String> codes(RenderedPattern rendered) {
        return rendered.report().findings().stream()
                .map(Finding::code)
                .map(Object::toString)
                .toList();
    }

    @Test
    @DisplayName(
            "R12: An Application with traits renders the mesh's objects of a Service with them, and what runs it; in"
                    + " any order of traits to the same bytes.")
    void an_application_is_a_service_with_what_runs_it() {
        List<String> traits = new ArrayList<>(traits());
        RenderedPattern application = render(application(traits));

        assertThat(application.report().hasErrors())
                .as(GoldenFile.text(application, kit))
                .isFalse();
        Map<String, String> ofMesh = ofMesh(application);
        ofMesh(render(pattern(traits)))
                .forEach((key, body) -> assertThat(ofMesh).as(key).containsEntry(key, body));
        assertThat(application.desired().resources())
                .extracting(desired ->
                        desired.key().groupKind() + " " + desired.key().name())
                .contains("Deployment.apps checkout-v1", "Deployment.apps checkout-v2", "ServiceAccount checkout");
        Random random = new Random(SEED);
        for (int order = 0; order < ORDERS; order++) {
            Collections.shuffle(traits, random);
            assertThat(bodies(render(application(traits))))
                    .as("seed %d, traits %s", SEED, traits)
                    .isEqualTo(bodies(application));
        }
    }

    /** A neutral pattern of one application with traits as they stand in the examples. */
    final String application(List<String> traits) {
        return pattern(traits)
                .replace("type: Service", "type: Application")
                .replace(
                        "      versions:",
                        "      containers: [{ image: example.com/checkout:1, ports: [8080] }]\n      versions:");
    }

    private Map<String, String> ofMesh(RenderedPattern rendered) {
        Map<String, String> bodies = byKey(rendered);
        Set<String> kept = new TreeSet<>();
        List<GroupKind> kinds = rendering().meshKinds();
        rendered.desired().resources().stream()
                .filter(desired -> kinds.contains(desired.key().groupKind()))
                .forEach(desired -> kept.add(desired.key().toString()));
        bodies.keySet().retainAll(kept);
        return bodies;
    }

    @Test
    @DisplayName("R13: What tells the versions of an Application apart is borne by its pods: no verdict asks for it.")
    void the_pods_of_an_application_bear_what_tells_its_versions_apart() {
        if (!traits().contains("trafficSplit")) {
            return;
        }
        RenderedPattern rendered = render(application(List.of("trafficSplit")));

        assertThat(rendered.capabilities().lines())
                .filteredOn(line -> line.trait().equals("trafficSplit"))
                .allSatisfy(line ->
                        assertThat(line.support().verdict()).as(line.toString()).isNotEqualTo(Verdict.PARTIAL));
    }

    @Test
    @DisplayName(
            "R14: An ExternalService is rendered or refused with a reason, and so is each trait on it; what cannot be"
                    + " done is not rendered for what can.")
    void an_external_service_is_rendered_or_refused_with_a_reason() {
        String external = head("outside") + "  api:\n    type: ExternalService\n    namespace: shop\n    settings:"
                + " {hosts: [api.example.com], ports: [{port: 80, protocol: http}]}\n";
        RenderedPattern plain = render(external);
        Map<String, String> before = byKey(plain);

        for (String trait : List.of("circuitBreaker", "limits", "loadBalancer", "retry", "retryBudget", "timeout")) {
            RenderedPattern rendered = render(
                    external + "    traits: {" + trait + ": " + examples().get(trait) + "}\n");

            assertThat(codes(rendered)).as(trait).doesNotContain("MKP011", "MKP032", "MKP044");
            List<CapabilityReport.Line> lines = rendered.capabilities().lines().stream()
                    .filter(line -> line.trait().equals(trait))
                    .toList();
            boolean refused = codes(plain).contains("MKP040");
            assertThat(lines.isEmpty()).as("verdicts on %s", trait).isEqualTo(refused);
            if (lines.stream().anyMatch(line -> !line.support().verdict().isRendered())) {
                assertThat(byKey(rendered)).as(trait).isEqualTo(before);
            } else if (!refused) {
                assertThat(byKey(rendered)).as(trait).isNotEqualTo(before);
            }
        }
    }
}
