// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.mesh.reference;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A rule of {@code route}.
 *
 * @param matches alternatives; none for all requests
 * @param to where to; empty for the service itself
 * @param rewrittenPath the path, or what stands for the prefix that matched
 * @param rewrittenHost the host
 * @param redirect what the caller is told to ask for instead
 * @param respond what the proxy answers itself
 * @param request changes of the request's headers
 * @param response changes of the answer's headers
 */
record RouteRule(
        List<RequestMatch> matches,
        List<Destination> to,
        Optional<String> rewrittenPath,
        Optional<String> rewrittenHost,
        Optional<Redirect> redirect,
        Optional<Respond> respond,
        HeaderChanges request,
        HeaderChanges response) {

    /**
     * A target.
     *
     * @param service the service
     * @param version the version; empty for what the service's own split says
     * @param weight its share
     */
    record Destination(String service, Optional<String> version, double weight) {}

    /** A redirection; what is not given stays as the caller asked for it. */
    record Redirect(
            Optional<String> scheme, Optional<String> host, Optional<Long> port, Optional<String> path, int status) {

        ProxyAnswer answer(ProxyRequest request) {
            String asked = request.fields().joined("host").orElse("");
            String name = host.orElse(asked.replaceFirst(":[0-9]+$", ""));
            String authority = port.map(number -> name + ":" + number).orElse(host.isPresent() ? name : asked);
            ProxyAnswer answer = ProxyAnswer.own(status, "");
            answer.fields()
                    .add(
                            "location",
                            scheme.orElse("http") + "://" + authority + path.orElse(request.path()) + request.query());
            return answer;
        }
    }

    /** An answer of the proxy. */
    record Respond(int status, String body) {}

    /** Changes of headers: removed, then set, then added. */
    record HeaderChanges(Map<String, String> set, Map<String, String> add, List<String> remove) {

        HttpFields applied(HttpFields fields) {
            HttpFields changed = fields.copy();
            remove.forEach(changed::remove);
            set.forEach(changed::set);
            add.forEach(changed::add);
            return changed;
        }
    }

    /** The alternative that holds; the rule does not count when it is empty. */
    Optional<Matched> match(ProxyRequest request, boolean exactAsPrefix) {
        if (matches.isEmpty()) {
            return Optional.of(new Matched(this, Optional.empty()));
        }
        return matches.stream()
                .filter(match -> match.holds(request, exactAsPrefix))
                .findFirst()
                .map(match -> new Matched(this, match.prefix()));
    }

    /**
     * A rule that counts for a request.
     *
     * @param rule the rule
     * @param prefix the prefix of the path by which it does
     */
    record Matched(RouteRule rule, Optional<String> prefix) {

        Optional<ProxyAnswer> ownAnswer(ProxyRequest request) {
            return rule.respond
                    .map(respond -> ProxyAnswer.own(respond.status(), respond.body()))
                    .or(() -> rule.redirect.map(redirect -> redirect.answer(request)));
        }

        ProxyRequest changed(ProxyRequest request) {
            HttpFields fields = rule.request.applied(request.fields());
            rule.rewrittenHost.ifPresent(host -> fields.set("host", host));
            String path = rule.rewrittenPath
                    .map(text -> text
                            + prefix.map(known -> request.path().substring(known.length()))
                                    .orElse(""))
                    .orElse(request.path());
            return request.withFields(fields).withPath(path.startsWith("/") ? path : "/" + path);
        }

        ProxyAnswer changed(ProxyAnswer answer) {
            return new ProxyAnswer(
                    answer.status(), rule.response.applied(answer.fields()), answer.body(), answer.keepsConnection());
        }
    }
}
