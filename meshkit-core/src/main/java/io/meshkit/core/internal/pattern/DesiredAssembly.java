// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import io.meshkit.finding.Finding;
import io.meshkit.finding.SchemaChecker;
import io.meshkit.pattern.Component;
import io.meshkit.pattern.Pattern;
import io.meshkit.pattern.Rendering;
import io.meshkit.plan.DesiredResource;
import io.meshkit.plan.DesiredState;
import io.meshkit.resource.Resource;
import io.meshkit.resource.SetId;
import java.util.Optional;

/** From drafts to a desired state: objects assembled, checked against the schemas of their kinds, and put in order. */
final class DesiredAssembly {

    private final Pattern pattern;
    private final Rendering rendering;
    private final SchemaChecker schemas;
    private final FindingList findings;

    DesiredAssembly(Pattern pattern, Rendering rendering, SchemaChecker schemas, FindingList findings) {
        this.pattern = pattern;
        this.rendering = rendering;
        this.schemas = schemas;
        this.findings = findings;
    }

    DesiredState assemble(Binding binding, SetId set) {
        DesiredGraph graph = new DesiredGraph(pattern, binding.objects(), rendering.meshKinds());
        DesiredState.Builder state = DesiredState.of(set).foreign(rendering.foreignFields());
        for (DraftObject object : binding.objects()) {
            Resource resource = new DraftAssembly(object, findings).assemble();
            check(resource, object);
            DesiredResource.Builder desired = DesiredResource.of(resource)
                    .component(object.writers().iterator().next().component())
                    .ownership(object.combinedOwnership());
            graph.after(object.key()).forEach(desired::after);
            object.afterKeys().forEach(desired::after);
            object.servedKeys().forEach(desired::serves);
            state.add(desired.build());
        }
        Claim.check(binding.objects(), findings);
        return state.findings(findings.all()).build();
    }

    private void check(Resource resource, DraftObject object) {
        for (Finding finding : schemas.check(resource).findings()) {
            Optional<Component> component =
                    pattern.component(object.writers().iterator().next().component());
            boolean placed = finding.place().isPresent();
            findings.report(placed ? finding : Places.moved(finding, component.flatMap(Component::keyPlace)));
        }
    }
}
