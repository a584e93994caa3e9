// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.policies;

import io.meshkit.analysis.Node;
import io.meshkit.analysis.Rule;
import io.meshkit.analysis.RuleInfo;
import io.meshkit.analysis.RuleView;
import io.meshkit.document.MapValue;
import io.meshkit.document.Place;
import io.meshkit.document.TextEdit;
import io.meshkit.document.Value;
import io.meshkit.finding.Fix;
import io.meshkit.istio.internal.rules.model.Kinds;
import io.meshkit.resource.Resource;
import java.util.List;
import java.util.Optional;

/** A delay says its share of requests in the old field, which knows whole numbers only. */
final class DeprecatedDelay implements Rule {

    private static final RuleInfo INFO = RuleInfo.warning("MKV-ISTIO-DEP-001", "A delay has the old field percent")
            .alias("istioctl", "IST0002")
            .group("deprecation.DeprecationAnalyzer")
            .subject(Kinds.VIRTUAL_SERVICE)
            .reason("Istio is giving the field up: once it is gone, the delay holds for all requests or for none.")
            .remedy("Write percentage: {value: 50} for percent: 50.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Resource virtualService, RuleView view) {
        for (Node route : Node.of(virtualService).get("spec", "http").items()) {
            Node delay = route.get("fault", "delay");
            long share = delay.get("percent").number().orElse(0);
            if (share > 0) {
                view.report(
                        delay.get("percent"),
                        "percent is deprecated; write percentage: {value: " + share + "}",
                        finding -> {
                            finding.parameter("field", "percent");
                            fix(delay, share).ifPresent(finding::fix);
                        });
            }
        }
    }

    /** Writes the new field in the place of the old one, in a form that is right in YAML and in JSON. */
    private static Optional<Fix> fix(Node delay, long share) {
        Optional<Place> value = delay.get("percent").value().flatMap(Value::place);
        Optional<Place> key =
                delay.value().flatMap(all -> all instanceof MapValue map ? map.keyPlace("percent") : Optional.empty());
        if (key.isEmpty() || value.isEmpty() || delay.get("percentage").isPresent()) {
            return Optional.empty();
        }
        List<TextEdit> edits = List.of(
                new TextEdit(key.get(), "\"percentage\""), new TextEdit(value.get(), "{\"value\": " + share + "}"));
        return Optional.of(new Fix("write percentage", edits));
    }
}
