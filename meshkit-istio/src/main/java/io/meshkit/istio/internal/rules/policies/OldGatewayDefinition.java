// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.policies;

import io.meshkit.analysis.Node;
import io.meshkit.analysis.Rule;
import io.meshkit.analysis.RuleInfo;
import io.meshkit.analysis.RuleView;
import io.meshkit.istio.internal.rules.model.Kinds;
import io.meshkit.resource.Resource;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A definition of the Gateway API is older than what istiod reads. */
final class OldGatewayDefinition implements Rule {

    private static final String VERSION = "gateway.networking.k8s.io/bundle-version";
    private static final Pattern NUMBERS = Pattern.compile("v?(\\d{1,6})\\.(\\d{1,6})\\.(\\d{1,6})(?:[-+].*)?");

    /** The least versions by the names of the definitions, as k8sgateway.CRDVersionAnalyzer of istio/istio has them. */
    private static final Map<String, String> LEAST = Map.of(
            "grpcroutes.gateway.networking.k8s.io", "1.1.0",
            "backendtlspolicies.gateway.networking.k8s.io", "1.4.0",
            "tlsroutes.gateway.networking.k8s.io", "1.5.0",
            "tcproutes.gateway.networking.k8s.io", "1.6.0");

    private static final RuleInfo INFO = RuleInfo.warning(
                    "MKV-ISTIO-GWAPI-001", "A definition of the Gateway API is too old")
            .alias("istioctl", "IST0176")
            .group("k8sgateway.CRDVersionAnalyzer")
            .subject(Kinds.DEFINITION)
            .reason("Istiod leaves resources of a kind alone whose definition is older than it knows.")
            .remedy("Install the definitions of a newer release of the Gateway API.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Resource definition, RuleView view) {
        Optional<int[]> least =
                Optional.ofNullable(LEAST.get(definition.key().name())).flatMap(OldGatewayDefinition::numbers);
        Node version = Node.of(definition).get("metadata", "annotations", VERSION);
        Optional<int[]> present = version.text().flatMap(OldGatewayDefinition::numbers);
        if (least.isPresent() && present.isPresent() && Arrays.compare(present.get(), least.get()) < 0) {
            String wanted = "v" + LEAST.get(definition.key().name());
            view.report(
                    version,
                    "this is of release " + version.text("") + " of the Gateway API, and Istio reads it from " + wanted
                            + " on; install a newer release",
                    finding -> finding.parameter("version", version.text("")).parameter("least", wanted));
        }
    }

    /** The three numbers of a version; a release candidate counts as the release. */
    private static Optional<int[]> numbers(String version) {
        Matcher numbers = NUMBERS.matcher(version);
        return numbers.matches()
                ? Optional.of(new int[] {
                    Integer.parseInt(numbers.group(1)),
                    Integer.parseInt(numbers.group(2)),
                    Integer.parseInt(numbers.group(3))
                })
                : Optional.empty();
    }
}
