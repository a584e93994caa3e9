// SPDX-License-Identifier: Apache-2.0
package io.meshkit.it.reference;

import io.meshkit.MeshKit;
import io.meshkit.core.schema.SchemaCodes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Makes the pages of {@code docs/reference}. */
final class ReferencePages {

    private static final String MADE =
            "<!-- Made by ReferencePagesTest; run it with -Dgolden.update=true to make it anew. -->\n";

    /** What codes mean that have no comment where they are declared. */
    private static final Map<String, String> MEANINGS = Map.ofEntries(
            Map.entry("MK-FILE-READ", "A file or folder cannot be read."),
            Map.entry("MK-FILE-WRITE", "A file cannot be written."),
            Map.entry("MK-INTERRUPTED", "The waiting thread was interrupted; its interrupt flag is set again."),
            Map.entry("MK-PLAN-ACTION", "A step needs a handler that nobody provides."),
            Map.entry("MK-PLAN-DIGEST", "A saved plan is not the one that was saved: its digest does not fit."),
            Map.entry("MK-PLAN-ERRORS", "The report of the plan has errors, so it is not applied."),
            Map.entry("MK-PLAN-FORM", "A saved plan cannot be read."),
            Map.entry("MK-PLAN-INCOMPLETE", "The operation was cancelled before all steps were done."),
            Map.entry(
                    "MK-PLAN-NAMESPACE-STAYS",
                    "All was rolled back but the Namespace that holds the records of the set."),
            Map.entry("MK-PLAN-NOT-READY", "A resource does not do its work, or is not gone, in the time allowed."),
            Map.entry("MK-PLAN-SECRET", "The plan refers to a secret that is not known here."),
            Map.entry(
                    "MK-PLAN-NOT-UNDONE",
                    "A step was not rolled back, since others have written to its object or it cannot be undone."),
            Map.entry(
                    "MK-PLAN-STALE",
                    "What the plan was made on has changed since, so it, or this step of it, wrote nothing."),
            Map.entry("MK-PLAN-STEP", "A saved plan has a step of a kind that this version does not know."),
            Map.entry("MK-PLAN-STEP-BROKE", "A step failed in a way that it must not."),
            Map.entry("MK-PLAN-STORE", "The plan was made for another store."),
            Map.entry("MK-PLAN-TIMEOUT", "The operation has not ended in the time that was waited; it goes on."),
            Map.entry("MK-PLAN-VERSION", "A saved plan is of a form that this version does not know."),
            Map.entry("MK-PROVIDER-NOT-APPLICABLE", "A provider has nothing to do in this process and is skipped."),
            Map.entry("MK-REVISION-ABSENT", "The revision is not kept, or none is."),
            Map.entry("MK-REVISION-DAMAGED", "A kept revision cannot be read."),
            Map.entry("MK-RUNTIME-NONE", "There is no runtime on the class path, only the interfaces."),
            Map.entry("MK-SCHEMA-INVALID", "A JSON Schema, or the schema of a definition, is wrong itself."));

    private static final String PROVIDER_REMEDY =
            "The entry in `kit.providers().failed()` names the jar and says what to do.";

    private final Path root;

    ReferencePages(Path root) {
        this.root = root;
    }

    /** The pages by name. */
    Map<String, String> all() throws IOException {
        Map<String, String> pages = new LinkedHashMap<>();
        CodeCatalogue codes = CodeCatalogue.read(root);
        describeSchemaCodes(codes);
        describeErrors(codes);
        pages.put("findings.md", findings(codes));
        pages.put("error-codes.md", errors(codes));
        Schemas schemas = new Schemas(root);
        try (MeshKit kit = MeshKit.offline()) {
            LanguagePages language = new LanguagePages(schemas, kit);
            pages.put("pattern-format.md", language.format());
            pages.put("components.md", language.components());
            pages.put("traits.md", language.traits());
            pages.put("rules.md", MADE + RulesPage.of(kit.analysis().rules()));
        }
        return pages;
    }

    static String head(String title) {
        return "# " + title + "\n\n" + MADE + "\n";
    }

    private static String findings(CodeCatalogue codes) {
        StringBuilder page = new StringBuilder(head("Findings"));
        page.append("""
            A finding says what is wrong with a file, or worth knowing about it: a stable code, a severity, a message, the place, and related places.
            Codes keep their meaning; messages may get better. An `error` keeps a plan from being applied, a `warning` does not, an `info` tells what
            was decided for you.

            | code | severity | meaning |
            | --- | --- | --- |
            """);
        codes.codes("MK").forEach((code, entry) -> {
            if (!code.startsWith("MK-")) {
                page.append("| `" + code + "` | " + String.join(", ", entry.severities()) + " | "
                        + cell(entry.meanings()) + " |\n");
            }
        });
        return page.toString();
    }

    private static String errors(CodeCatalogue codes) {
        StringBuilder page = new StringBuilder(head("Error codes"));
        page.append("""
            What MeshKit could not do is a `MeshKitException` with a stable code, a message and a remedy. An ellipsis stands for what is known only then.
            The message has the remedy at its end, behind the code.

            | code | meaning | remedy |
            | --- | --- | --- |
            """);
        codes.codes("MK-")
                .forEach((code, entry) -> page.append(
                        "| `" + code + "` | " + cell(entry.meanings()) + " | " + cell(entry.remedies()) + " |\n"));
        return page.toString();
    }

    static String cell(Collection<String> texts) {
        return texts.stream()
                .map(text -> text.replace("|", "\\|").replace("<", "&lt;"))
                .collect(Collectors.joining("<br>"));
    }

    private static void describeErrors(CodeCatalogue codes) {
        codes.codes("MK-").forEach((code, entry) -> {
            if (entry.meanings().isEmpty() && MEANINGS.containsKey(code)) {
                entry.meanings().add(MEANINGS.get(code));
            }
            if (entry.remedies().isEmpty() && code.startsWith("MK-PROVIDER-")) {
                entry.remedies().add(PROVIDER_REMEDY);
            }
        });
    }

    /** What the codes of schemas mean stands at the components of their record. */
    private void describeSchemaCodes(CodeCatalogue codes) throws IOException {
        Map<String, io.meshkit.finding.Code> byName = Map.of(
                "unknownKey", SchemaCodes.PATTERN.unknownKey(),
                "wrongType", SchemaCodes.PATTERN.wrongType(),
                "wrongValue", SchemaCodes.PATTERN.wrongValue(),
                "missingKey", SchemaCodes.PATTERN.missingKey());
        String source =
                Files.readString(root.resolve("meshkit-core/src/main/java/io/meshkit/core/schema/SchemaCodes.java"));
        Matcher component = Pattern.compile("@param (\\w+) (.*)").matcher(source);
        while (component.find()) {
            CodeCatalogue.Entry entry = codes.entry(byName.get(component.group(1)));
            entry.meanings().add(CodeDeclarations.sentence(component.group(2)));
            entry.severities().add("error");
        }
    }
}
