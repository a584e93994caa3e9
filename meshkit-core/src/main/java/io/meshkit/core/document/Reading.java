// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.document;

import io.meshkit.document.Comment;
import io.meshkit.document.Document;
import io.meshkit.document.KeyPool;
import io.meshkit.document.Origin;
import io.meshkit.document.Place;
import io.meshkit.document.SourceText;
import io.meshkit.document.Value;
import io.meshkit.finding.Code;
import io.meshkit.finding.Finding;
import io.meshkit.finding.Report;
import io.meshkit.spi.ReadResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One text on its way to documents: what its readers share, and what they have found so far. Used by one thread. */
final class Reading {

    private static final int LONGEST_SHOWN = 60;

    private final SourceText source;
    private final Origin origin;
    private final CodePoints points;
    private final ReaderLimits limits;
    private final HashSigns hashes;
    private final KeyPool pool = new KeyPool();
    private final List<Document> documents = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    /** Offsets of characters that cannot stand in a document, ascending. */
    private final int[] damage;
    /** Whether the text has escapes that could be halves of surrogate pairs; halves that stand in it themselves are damage. */
    private final boolean hasEscapes;

    private int index;

    Reading(SourceText source, CodePoints points, int[] damage, ReaderLimits limits) {
        this.source = source;
        this.damage = damage;
        this.points = points;
        this.hashes = new HashSigns(points);
        this.limits = limits;
        this.origin = Origin.of(source);
        this.hasEscapes = points.text().contains("\\u") || points.text().contains("\\U");
    }

    CodePoints points() {
        return points;
    }

    HashSigns hashes() {
        return hashes;
    }

    Origin origin() {
        return origin;
    }

    KeyPool pool() {
        return pool;
    }

    ReaderLimits limits() {
        return limits;
    }

    boolean isDamaged(Chunk chunk) {
        return damage.length > 0
                && isDamaged(chunk.offset(), chunk.offset() + points.count(chunk.start(), chunk.end()));
    }

    /** Whether a character that cannot stand in a document is in this stretch. */
    boolean isDamaged(int start, int end) {
        int found = Arrays.binarySearch(damage, start);
        int first = found >= 0 ? found : -found - 1;
        return first < damage.length && damage[first] < end;
    }

    /** Halves of surrogate pairs are no characters (YAML 1.2.2, production 1; RFC 8259, 8.2), and no server would get them as they are. */
    void checkHalves(String text, int start, int end) {
        if (!hasEscapes) {
            return;
        }
        int index = 0;
        while (index < text.length()) {
            int c = text.codePointAt(index);
            if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
                String half = "\\u%04x".formatted(c);
                error(
                        DocumentCodes.SYNTAX,
                        start,
                        end,
                        "the escape " + half + " is half a surrogate pair, which is no character; write both halves, or"
                                + " the character itself");
                return;
            }
            index += Character.charCount(c);
        }
    }

    Place place(int start, int end) {
        return origin.place(start, end);
    }

    /** The character at an offset, or nothing at the end of a line or of the text. */
    Place character(int offset) {
        int within = Math.max(0, Math.min(offset, points.length()));
        boolean visible = within < points.length() && !CodePoints.isBreak(points.at(within));
        return place(within, visible ? within + 1 : within);
    }

    /** Whether further findings are left out, so that nobody needs to make them. */
    boolean isFull() {
        return findings.size() > limits.findings();
    }

    int findingCount() {
        return findings.size();
    }

    /** Takes back what a reader reported that then declined. */
    void forgetSince(int count) {
        findings.subList(count, findings.size()).clear();
    }

    /** A piece of the user's text, short enough for a message. */
    static String shown(String text) {
        return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "…";
    }

    void report(Finding finding) {
        if (findings.size() < limits.findings()) {
            findings.add(finding);
        } else if (!isFull()) {
            String message = "this text has more than " + limits.findings() + " findings; the others are left out";
            Finding.Builder last = Finding.error(DocumentCodes.LIMIT, message);
            findings.add(last.at(finding.place()).build());
        }
    }

    void error(Code code, int start, int end, String message) {
        if (isFull()) {
            return;
        }
        report(Finding.error(code, message).at(place(start, end)).build());
    }

    void add(Value root, List<Comment> comments) {
        documents.add(new Document(source.id(), index, root, comments));
        index++;
    }

    /** A document that is empty, or that is left out because of what was reported. */
    void skip() {
        index++;
    }

    int documentCount() {
        return index;
    }

    ReadResult result() {
        return new ReadResult(documents, Report.of(findings));
    }
}
