// SPDX-License-Identifier: Apache-2.0
package io.meshkit.linkerd;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.MeshKit;
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
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * What is rendered lets in nobody whom the file keeps out, and everybody whom it lets in, as far as Linkerd's policies mean what its sources
 * say.
 */
class AccessMeaningTest {

    private static final MeshKit KIT = MeshKit.offline();
    private static final long SEED = 20_261_124L;
    private static final int PATTERNS = 400;
    private static final int REQUESTS = 40;
    private static final List<String> ACCOUNTS = List.of("shop/web", "shop/api", "ops/root");
    private static final List<String> NAMESPACES = List.of("shop", "ops");
    private static final List<String> PATHS = List.of("/a", "/a/b", "/ab", "/b");
    private static final List<String> PATTERNS_OF_PATHS = List.of("/a", "/a*", "/a/*", "/b");
    private static final List<String> METHODS = List.of("GET", "POST");
    private static final List<Long> PORTS = List.of(8080L, 9090L);

    private final Random random = new Random(SEED);

    @AfterAll
    static void close() {
        KIT.close();
    }

    /** A rule in the words of the file. */
    private record Rule(
            boolean denies,
            List<String> accounts,
            List<String> namespaces,
            boolean fromNetwork,
            List<String> methods,
            List<String> paths,
            List<Long> ports,
            Optional<String> header) {

        String yaml() {
            List<String> from = new ArrayList<>();
            add("identities", accounts, from);
            add("namespaces", namespaces, from);
            if (fromNetwork) {
                from.add("cidrs: [10.0.0.0/8]");
            }
            List<String> to = new ArrayList<>();
            add("methods", methods, to);
            add("paths", paths.stream().map(path -> "\"" + path + "\"").toList(), to);
            add("ports", ports, to);
            header.ifPresent(value -> to.add("headers: [{ name: x, prefix: \"" + value + "\" }]"));
            return "{ action: " + (denies ? "deny" : "allow") + (from.isEmpty() ? "" : ", from: { " + join(from) + " }")
                    + (to.isEmpty() ? "" : ", to: { " + join(to) + " }") + " }";
        }

        private static String join(List<String> parts) {
            return String.join(", ", parts);
        }

        private static void add(String key, List<?> values, List<String> parts) {
            if (!values.isEmpty()) {
                parts.add(key + ": " + values);
            }
        }

        boolean speaksOf(LinkerdPolicy.Caller caller, Request request, long port) {
            boolean anyone = accounts.isEmpty() && namespaces.isEmpty() && !fromNetwork;
            boolean isFrom = anyone
                    || caller.account().filter(accounts::contains).isPresent()
                    || caller.namespace().filter(namespaces::contains).isPresent()
                    || (fromNetwork && caller.address().startsWith("10."));
            return isFrom
                    && (methods.isEmpty() || methods.contains(request.method()))
                    && (paths.isEmpty() || paths.stream().anyMatch(path -> holds(path, request.path())))
                    && (ports.isEmpty() || ports.contains(port))
                    && header.map(value ->
                                    request.headers().getOrDefault("x", "-").startsWith(value))
                            .orElse(true);
        }

        private static boolean holds(String wanted, String path) {
            return wanted.endsWith("*")
                    ? path.startsWith(wanted.substring(0, wanted.length() - 1))
                    : path.equals(wanted);
        }
    }

    @Test
    void nobody_gets_in_whom_the_file_keeps_out_and_everybody_whom_it_lets_in() {
        int exact = 0;
        int let = 0;
        int kept = 0;
        for (int i = 0; i < PATTERNS; i++) {
            Optional<String> standard = one(List.of(Optional.of("deny"), Optional.of("allow"), Optional.empty()));
            boolean isStrict = random.nextInt(3) == 0;
            List<Rule> rules = rules();
            String text = pattern(standard, isStrict, rules);
            RenderedServices rendered = RenderedServices.of(KIT, MeshId.LINKERD, text);
            if (rendered.hasErrors()) {
                continue; // refused, so nothing is applied
            }
            LinkerdPolicy policy = new LinkerdPolicy(rendered);
            boolean isExact = !rendered.reasons(Verdict.PARTIAL).contains("the older of two routes");
            exact += isExact ? 1 : 0;
            for (int j = 0; j < REQUESTS; j++) {
                LinkerdPolicy.Caller caller = caller();
                Request request = request();
                long port = isNamed(rules) ? one(PORTS) : 8080;
                boolean wanted = allows(standard, isStrict, rules, caller, request, port);
                boolean actual = policy.allows(caller, request, port);
                Supplier<String> what = () -> "seed %d, %s with %s on %d of%n%s%n%s"
                        .formatted(SEED, caller, request, port, text, rendered.objects());
                assertThat(actual && !wanted).as(what).isFalse();
                if (isExact) {
                    assertThat(actual).as(what).isEqualTo(wanted);
                }
                let += wanted ? 1 : 0;
                kept += wanted ? 0 : 1;
            }
        }
        assertThat(exact).as("patterns that are kept exactly").isGreaterThan(PATTERNS / 5);
        assertThat(Math.min(let, kept)).as("requests on either side").isGreaterThan(PATTERNS);
    }

    private static boolean isNamed(List<Rule> rules) {
        return rules.stream().anyMatch(rule -> rule.ports().contains(9090L));
    }

    private static boolean allows(
            Optional<String> standard,
            boolean isStrict,
            List<Rule> rules,
            LinkerdPolicy.Caller caller,
            Request request,
            long port) {
        List<Rule> speaking = rules.stream()
                .filter(rule -> rule.speaksOf(caller, request, port))
                .toList();
        boolean isLet = speaking.isEmpty()
                ? standard.orElse("deny").equals("allow")
                : speaking.stream().noneMatch(Rule::denies);
        return isLet && (!isStrict || caller.account().isPresent());
    }

    private static String pattern(Optional<String> standard, boolean isStrict, List<Rule> rules) {
        List<String> access = new ArrayList<>();
        standard.ifPresent(word -> access.add("default: " + word));
        access.add("rules: " + rules.stream().map(Rule::yaml).toList());
        return """
            checkout:
              type: Service
              namespace: shop
              settings: { port: 80, targetPort: 8080, selector: { app: checkout } }
              traits:
                mTLS: { policy: %s }
                access: { %s }
            """.formatted(isStrict ? "strict" : "permissive", String.join(", ", access));
    }

    private List<Rule> rules() {
        List<Rule> rules = new ArrayList<>();
        int count = 1 + random.nextInt(4);
        for (int i = 0; i < count; i++) {
            rules.add(new Rule(
                    random.nextInt(4) == 0,
                    some(ACCOUNTS, 2),
                    some(NAMESPACES, 5),
                    random.nextInt(5) == 0,
                    some(METHODS, 4),
                    some(PATTERNS_OF_PATHS, 5),
                    some(PORTS, 6),
                    random.nextInt(5) == 0 ? Optional.of(one(List.of("1", "12"))) : Optional.empty()));
        }
        return rules;
    }

    private LinkerdPolicy.Caller caller() {
        Optional<String> account = random.nextInt(4) == 0 ? Optional.empty() : Optional.of(one(ACCOUNTS));
        return new LinkerdPolicy.Caller(account, one(List.of("10.1.1.1", "192.168.1.1")));
    }

    private Request request() {
        Map<String, String> headers = new TreeMap<>();
        if (random.nextBoolean()) {
            headers.put("x", one(List.of("1", "12", "2")));
        }
        return new Request(one(METHODS), one(PATHS), headers, Map.of());
    }

    private <T> List<T> some(List<T> of, int rarity) {
        return of.stream().filter(one -> random.nextInt(rarity) == 0).toList();
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
