// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import io.meshkit.document.SourceText;
import io.meshkit.finding.Finding;
import io.meshkit.pattern.Component;
import io.meshkit.pattern.Pattern;
import io.meshkit.spi.DocumentReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Puts the services of other patterns in the place of the services that import them. Depth, number and size of all imports of a pattern
 * are bounded; a file that imports itself by a detour is found. Stateless and thread-safe.
 */
final class Imports {

    private static final int DEEPEST = 8;
    private static final int MOST_FILES = 64;
    private static final long MOST_BYTES = 16L << 20;

    private final PatternReader patterns;
    private final DocumentReader reader;
    private final ServiceNames names;
    private final ImportLocations locations;

    Imports(PatternReader patterns, DocumentReader reader, ServiceNames names, Supplier<ClassLoader> loader) {
        this.patterns = patterns;
        this.reader = reader;
        this.names = names;
        this.locations = new ImportLocations(loader);
    }

    /**
     * A file on the way from the first one to an import.
     *
     * @param identity what tells the file from others
     * @param name its name in messages
     */
    private record Step(String identity, String name) {}

    /** What a pattern may still import. */
    private static final class Budget {
        int files = MOST_FILES;
        long bytes = MOST_BYTES;
    }

    /**
     * The pattern with all it imports.
     *
     * @param pattern the pattern as it was read
     * @param identity what tells its file from others
     * @param home what lies beside it
     */
    Pattern inline(Pattern pattern, String identity, Home home) {
        Step first = new Step(identity, pattern.source().name());
        return inline(pattern, home, List.of(first), new Budget());
    }

    /** Calls itself once a level of imports, whose number is bounded. */
    private Pattern inline(Pattern pattern, Home home, List<Step> chain, Budget budget) {
        if (pattern.components().stream().noneMatch(Imports::isImport)) {
            return pattern;
        }
        FindingList findings = new FindingList();
        Graft graft = new Graft(pattern, names, findings);
        for (Component component : pattern.components()) {
            Optional<ImportText> text = ImportText.of(component);
            if (text.isEmpty()) {
                graft.keep(component);
                continue;
            }
            try {
                graft.put(component, imported(component, text.get(), home, chain, budget, findings));
            } catch (ImportRefused refusal) {
                graft.refuse(component, refusal.reason());
            }
        }
        Pattern grafted = graft.pattern();
        return grafted.toBuilder().findings(findings.all()).build();
    }

    static boolean isImport(Component component) {
        return ImportText.of(component).isPresent();
    }

    private Pattern imported(
            Component importer, ImportText text, Home home, List<Step> chain, Budget budget, FindingList findings)
            throws ImportRefused {
        if (chain.size() > DEEPEST) {
            throw new ImportRefused("imports go deeper than " + DEEPEST + " files: " + names(chain) + " -> "
                    + text.location() + "; import it from a file nearer to the first");
        }
        if (budget.files == 0) {
            throw new ImportRefused("there are more than " + MOST_FILES + " imports; this one is not read: "
                    + names(chain) + " -> " + text.location());
        }
        Home.Found found = locations.find(text, home, budget.bytes);
        List<Step> longer = new ArrayList<>(chain);
        longer.add(new Step(found.identity(), found.source().name()));
        if (chain.stream().anyMatch(step -> step.identity().equals(found.identity()))) {
            throw new ImportRefused("imports go in a circle: " + names(longer));
        }
        if (found.content().length > budget.bytes) {
            throw new ImportRefused("all imports together have more than " + (MOST_BYTES >> 20)
                    + " MB; this one is not read: " + names(longer));
        }
        budget.files--;
        budget.bytes -= found.content().length;
        SourceText content = new SourceText(found.source(), ImportLocations.text(found));
        Pattern read = inline(patterns.read(found.source(), reader.read(content)), found.home(), longer, budget);
        for (Finding finding : read.report().findings()) {
            findings.report(Places.related(finding, importer.type().place(), "imported here"));
        }
        return read;
    }

    private static String names(List<Step> chain) {
        return String.join(" -> ", chain.stream().map(Step::name).toList());
    }

    /**
     * The pattern without services whose import failed, so that nobody waits for what will not be there. Says so for those that were never
     * tried, as in a pattern made by code.
     */
    static Pattern withoutFailed(Pattern pattern, FindingList findings) {
        Set<String> failed = new HashSet<>();
        List<Component> left = new ArrayList<>();
        for (Component component : pattern.components()) {
            if (!isImport(component)) {
                left.add(component);
                continue;
            }
            failed.add(component.key());
            boolean told = pattern.report().findings().stream()
                    .anyMatch(finding -> finding.code().equals(PatternCodes.NOT_IMPORTED.code())
                            && finding.place().equals(component.type().place()));
            if (!told) {
                findings.report(PatternCodes.NOT_IMPORTED
                        .finding(component.type() + " was not imported; read the pattern from its file")
                        .at(component.keyPlace())
                        .at(component.type()));
            }
        }
        if (failed.isEmpty()) {
            return pattern;
        }
        Map<String, List<String>> nothing = new HashMap<>();
        failed.forEach(key -> nothing.put(key, List.of()));
        return pattern.toBuilder()
                .components(left.stream()
                        .map(component -> Graft.waitingForAll(component, nothing))
                        .toList())
                .build();
    }
}
