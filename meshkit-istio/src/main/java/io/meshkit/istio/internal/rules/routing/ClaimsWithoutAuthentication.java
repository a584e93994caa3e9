// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.routing;

import io.meshkit.analysis.Index;
import io.meshkit.analysis.Node;
import io.meshkit.analysis.PodTemplate;
import io.meshkit.analysis.PodTemplate.Home;
import io.meshkit.analysis.Rule;
import io.meshkit.analysis.RuleInfo;
import io.meshkit.analysis.RuleView;
import io.meshkit.istio.internal.rules.model.Gateways;
import io.meshkit.istio.internal.rules.model.Kinds;
import io.meshkit.istio.internal.rules.model.VirtualServices;
import io.meshkit.resource.GroupKind;
import io.meshkit.resource.Resource;
import io.meshkit.resource.StoreId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Routes by claims of a token at a gateway whose pods check no token. */
final class ClaimsWithoutAuthentication implements Rule {

    private static final RuleInfo INFO = RuleInfo.error(
                    "MKV-ISTIO-VS-008", "Routes by claims of a token where no token is checked")
            .alias("istioctl", "IST0149")
            .group("virtualservice.JWTClaimRouteAnalyzer")
            .subject(Kinds.VIRTUAL_SERVICE)
            .needs(Kinds.GATEWAY)
            .reads(Kinds.REQUEST_AUTHENTICATION)
            .reads(PodTemplate.KINDS.toArray(new GroupKind[0]))
            .reason("Claims are only known after a RequestAuthentication has checked the token; the match is never"
                    + " true.")
            .remedy("Add a RequestAuthentication that selects the pods of the gateway.")
            .build();

    private static final Index<Home, Resource> BY_NAMESPACE = Index.of(
            "request authentications by namespace",
            Set.of(Kinds.REQUEST_AUTHENTICATION),
            (policy, entries) -> entries.accept(Home.of(policy), policy));

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Resource virtualService, RuleView view) {
        List<Node> claims = claims(virtualService);
        if (claims.isEmpty()) {
            return;
        }
        StoreId cluster = virtualService.key().store();
        for (Node name : VirtualServices.gateways(virtualService)) {
            boolean isOpen = Gateways.isName(name.text(""))
                    && view.resource(Gateways.key(name.text(""), virtualService, view)).stream()
                            .flatMap(gateway -> Gateways.pods(gateway, view).stream())
                            .anyMatch(pod -> !isChecked(pod, view));
            if (isOpen && view.isLoaded(cluster, Kinds.REQUEST_AUTHENTICATION, "")) {
                view.report(
                        claims.get(0),
                        "no RequestAuthentication selects the pods of the gateway \"" + name.text("") + "\"",
                        finding -> finding.parameter("gateway", name.text("")));
            } else if (isOpen) {
                view.unjudged("the RequestAuthentications of the gateway " + name.text(""));
            }
        }
    }

    private static List<Node> claims(Resource virtualService) {
        List<Node> claims = new ArrayList<>();
        for (Node route : Node.of(virtualService).get("spec", "http").items()) {
            for (Node match : route.get("match").items()) {
                Stream.of("headers", "withoutHeaders")
                        .flatMap(map -> match.get(map).entries().stream())
                        .filter(header -> header.key().startsWith("@request.auth.claims"))
                        .forEach(claims::add);
            }
        }
        return claims;
    }

    private static boolean isChecked(PodTemplate pod, RuleView view) {
        Home home = Home.of(pod.owner());
        return Stream.of(home.namespace(), view.settings().rootNamespace())
                .distinct()
                .flatMap(namespace -> view.find(BY_NAMESPACE, new Home(home.cluster(), namespace)).stream())
                .anyMatch(policy -> pod.has(
                        Node.of(policy).get("spec", "selector", "matchLabels").texts()));
    }
}
