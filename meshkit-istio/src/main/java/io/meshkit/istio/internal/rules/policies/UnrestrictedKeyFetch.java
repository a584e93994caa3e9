// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.policies;

import io.meshkit.analysis.Index;
import io.meshkit.analysis.Node;
import io.meshkit.analysis.Rule;
import io.meshkit.analysis.RuleInfo;
import io.meshkit.analysis.RuleView;
import io.meshkit.istio.internal.rules.model.Kinds;
import io.meshkit.resource.Resource;
import io.meshkit.resource.StoreId;
import java.util.List;
import java.util.Set;

/**
 * Istiod fetches keys from any address that a RequestAuthentication names. istioctl also speaks when all keys are written out, and does not
 * see a value that comes from elsewhere.
 */
final class UnrestrictedKeyFetch implements Rule {

    private static final String VARIABLE = "BLOCKED_CIDRS_IN_JWKS_URIS";

    private static final RuleInfo INFO = RuleInfo.warning("MKV-ISTIO-JWT-001", "Istiod fetches keys from any address")
            .alias("istioctl", "IST0175")
            .group("authn.BlockedCIDRsAnalyzer")
            .subject(Kinds.DEPLOYMENT)
            .needs(Kinds.REQUEST_AUTHENTICATION)
            .reason("Whoever may write a RequestAuthentication can make istiod call addresses inside the cluster.")
            .remedy("Set " + VARIABLE + " of istiod to the networks that it shall not call, such as 10.0.0.0/8.")
            .build();

    private static final Index<StoreId, Fetch> FETCHES = Index.of(
            "request authentications by cluster",
            Set.of(Kinds.REQUEST_AUTHENTICATION),
            (authentication, entries) -> entries.accept(authentication.key().store(), fetch(authentication)));

    /** A RequestAuthentication, and whether one of its issuers has keys that are not written out. */
    private record Fetch(Resource by, boolean needed) {}

    private static Fetch fetch(Resource authentication) {
        return new Fetch(
                authentication,
                Node.of(authentication).get("spec", "jwtRules").items().stream()
                        .anyMatch(rule -> rule.get("jwks").isEmpty()));
    }

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Resource deployment, RuleView view) {
        if (!"istiod".equals(deployment.labels().get("app"))) {
            return;
        }
        boolean precise = !view.imitates("istioctl");
        List<Fetch> fetches = view.find(FETCHES, deployment.key().store()).stream()
                .filter(fetch -> fetch.needed || !precise)
                .limit(1)
                .toList();
        Node containers = Node.of(deployment).get("spec", "template", "spec", "containers");
        if (fetches.isEmpty() || containers.items().stream().anyMatch(one -> isSet(one, precise))) {
            return;
        }
        if (precise
                && containers.items().stream()
                        .anyMatch(one -> !one.get("envFrom").isEmpty())) {
            view.unjudged("the variables that istiod gets by envFrom");
            return;
        }
        view.report(
                containers,
                "istiod has no variable " + VARIABLE + " and calls any address that a RequestAuthentication names;"
                        + " set it to the networks that istiod shall not call",
                finding ->
                        fetches.forEach(fetch -> finding.related(fetch.by.body().place(), "makes istiod fetch keys")));
    }

    private static boolean isSet(Node container, boolean precise) {
        return container.get("env").items().stream()
                .filter(variable -> variable.get("name").text("").equals(VARIABLE))
                .anyMatch(variable -> !variable.get("value").isEmpty()
                        || precise && !variable.get("valueFrom").isEmpty());
    }
}
