// SPDX-License-Identifier: Apache-2.0
package io.meshkit.pattern;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class ExceptRendererTest {

    private static final TraitRenderer ANY = new TraitRenderer() {
        @Override
        public List<Support> support(Trait trait, Component component, RenderContext context) {
            return List.of(Support.NATIVE);
        }

        @Override
        public void render(Trait trait, Component component, RenderContext context, Drafts drafts) {}
    };

    @Test
    void a_verdict_that_is_rendered_refuses_nothing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ANY.except("ExternalService", Support.NATIVE))
                .withMessageContaining("refuses nothing");
    }
}
