// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.document;

import io.meshkit.document.Value;
import io.meshkit.spi.DocumentWriter;
import java.io.StringWriter;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;

/**
 * Writes values as YAML and JSON. Texts that YAML 1.2 or Go's YAML 1.1 readers would take for something else are quoted; texts of several
 * lines are blocks where a block says them exactly. Numbers keep their text in YAML, save for those that Go reads as another number
 * ({@code 012}), and in JSON where JSON has that form. Halves of surrogate pairs, which are no characters, are escapes in JSON.
 * Stateless and thread-safe.
 *
 * @since 0.1.0
 */
public final class TextWriter implements DocumentWriter {

    /** A writer. */
    public TextWriter() {}

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException when the value is nested more than 1 000 levels deep, or has half a surrogate pair
     */
    @Override
    public String yaml(Value value) {
        return YamlSink.write(value);
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException when a number is infinite or not a number, which JSON cannot say
     */
    @Override
    public String json(Value value) {
        return write(value, ObjectWriteContext.empty());
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException when a number is infinite or not a number, which JSON cannot say
     */
    @Override
    public String prettyJson(Value value) {
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        PrettyPrinter printer = new DefaultPrettyPrinter(Json.SEPARATORS)
                .withObjectIndenter(indenter)
                .withArrayIndenter(indenter);
        return write(value, new PrettyContext(printer)) + "\n";
    }

    private static String write(Value value, ObjectWriteContext context) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = Json.FACTORY.createGenerator(context, text)) {
            ValueWalk.walk(value, new JsonSink(generator));
        }
        return JsonEscapes.escape(text.toString());
    }

    /** Jackson's part. It is loaded when JSON is written first, so that a kit that writes none does not wait for it. */
    private static final class Json {

        static final JsonFactory FACTORY = JsonFactory.builder()
                .streamWriteConstraints(StreamWriteConstraints.builder()
                        .maxNestingDepth(Integer.MAX_VALUE)
                        .build())
                .build();

        static final Separators SEPARATORS = Separators.createDefaultInstance()
                .withObjectNameValueSpacing(Separators.Spacing.AFTER)
                .withObjectEmptySeparator("")
                .withArrayEmptySeparator("");
    }

    private static final class PrettyContext extends ObjectWriteContext.Base {

        private final PrettyPrinter printer;

        PrettyContext(PrettyPrinter printer) {
            this.printer = printer;
        }

        @Override
        public boolean hasPrettyPrinter() {
            return true;
        }

        @Override
        public PrettyPrinter getPrettyPrinter() {
            return printer;
        }
    }
}
