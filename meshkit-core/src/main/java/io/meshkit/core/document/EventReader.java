// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.document;

import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * Reads a document from the events of snakeyaml-engine's parser, which knows all of YAML 1.2. The parser is asked for one event at a
 * time and keeps a stack of its own, so depth costs no stack here either.
 */
final class EventReader implements ChunkReader {

    private static final int LARGEST_BUFFER = 128 * 1024;

    @Override
    public boolean read(Chunk chunk, Reading reading) {
        LoadSettings settings = LoadSettings.builder()
                .setCodePointLimit(Integer.MAX_VALUE)
                .setBufferSize(Math.min(LARGEST_BUFFER, chunk.end() - chunk.start() + 1))
                .build();
        StretchReader text = new StretchReader(reading.points().text(), chunk.start(), chunk.end());
        ParserImpl parser = new ParserImpl(settings, new StreamReader(settings, text));
        EventTranslator translator = new EventTranslator(reading, chunk);
        try {
            while (!translator.isAbandoned() && parser.hasNext()) {
                translator.accept(parser.next());
            }
        } catch (YamlEngineException e) {
            translator.abandon();
            SyntaxFindings.report(e, chunk, translator.position(), reading);
        } catch (IndexOutOfBoundsException
                | IllegalArgumentException
                | IllegalStateException
                | ClassCastException
                | NullPointerException
                | java.util.NoSuchElementException e) {
            // On odd input the engine may fail by a bug of its own; for the author of the text that is one more syntax
            // error.
            translator.abandon();
            SyntaxFindings.unreadable(e, translator.position(), reading);
        }
        translator.finish();
        return true;
    }
}
