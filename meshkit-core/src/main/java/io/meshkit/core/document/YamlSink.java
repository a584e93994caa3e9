// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.document;

import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.NumberValue;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.StreamDataWriter;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.emitter.Emitter;
import org.snakeyaml.engine.v2.events.DocumentEndEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ImplicitTuple;
import org.snakeyaml.engine.v2.events.MappingEndEvent;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceEndEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.events.StreamEndEvent;
import org.snakeyaml.engine.v2.events.StreamStartEvent;

/** Writes the nodes of a value with the engine's emitter, in block style. */
final class YamlSink implements ValueSink {

    private static final int DEEPEST = 1_000;
    private static final ImplicitTuple NO_TAG = new ImplicitTuple(true, true);
    private static final DumpSettings SETTINGS = DumpSettings.builder()
            .setDefaultFlowStyle(FlowStyle.BLOCK)
            .setSplitLines(false)
            .setWidth(Integer.MAX_VALUE)
            .setMaxSimpleKeyLength(1_000)
            .build();

    private final StringBuilder text = new StringBuilder();
    private final Emitter emitter = new Emitter(SETTINGS, new Target(text));
    private int depth;

    private record Target(StringBuilder text) implements StreamDataWriter {
        @Override
        public void write(String characters) {
            text.append(characters);
        }

        @Override
        public void write(String characters, int offset, int length) {
            text.append(characters, offset, offset + length);
        }
    }

    static String write(Value value) {
        YamlSink sink = new YamlSink();
        sink.emit(new StreamStartEvent());
        sink.emit(new DocumentStartEvent(false, Optional.empty(), Map.of()));
        ValueWalk.walk(value, sink);
        sink.emit(new DocumentEndEvent(false));
        sink.emit(new StreamEndEvent());
        return sink.text.toString();
    }

    @Override
    public void startMap(MapValue map) {
        deeper();
        emit(new MappingStartEvent(Optional.empty(), Optional.empty(), true, style(map.isEmpty())));
    }

    @Override
    public void endMap() {
        depth--;
        emit(new MappingEndEvent());
    }

    @Override
    public void startList(ListValue list) {
        deeper();
        emit(new SequenceStartEvent(Optional.empty(), Optional.empty(), true, style(list.size() == 0)));
    }

    @Override
    public void endList() {
        depth--;
        emit(new SequenceEndEvent());
    }

    @Override
    public void key(String key) {
        ScalarStyle style = TextStyle.of(key);
        scalar(key, style == ScalarStyle.LITERAL ? ScalarStyle.DOUBLE_QUOTED : style);
    }

    @Override
    public void scalar(Value value) {
        if (value instanceof TextValue string) {
            ScalarStyle style = TextStyle.of(string.text());
            // a plain text that is the whole document would need a line "..." after it
            scalar(string.text(), depth == 0 ? ScalarStyle.DOUBLE_QUOTED : style);
        } else if (value instanceof NumberValue number) {
            boolean alike = PlainScalar.readByGo(number.text()).isEmpty();
            scalar(alike ? number.text() : JsonNumber.of(number), ScalarStyle.PLAIN);
        } else {
            scalar(value.toString(), ScalarStyle.PLAIN);
        }
    }

    private void scalar(String characters, ScalarStyle style) {
        if (style == ScalarStyle.DOUBLE_QUOTED) {
            refuseHalves(characters);
        }
        emit(new ScalarEvent(Optional.empty(), Optional.empty(), NO_TAG, characters, style));
    }

    /** The engine takes a half and what follows it for a pair, and would write another character. */
    private static void refuseHalves(String characters) {
        boolean half =
                characters.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
        if (half) {
            throw new IllegalArgumentException("half a surrogate pair is no character, and YAML cannot say it");
        }
    }

    private void deeper() {
        depth++;
        if (depth > DEEPEST) {
            throw new IllegalArgumentException("YAML is written at most " + DEEPEST + " levels deep");
        }
    }

    private static FlowStyle style(boolean empty) {
        return empty ? FlowStyle.FLOW : FlowStyle.BLOCK;
    }

    private void emit(Event event) {
        emitter.emit(event);
    }
}
