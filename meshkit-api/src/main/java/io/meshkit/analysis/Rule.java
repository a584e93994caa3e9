// SPDX-License-Identifier: Apache-2.0
package io.meshkit.analysis;

import io.meshkit.resource.Resource;

/**
 * One thing that configuration should do, or should not: one code, one class. A rule looks at one resource of the kinds that it names as
 * its subjects; whatever else it wants to know it looks up in the view, by key.
 *
 * <pre>{@code
 * final class LonelyGateway implements Rule {
 *     private static final RuleInfo INFO = RuleInfo.warning("MKV-ACME-GW-001", "A gateway selects no pod")
 *             .group("acme.gateways")
 *             .subject(GATEWAY)
 *             .needs(PodTemplate.POD)
 *             .reason("Nothing serves what the gateway says.")
 *             .remedy("Select labels that the pods of a gateway have.")
 *             .build();
 *
 *     public RuleInfo info() {
 *         return INFO;
 *     }
 *
 *     public void check(Resource gateway, RuleView view) {
 *         Node selector = Node.of(gateway).get("spec", "selector");
 *         if (PodTemplate.selected(view, Home.of(gateway), selector.texts()).isEmpty()) {
 *             view.report(selector, "no pod has these labels");
 *         }
 *     }
 * }
 * }</pre>
 *
 * <p>Rules are stateless and thread-safe: {@link #check} may be called from several threads at once.
 *
 * @since 0.1.0
 */
public interface Rule {

    /**
     * What the rule is, the same at every call.
     *
     * @return code, subjects, inputs and explanation
     */
    RuleInfo info();

    /**
     * Looks at one resource. What it finds it reports to the view; what it throws becomes a finding that names the rule, and the other
     * rules go on.
     *
     * @param subject a resource of one of the kinds that {@link RuleInfo#subjects()} names
     * @param view all else, good until the method returns
     */
    void check(Resource subject, RuleView view);
}
