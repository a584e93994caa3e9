// SPDX-License-Identifier: Apache-2.0
package io.meshkit.linkerd;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.MeshKit;
import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.linkerd.LinkerdProxy.Request;
import io.meshkit.mesh.MeshId;
import io.meshkit.pattern.Verdict;
import io.meshkit.testkit.contract.RenderedServices;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The first rule of the file that takes a request is the one that Linkerd's proxy takes, although that looks for what says most. */
class RouteOrderTest {

    private static final MeshKit KIT = MeshKit.offline();
    private static final long SEED = 20_261_124L;
    private static final int PATTERNS = 150;
    private static final int REQUESTS = 40;
    private static final List<String> PATHS = List.of("/", "/a", "/ab", "/a/b", "/b");
    private static final List<String> METHODS = List.of("GET", "POST", "PUT");
    private static final List<String> NAMES = List.of("x", "y");
    private static final List<String> VALUES = List.of("1", "12");

    @AfterAll
    static void close() {
        KIT.close();
    }

    /** A rule in the words of the file, and what it means. */
    private record Alternative(
            Optional<String> way,
            String path,
            List<String> methods,
            Map<String, String> headers,
            Map<String, String> query) {

        String yaml() {
            List<String> parts = new ArrayList<>();
            way.ifPresent(word -> parts.add("path: { " + word + ": \"" + path + "\" }"));
            if (!methods.isEmpty()) {
                parts.add("methods: " + methods);
            }
            conditions("headers", headers, parts);
            conditions("query", query, parts);
            return "{ " + String.join(", ", parts) + " }";
        }

        private static void conditions(String key, Map<String, String> conditions, List<String> parts) {
            List<String> written = new ArrayList<>();
            conditions.forEach((name, prefix) -> written.add("{ name: " + name + ", prefix: \"" + prefix + "\" }"));
            if (!written.isEmpty()) {
                parts.add(key + ": " + written);
            }
        }

        boolean takes(Request request) {
            boolean isPath = way.map(word -> word.equals("exact")
                            ? request.path().equals(path)
                            : request.path().startsWith(path))
                    .orElse(true);
            return isPath
                    && (methods.isEmpty() || methods.contains(request.method()))
                    && hold(headers, request.headers())
                    && hold(query, request.query());
        }

        private static boolean hold(Map<String, String> conditions, Map<String, String> actual) {
            return conditions.entrySet().stream()
                    .allMatch(one -> actual.getOrDefault(one.getKey(), "-").startsWith(one.getValue()));
        }
    }

    private final Random random = new Random(SEED);

    @Test
    void the_first_rule_that_takes_a_request_counts() {
        int further = 0;
        for (int i = 0; i < PATTERNS; i++) {
            List<List<Alternative>> rules = rules();
            RenderedServices rendered = RenderedServices.of(KIT, MeshId.LINKERD, pattern(rules));
            List<MapValue> written = written(rendered);
            further += rendered.reasons(Verdict.EMULATED).contains("further matches") ? 1 : 0;
            for (int j = 0; j < REQUESTS; j++) {
                Request request = request();
                assertThat(LinkerdProxy.rule(written, request).map(RouteOrderTest::target))
                        .as("seed %d, %s of%n%s", SEED, request, pattern(rules))
                        .contains(expected(rules, request));
            }
        }
        assertThat(further).as("patterns whose order had to be kept").isGreaterThan(PATTERNS / 4);
    }

    private static String target(MapValue rule) {
        MapValue backend = (MapValue) rule.list("backendRefs").orElseThrow().get(0);
        return backend.text("name").orElseThrow();
    }

    private static String expected(List<List<Alternative>> rules, Request request) {
        for (int i = 0; i < rules.size(); i++) {
            if (rules.get(i).stream().anyMatch(alternative -> alternative.takes(request))) {
                return "checkout-r" + i;
            }
        }
        return "checkout";
    }

    private static List<MapValue> written(RenderedServices rendered) {
        MapValue route = rendered.objects("HTTPRoute").get(0);
        ListValue rules = route.map("spec").orElseThrow().list("rules").orElseThrow();
        return rules.items().stream().map(MapValue.class::cast).toList();
    }

    private static String pattern(List<List<Alternative>> rules) {
        StringBuilder text = new StringBuilder("""
            checkout:
              type: Service
              namespace: shop
              settings: { port: 8080, selector: { app: checkout }, versions: { r0: {}, r1: {}, r2: {}, r3: {} } }
              traits:
                route:
                  rules:
            """);
        for (int i = 0; i < rules.size(); i++) {
            List<String> alternatives =
                    rules.get(i).stream().map(Alternative::yaml).toList();
            text.append("      - { match: ")
                    .append(alternatives)
                    .append(", to: [{ version: r")
                    .append(i)
                    .append(" }] }\n");
        }
        return text.toString();
    }

    private List<List<Alternative>> rules() {
        List<List<Alternative>> rules = new ArrayList<>();
        int count = 2 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            List<Alternative> alternatives = new ArrayList<>(List.of(alternative()));
            if (random.nextInt(4) == 0) {
                alternatives.add(alternative());
            }
            rules.add(alternatives);
        }
        return rules;
    }

    private Alternative alternative() {
        Optional<String> way = Optional.of(random.nextInt(3))
                .filter(choice -> choice > 0)
                .map(choice -> choice == 1 ? "exact" : "prefix");
        List<String> methods =
                METHODS.stream().filter(method -> random.nextInt(4) == 0).toList();
        return new Alternative(way, one(PATHS), methods, conditions(), conditions());
    }

    private Map<String, String> conditions() {
        Map<String, String> conditions = new TreeMap<>();
        NAMES.stream().filter(name -> random.nextInt(3) == 0).forEach(name -> conditions.put(name, one(VALUES)));
        return conditions;
    }

    private Request request() {
        Map<String, String> headers = new TreeMap<>();
        Map<String, String> query = new TreeMap<>();
        NAMES.stream().filter(name -> random.nextBoolean()).forEach(name -> headers.put(name, one(VALUES)));
        NAMES.stream().filter(name -> random.nextBoolean()).forEach(name -> query.put(name, one(VALUES)));
        return new Request(one(METHODS), one(PATHS), headers, query);
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
