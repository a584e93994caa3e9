// SPDX-License-Identifier: Apache-2.0
package io.meshkit.it.mesh;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshkit.testkit.mesh.reference.Defect;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What running meshes have to do is what the reference mesh does, and what a mesh with a defect does not. */
class ReferenceBehaviourTest {

    @Nested
    class Traffic extends TrafficBehaviour {
        Traffic() {
            super(new ReferenceConfigured());
        }
    }

    @Nested
    class Route extends RouteBehaviour {
        Route() {
            super(new ReferenceConfigured());
        }
    }

    @Nested
    class Access extends AccessBehaviour {
        Access() {
            super(new ReferenceConfigured());
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "FAULTS_IGNORED")
    void the_behaviour_that_a_defect_breaks_would_be_missed(Defect defect) {
        try (ReferenceConfigured mesh = new ReferenceConfigured(defect)) {
            assertThatThrownBy(() -> check(defect, mesh)).isInstanceOf(AssertionError.class);
        }
    }

    private static void check(Defect defect, ConfiguredMesh mesh) {
        TrafficBehaviour traffic = new TrafficBehaviour(mesh) {};
        switch (defect) {
            case SPLIT_SHIFTED -> traffic.traffic_is_split_by_weight_and_the_split_can_be_changed_and_taken_away();
            case RETRIES_IGNORED -> traffic.failed_requests_are_tried_again_as_often_as_the_file_says();
            case EXACT_PATH_AS_PREFIX ->
                new RouteBehaviour(
                        mesh) {}.a_path_a_header_a_query_parameter_and_a_method_decide_and_the_first_rule_counts();
            case REVOKED_ACCESS_ALLOWED ->
                new AccessBehaviour(
                        mesh) {}.callers_that_are_not_named_are_refused_until_they_are_named_or_the_rules_are_taken_away();
            default -> throw new IllegalArgumentException("no behaviour shows " + defect);
        }
    }
}
