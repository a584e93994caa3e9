// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshkit.document.MapValue;
import io.meshkit.plan.ApplyStep;
import io.meshkit.plan.Change;
import io.meshkit.plan.DesiredResource;
import io.meshkit.plan.DesiredState;
import io.meshkit.plan.Plan;
import io.meshkit.resource.GroupKind;
import io.meshkit.resource.Resource;
import io.meshkit.resource.ResourceKey;
import io.meshkit.resource.SetId;
import io.meshkit.resource.StoreId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanFileTest {

    private static final StoreId STORE = new StoreId("memory");

    @TempDir
    private Path folder;

    private static Plan plan(String value) {
        ResourceKey key = new ResourceKey(STORE, new GroupKind("", "Secret"), "default", "a");
        MapValue body = MapValue.builder()
                .put("apiVersion", "v1")
                .put("kind", "Secret")
                .put("data", MapValue.builder().put("p", value).build())
                .build();
        Resource resource = Resource.of(key, body);
        DesiredState desired = DesiredState.of(new SetId("default", "shop"))
                .add(DesiredResource.of(resource).build())
                .build();
        return Plan.of(STORE, desired)
                .steps(java.util.List.of(
                        ApplyStep.of("apply a", resource, Change.CREATE).build()))
                .build();
    }

    @Test
    void a_plan_comes_back_from_its_file_as_it_was() {
        Path file = folder.resolve("plan.json");

        PlanFile.write(plan("c2VjcmV0"), file);
        Plan read = PlanFile.read(file);

        assertThat(read.digest()).isEqualTo(plan("c2VjcmV0").digest());
        assertThat(read.render()).isEqualTo(plan("c2VjcmV0").render());
    }

    @Test
    void a_file_holds_no_secret() throws IOException {
        Path file = folder.resolve("plan.json");

        PlanFile.write(plan("c2VjcmV0"), file);

        assertThat(Files.readString(file)).contains("\"planVersion\": 1").doesNotContain("c2VjcmV0");
    }

    @Test
    void a_plan_that_was_edited_is_refused() throws IOException {
        Path file = folder.resolve("plan.json");
        PlanFile.write(plan("c2VjcmV0"), file);
        Files.writeString(file, Files.readString(file).replace("\"shop\"", "\"shopping\""));

        assertThatThrownBy(() -> PlanFile.read(file)).hasMessageContaining("the saved plan was changed");
    }

    @Test
    void a_file_that_is_no_plan_is_refused_with_what_is_wrong() throws IOException {
        Path broken = Files.writeString(folder.resolve("broken.json"), "{\"a\": ");
        Path list = Files.writeString(folder.resolve("list.json"), "[]");
        Path other = Files.writeString(folder.resolve("other.json"), "{\"planVersion\": 99}");

        assertThatThrownBy(() -> PlanFile.read(broken))
                .hasMessageContaining("broken.json is no saved plan: ")
                .hasMessageContaining("MK-PLAN-FORM");
        assertThatThrownBy(() -> PlanFile.read(list)).hasMessageContaining("list.json is no saved plan.");
        assertThatThrownBy(() -> PlanFile.read(other)).hasMessageContaining("planVersion 99");
    }

    @Test
    void a_file_that_is_not_there_is_told() {
        assertThatThrownBy(() -> PlanFile.read(folder.resolve("none.json"))).hasMessageContaining("MK-FILE-READ");
    }

    @Test
    void a_file_that_cannot_be_written_is_told() {
        assertThatThrownBy(() -> PlanFile.write(plan("x"), folder)).hasMessageContaining("MK-FILE-WRITE");
    }
}
