// SPDX-License-Identifier: Apache-2.0
package io.meshkit.examples;

import io.meshkit.ErrorCode;
import io.meshkit.MeshKit;
import io.meshkit.MeshKitException;
import io.meshkit.document.SourceId;
import io.meshkit.document.SourceText;
import io.meshkit.finding.Code;
import io.meshkit.finding.Finding;
import io.meshkit.finding.Report;
import io.meshkit.pattern.ConvertedPattern;
import io.meshkit.pattern.FormattedText;
import io.meshkit.pattern.Pattern;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes a pattern file anew on standard output: in the words of today, or in the usual layout. Findings go to standard error. */
final class WritePattern {

    private static final String CHECK = "--check";
    private static final Code NOT_FORMATTED = new Code("MKP075");

    private final PrintStream out;
    private final PrintStream err;

    WritePattern(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    int convert(List<String> words) {
        Path file = onlyFile(words);
        try (MeshKit kit = MeshKit.offline()) {
            Pattern pattern = kit.patterns().read(file);
            tell(pattern.report());
            if (pattern.report().hasErrors()) {
                return Exit.FINDINGS;
            }
            ConvertedPattern converted = kit.patterns().convert(pattern);
            tell(converted.report());
            out.print(converted.yaml());
            return Exit.DONE;
        }
    }

    int format(List<String> words) {
        boolean check = words.contains(CHECK);
        Path file = onlyFile(words.stream().filter(word -> !word.equals(CHECK)).toList());
        try (MeshKit kit = MeshKit.offline()) {
            Report readable = kit.reader().read(file).report();
            if (readable.hasErrors()) {
                tell(readable);
                return Exit.FINDINGS;
            }
            SourceText text = text(file);
            FormattedText formatted = kit.patterns().format(text);
            if (!check) {
                tell(formatted.report());
                out.print(formatted.text().text());
                return Exit.DONE;
            }
            return tellOfChange(file, text, formatted);
        }
    }

    private int tellOfChange(Path file, SourceText text, FormattedText formatted) {
        tell(formatted.report());
        if (formatted.text().equals(text)) {
            if (formatted.report().findings().stream().anyMatch(WritePattern::isLeftAlone)) {
                err.println(file + " cannot be formatted as it is.");
                return Exit.FINDINGS;
            }
            out.println(file + " is formatted.");
            return Exit.DONE;
        }
        String first = formatted.edits().isEmpty()
                ? file + " has other line ends, or a byte order mark"
                : formatted.edits().get(0).place() + " is the first of "
                        + formatted.edits().size() + " places to change";
        err.println(first + "; examples/run format-pattern " + file + " shows the file formatted.");
        return Exit.FINDINGS;
    }

    private static boolean isLeftAlone(Finding finding) {
        return finding.code().equals(NOT_FORMATTED);
    }

    private static Path onlyFile(List<String> words) {
        String remedy = "Run examples/run help for all options.";
        for (String word : words) {
            if (word.startsWith("-")) {
                throw new UsageException("there is no option " + word, remedy);
            }
        }
        if (words.size() != 1) {
            String problem = words.isEmpty()
                    ? "there is no pattern file among the arguments"
                    : "one file at a time; got " + String.join(" ", words);
            throw new UsageException(problem, remedy);
        }
        return Words.path(words.get(0));
    }

    private static SourceText text(Path file) {
        try {
            return new SourceText(new SourceId(file.toString()), Files.readString(file));
        } catch (IOException e) {
            throw new MeshKitException(
                    new ErrorCode("MK-FILE-READ"), "cannot read " + file, "Check that it may be read.", e);
        }
    }

    private void tell(Report report) {
        if (!report.findings().isEmpty()) {
            err.println(Reports.text(report));
        }
    }
}
