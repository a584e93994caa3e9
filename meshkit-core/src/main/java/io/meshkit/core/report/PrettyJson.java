// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.report;

import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Writes JSON the same on every system. */
final class PrettyJson {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private PrettyJson() {}

    static String write(JsonNode node) {
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer =
                new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter);
        return MAPPER.writer().with(printer).writeValueAsString(node) + "\n";
    }
}
