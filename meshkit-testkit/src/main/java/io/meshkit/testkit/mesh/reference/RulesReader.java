// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.mesh.reference;

import io.meshkit.document.MapValue;
import io.meshkit.pattern.Component;
import io.meshkit.pattern.Pattern;
import io.meshkit.pattern.Trait;
import io.meshkit.pattern.Versions;
import io.meshkit.testkit.mesh.reference.RouteRule.Destination;
import io.meshkit.testkit.mesh.reference.RouteRule.HeaderChanges;
import io.meshkit.testkit.mesh.reference.RouteRule.Redirect;
import io.meshkit.testkit.mesh.reference.RouteRule.Respond;
import io.meshkit.testkit.mesh.reference.ServiceRules.Balancer;
import io.meshkit.testkit.mesh.reference.ServiceRules.Balancer.Algorithm;
import io.meshkit.testkit.mesh.reference.ServiceRules.Balancer.Hash;
import io.meshkit.testkit.mesh.reference.ServiceRules.Breaker;
import io.meshkit.testkit.mesh.reference.ServiceRules.Faults;
import io.meshkit.testkit.mesh.reference.ServiceRules.Limits;
import io.meshkit.testkit.mesh.reference.ServiceRules.Retry;
import io.meshkit.testkit.mesh.reference.ServiceRules.Times;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the traits of one service; they are correct by their schemas. What they leave open is set here. */
final class RulesReader {

    private static final Set<String> DEFAULT_CONDITIONS = Set.of("connect-failure");

    private final Component component;
    private final Pattern pattern;
    private final Set<String> known;

    RulesReader(Component component, Pattern pattern, Set<String> known) {
        this.component = component;
        this.pattern = pattern;
        this.known = known;
    }

    ServiceRules read() {
        return new ServiceRules(
                versions(),
                split(),
                trait("route").orElse(Settings.NONE).each("rules").stream()
                        .map(this::rule)
                        .toList(),
                retry(trait("retry").orElse(Settings.NONE)),
                times(trait("timeout").orElse(Settings.NONE)),
                faults(trait("fault").orElse(Settings.NONE)),
                trait("access").map(this::access).orElse(Access.NONE),
                trait("circuitBreaker").map(this::breaker),
                trait("limits").map(this::limits),
                balancer(trait("loadBalancer").orElse(Settings.NONE)));
    }

    private Optional<Settings> trait(String name) {
        return component.traits().stream()
                .filter(trait -> trait.name().equals(name))
                .map(Trait::map)
                .map(Settings::new)
                .findFirst();
    }

    private Map<String, MapValue> versions() {
        Map<String, MapValue> versions = new TreeMap<>();
        Versions.of(component).keys().forEach(name -> versions.put(name, Versions.labels(component, name)));
        return versions;
    }

    private Map<String, Double> split() {
        Map<String, Double> shares = new LinkedHashMap<>();
        trait("trafficSplit")
                .orElse(Settings.NONE)
                .under("weights")
                .map()
                .forEach(entry -> shares.put(entry.key(), Settings.number(entry.value())));
        return shares;
    }

    private RouteRule rule(Settings rule) {
        Settings rewrite = rule.under("rewrite");
        Settings changes = rule.under("headers");
        return new RouteRule(
                rule.each("match").stream().map(RulesReader::match).toList(),
                rule.each("to").stream().map(this::destination).toList(),
                rewrite.text("path"),
                rewrite.text("host"),
                rule.has("redirect") ? Optional.of(redirect(rule.under("redirect"))) : Optional.empty(),
                rule.has("respond") ? Optional.of(respond(rule.under("respond"))) : Optional.empty(),
                changes(changes.under("request")),
                changes(changes.under("response")));
    }

    private static RequestMatch match(Settings match) {
        Settings path = match.under("path");
        return new RequestMatch(
                path.text("exact"),
                path.text("prefix"),
                path.regex("regex"),
                match.each("headers").stream().map(Settings::condition).toList(),
                match.each("query").stream().map(Settings::condition).toList(),
                match.set("methods"));
    }

    private Destination destination(Settings to) {
        String service =
                to.text("service").map(this::service).orElse(component.name().text());
        if (!known.contains(service)) {
            throw new IllegalArgumentException("a rule leads to " + service + ", which is no service of the mesh");
        }
        return new Destination(service, to.text("version"), to.number("weight").orElse(1.0));
    }

    /** The service that a key, a name or a host means. */
    private String service(String named) {
        return pattern.component(named)
                .map(other -> other.name().text())
                .orElseGet(() -> known.contains(named) ? named : named.split("\\.", 2)[0]);
    }

    private static Redirect redirect(Settings redirect) {
        return new Redirect(
                redirect.text("scheme"),
                redirect.text("host"),
                redirect.whole("port").map(Integer::longValue),
                redirect.text("path"),
                redirect.whole("status").orElse(301));
    }

    private static Respond respond(Settings respond) {
        return new Respond(
                respond.whole("status").orElse(200), respond.text("body").orElse(""));
    }

    private static HeaderChanges changes(Settings changes) {
        return new HeaderChanges(changes.textsByKey("set"), changes.textsByKey("add"), changes.texts("remove"));
    }

    private static Retry retry(Settings retry) {
        return new Retry(
                retry.whole("attempts").orElse(0),
                retry.has("on") ? retry.set("on") : DEFAULT_CONDITIONS,
                retry.time("perTryTimeout"),
                retry.time("backoff").orElse(Duration.ZERO));
    }

    private static Times times(Settings times) {
        return new Times(times.time("request"), times.time("idle"), times.time("connect"), times.time("response"));
    }

    private static Faults faults(Settings faults) {
        Settings delay = faults.under("delay");
        Settings abort = faults.under("abort");
        return new Faults(
                delay.time("duration").orElse(Duration.ZERO),
                faults.has("delay") ? delay.number("percent").orElse(100.0) / 100 : 0,
                abort.whole("status").orElse(0),
                faults.has("abort") ? abort.number("percent").orElse(100.0) / 100 : 0);
    }

    private Access access(Settings access) {
        Set<Long> ports = Stream.of("port", "targetPort")
                .flatMap(port -> new Settings(component.settings()).whole(port).stream())
                .map(Integer::longValue)
                .collect(Collectors.toSet());
        return new Access(
                access.text("default").map("allow"::equals),
                access.each("rules").stream().map(this::accessRule).toList(),
                ports);
    }

    private AccessRule accessRule(Settings rule) {
        Settings from = rule.under("from");
        Settings to = rule.under("to");
        return new AccessRule(
                rule.text("action").filter("deny"::equals).isPresent(),
                !rule.has("from"),
                services(from.texts("services")),
                from.set("identities"),
                from.set("namespaces"),
                from.texts("cidrs").stream().map(AddressBlock::parse).toList(),
                to.set("methods"),
                to.texts("paths"),
                to.texts("ports").stream().map(Long::parseLong).collect(Collectors.toSet()),
                to.each("headers").stream().map(Settings::condition).toList());
    }

    private Set<String> services(List<String> named) {
        return named.stream().map(this::service).collect(Collectors.toCollection(TreeSet::new));
    }

    private Breaker breaker(Settings breaker) {
        Settings rate = breaker.under("successRate");
        return new Breaker(
                breaker.whole("consecutiveErrors").map(OptionalInt::of).orElseGet(OptionalInt::empty),
                rate.number("threshold").map(OptionalDouble::of).orElseGet(OptionalDouble::empty),
                rate.time("window").orElse(Duration.ofSeconds(10)),
                rate.whole("minRequests").orElse(5),
                breaker.time("baseEjection").orElse(Duration.ofSeconds(30)),
                breaker.time("maxEjection").orElse(Duration.ofMinutes(5)),
                breaker.whole("maxEjectionPercent").orElse(100),
                services(breaker.texts("from")));
    }

    private Limits limits(Settings limits) {
        return new Limits(
                limits.whole("maxConnections").orElse(Integer.MAX_VALUE),
                limits.whole("maxPending").orElse(Integer.MAX_VALUE),
                limits.whole("maxConcurrent").orElse(Integer.MAX_VALUE),
                limits.whole("maxRequestsPerConnection").orElse(Integer.MAX_VALUE),
                services(limits.texts("from")));
    }

    private static Balancer balancer(Settings balancer) {
        Algorithm algorithm = switch (balancer.text("algorithm").orElse("")) {
            case "random" -> Algorithm.RANDOM;
            case "leastRequest" -> Algorithm.LEAST_REQUEST;
            default -> Algorithm.ROUND_ROBIN;
        };
        Settings hash = balancer.under("hash");
        Optional<Hash> by = hash.map().keys().stream()
                .findFirst()
                .map(part -> new Hash(
                        part,
                        part.equals("cookie")
                                ? hash.under(part).text("name").orElse("")
                                : hash.text(part).orElse("")));
        return new Balancer(algorithm, by);
    }
}
