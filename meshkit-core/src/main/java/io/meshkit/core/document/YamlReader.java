// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.document;

import static java.util.Objects.requireNonNull;

import io.meshkit.ErrorCode;
import io.meshkit.MeshKitException;
import io.meshkit.document.Origin;
import io.meshkit.document.SourceId;
import io.meshkit.document.SourceText;
import io.meshkit.finding.Code;
import io.meshkit.finding.Finding;
import io.meshkit.finding.Report;
import io.meshkit.spi.DocumentReader;
import io.meshkit.spi.ReadResult;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Reads YAML 1.2 with the core schema, and JSON. Every key and every value knows where it stands:
 *
 * <ul>
 *   <li>a scalar from its first to after its last character, quotes included, anchor and tag left out;
 *   <li>a flow collection from bracket to bracket; a block collection from its first key or dash to the end of its last child;
 *   <li>a value that nothing is written for at the point where it would stand;
 *   <li>a value that an alias brings at the alias, with the anchored node as {@link io.meshkit.document.Value#anchor()}.
 * </ul>
 *
 * <p>Merge keys ({@code <<}) are expanded; own keys win over merged ones, earlier merged maps over later. Of equal keys the last counts,
 * and there is a finding. After a syntax error reading goes on at the next {@code ---}. Stateless and thread-safe; time is proportional to
 * the length of the text.
 *
 * <pre>{@code
 * ReadResult read = new YamlReader().read(Path.of("checkout.yaml"));
 * read.report().findings().forEach(System.out::println);
 * }</pre>
 *
 * @since 0.1.0
 */
public final class YamlReader implements DocumentReader {

    private static final ErrorCode FILE_READ = new ErrorCode("MK-FILE-READ");

    private final ReaderLimits limits;
    private final Supplier<List<ChunkReader>> readers;

    /** A reader with the default limits. */
    public YamlReader() {
        this(ReaderLimits.defaults());
    }

    /**
     * A reader with other limits.
     *
     * @param limits how much to take from one text
     */
    public YamlReader(ReaderLimits limits) {
        this(limits, () -> ChunkReaders.IN_TURN);
    }

    /** A reader that asks only some readers of documents, the last of which takes everything. */
    YamlReader(ReaderLimits limits, Supplier<List<ChunkReader>> readers) {
        this.limits = requireNonNull(limits, "limits");
        this.readers = readers;
    }

    @Override
    public ReadResult read(SourceText text) {
        if (text.text().length() > limits.characters()) {
            return tooLong(text.id());
        }
        return read(text, new int[0]);
    }

    @Override
    public ReadResult read(Path file) {
        SourceId id = new SourceId(file.toString().isBlank() ? "." : file.toString());
        long mostBytes = 3L * limits.characters() + 3;
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes((int) Math.min(mostBytes + 1, Integer.MAX_VALUE - 8));
        } catch (IOException e) {
            throw new MeshKitException(
                    FILE_READ, unreadable(file, id, e), "Check the path and that the file may be read.", e);
        }
        if (bytes.length > mostBytes) {
            return tooLong(id);
        }
        return read(id, bytes);
    }

    private static String unreadable(Path file, SourceId id, IOException problem) {
        if (problem instanceof NoSuchFileException) {
            return "cannot read " + id + ": there is no such file";
        }
        return Files.isDirectory(file)
                ? "cannot read " + id + ": it is a folder, not a file"
                : "cannot read " + id + ": " + problem.getClass().getSimpleName() + " " + problem.getMessage();
    }

    private ReadResult read(SourceId id, byte[] bytes) {
        Optional<String> other = otherEncoding(bytes);
        if (other.isPresent()) {
            String message = "this file is " + other.get() + "; save it as UTF-8";
            return failed(Finding.error(DocumentCodes.ENCODING, message), id);
        }
        Utf8 decoded = Utf8.decode(bytes);
        SourceText text = new SourceText(id, decoded.text());
        return text.text().length() > limits.characters() ? tooLong(id) : read(text, decoded.malformed());
    }

    private static Optional<String> otherEncoding(byte[] bytes) {
        if (bytes.length < 2) {
            return Optional.empty();
        }
        boolean big = (bytes[0] == (byte) 0xFE && bytes[1] == (byte) 0xFF) || (bytes[0] == 0 && bytes[1] != 0);
        boolean little = (bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xFE) || (bytes[0] != 0 && bytes[1] == 0);
        return big || little ? Optional.of("UTF-16") : Optional.empty();
    }

    private ReadResult tooLong(SourceId id) {
        String message = "this text is longer than " + limits.characters() + " characters and is not read; split it";
        return failed(Finding.error(DocumentCodes.LIMIT, message), id);
    }

    private static ReadResult failed(Finding.Builder finding, SourceId id) {
        Origin nowhere = Origin.of(new SourceText(id, ""));
        return new ReadResult(
                List.of(), Report.of(List.of(finding.at(nowhere.place(0, 0)).build())));
    }

    /** Reads a text in which bytes that are no UTF-8 stood at the given indexes of characters. */
    private ReadResult read(SourceText source, int[] malformed) {
        CodePoints written = CodePoints.of(source.text());
        IllegalCharacters illegal = IllegalCharacters.in(written);
        int[] undecoded = offsets(source.text(), malformed);
        int[] damage = joined(illegal.offsets(), undecoded);
        CodePoints points = damage.length == 0 ? written : CodePoints.of(illegal.cleaned());
        Reading reading = new Reading(source, points, damage, limits);
        if (isBinary(source.text(), undecoded)) {
            reading.report(Finding.error(
                            DocumentCodes.ENCODING, "this is a binary file, not a text; give a file in YAML or JSON")
                    .at(reading.character(undecoded[0]))
                    .build());
            return reading.result();
        }
        damage(reading, DocumentCodes.SYNTAX, illegal.offsets(), () -> illegal.describeFirst(written));
        damage(reading, DocumentCodes.ENCODING, undecoded, () -> unreadBytes(undecoded.length));
        if (JsonReader.takes(source)) {
            new JsonReader(reading).read();
        } else {
            readChunks(reading);
        }
        return reading.result();
    }

    /** NUL stands in no text, and bytes that are no UTF-8 in few. */
    private static boolean isBinary(String text, int[] undecoded) {
        return undecoded.length > 0 && text.indexOf('\0') >= 0;
    }

    /** One finding for all damage of a sort: a file in another encoding has it everywhere. */
    private static void damage(Reading reading, Code code, int[] offsets, Supplier<String> message) {
        if (offsets.length > 0) {
            reading.report(Finding.error(code, message.get())
                    .parameter("count", Integer.toString(offsets.length))
                    .at(reading.place(offsets[0], offsets[0] + 1))
                    .build());
        }
    }

    private static String unreadBytes(int count) {
        return (count == 1 ? "these bytes are no UTF-8" : "bytes at " + count + " places are no UTF-8, first here")
                + "; save the file as UTF-8";
    }

    private void readChunks(Reading reading) {
        ChunkSplitter splitter = new ChunkSplitter(reading.points());
        for (Optional<Chunk> chunk = splitter.next(); chunk.isPresent(); chunk = splitter.next()) {
            if (reading.documentCount() == limits.documents()) {
                String message = "this text holds more than " + limits.documents()
                        + " documents; those from here on are left out";
                reading.report(Finding.error(DocumentCodes.LIMIT, message)
                        .at(reading.character(chunk.get().offset()))
                        .build());
                return;
            }
            for (ChunkReader reader : readers.get()) {
                if (reader.read(chunk.get(), reading)) {
                    break;
                }
            }
        }
    }

    private static int[] offsets(String text, int[] indexes) {
        int bom = text.startsWith("\uFEFF") ? 1 : 0;
        int[] offsets = new int[indexes.length];
        int index = bom;
        int offset = 0;
        for (int i = 0; i < indexes.length; i++) {
            offset += text.codePointCount(index, indexes[i]);
            index = indexes[i];
            offsets[i] = offset;
        }
        return offsets;
    }

    private static int[] joined(int[] some, int[] others) {
        if (others.length == 0) {
            return some;
        }
        int[] joined = Arrays.copyOf(some, some.length + others.length);
        System.arraycopy(others, 0, joined, some.length, others.length);
        Arrays.sort(joined);
        return joined;
    }

    /** Who reads documents. The engine behind them is loaded when the first is read, so that making a reader takes no time. */
    private static final class ChunkReaders {

        static final List<ChunkReader> IN_TURN = List.of(new SubsetReader(), new EventReader());
    }
}
