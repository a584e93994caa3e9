// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.document;

import java.util.List;
import java.util.stream.IntStream;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * Reads a document from the events of snakeyaml-engine's parser, which knows all of YAML 1.2. The parser is asked for one event at a
 * time and keeps a stack of its own, so depth costs no stack here either.
 */
final class EventReader implements ChunkReader {

    private static final int SMALLEST_BUFFER = 1024;
    private static final int LARGEST_BUFFER = 128 * 1024;

    /** By size of the buffer, each twice as large as the one before: making settings costs as much as reading a small document. */
    private static final List<LoadSettings> SETTINGS = IntStream.iterate(
                    SMALLEST_BUFFER, size -> size <= LARGEST_BUFFER, size -> 2 * size)
            .mapToObj(EventReader::settings)
            .toList();

    private static LoadSettings settings(int bufferSize) {
        return LoadSettings.builder()
                .setCodePointLimit(Integer.MAX_VALUE)
                .setBufferSize(bufferSize)
                .build();
    }

    private static LoadSettings settingsFor(int length) {
        int size = SMALLEST_BUFFER;
        int found = 0;
        while (size <= length && size < LARGEST_BUFFER) {
            size *= 2;
            found++;
        }
        return SETTINGS.get(found);
    }

    /** The events of one document. */
    static ParserImpl parser(Chunk chunk, CodePoints points) {
        LoadSettings settings = settingsFor(chunk.end() - chunk.start());
        StretchReader text = new StretchReader(points.text(), chunk.start(), chunk.end());
        return new ParserImpl(settings, new StreamReader(settings, text));
    }

    @Override
    public boolean read(Chunk chunk, Reading reading) {
        ParserImpl parser = parser(chunk, reading.points());
        EventTranslator translator = new EventTranslator(reading, chunk);
        try {
            while (!translator.isAbandoned() && parser.hasNext()) {
                translator.accept(parser.next());
            }
        } catch (YamlEngineException e) {
            translator.abandon();
            SyntaxFindings.report(e, chunk, translator, reading);
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
