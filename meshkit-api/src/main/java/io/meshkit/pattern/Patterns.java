// SPDX-License-Identifier: Apache-2.0
package io.meshkit.pattern;

import io.meshkit.document.SourceText;
import io.meshkit.mesh.MeshId;
import io.meshkit.mesh.Site;
import io.meshkit.plan.Plan;
import java.nio.file.Path;

/**
 * Reads, writes, renders and plans patterns. Only planning needs a cluster. Thread-safe.
 *
 * <p>To write a pattern in the dialect it was read in, write its {@link Pattern#root() root} with a
 * {@link io.meshkit.spi.DocumentWriter DocumentWriter}; what that gives reads as an equal pattern. {@link #convert} writes it in today's
 * dialect, and {@link #format} changes the text of a file and keeps its comments.
 *
 * @since 0.1.0
 */
public interface Patterns {

    /**
     * Reads a pattern file of any dialect, with the patterns that its services import: {@code type: $(#use ./other.yaml)} for a file in
     * the folder of the importing one or below it, {@code type: $(#use classpath:patterns/other.yaml)} for a resource. Nothing is read from
     * outside that folder, and nothing from a network. The service {@code web} of what the service {@code shop} imports becomes
     * {@code shop.web}, its variable {@code ns} becomes {@code shop.ns}.
     *
     * @param file the file
     * @return the pattern; what is wrong with it and with what it imports is in its report
     * @throws io.meshkit.MeshKitException with code {@code MK-FILE-READ} when the file cannot be read
     */
    Pattern read(Path file);

    /**
     * Reads a pattern of any dialect. A text lies in no folder, so it imports from the class path alone.
     *
     * @param text the text
     * @return the pattern; what is wrong with it is in its report
     */
    Pattern read(SourceText text);

    /**
     * Writes a pattern in the words of {@code meshkit.dev/v1}, whatever dialect it was read in. References stay as they are written, and
     * what imports brought in is written out. Services have readable keys: a key that is a UUID becomes one made from the name or the type,
     * and references and {@code dependsOn} follow it. What a drawing tool noted stays under {@code drawing} of its service. The same
     * pattern gives the same characters in every run. Comments are not part of a pattern and are not written.
     *
     * @param pattern a pattern; parts of it that could not be read are not written
     * @return the text, which reads as the same pattern, and what has no place in it
     */
    ConvertedPattern convert(Pattern pattern);

    /**
     * Formats the text of a pattern file of any dialect, or of any other YAML file, by edits that keep every comment.
     *
     * <p>Older spellings are mended where that is mechanical ({@code depends On}, {@code mutual}, {@code settings.version}), and texts that
     * YAML readers in Go would take for something else ({@code yes}) are put in quotes. Then the layout is made the usual one: line ends are
     * LF, there is no byte order mark, no line ends with blanks, the text ends with one line end, a level of a block is two columns, and the
     * dashes of a list stand in the column of the key that it belongs to. Comments on lines of their own move with what they stand in. The
     * order of keys, blank lines, kinds of quotes and the width of lines stay as they are; so does a document with explicit keys
     * ({@code ? key}).
     *
     * <p>What is formatted means the same as before, which is checked; a formatted text is not changed again. A text with errors of syntax
     * is given back as it is.
     *
     * @param text the text
     * @return the formatted text, and what was changed
     */
    FormattedText format(SourceText text);

    /**
     * Renders a pattern for a mesh, without a cluster.
     *
     * @param pattern the pattern
     * @param mesh the mesh
     * @param options how
     * @return the objects and verdicts
     * @throws io.meshkit.MeshKitException with code {@code MK-ADAPTER-NONE} when there is no adapter for the mesh
     */
    RenderedPattern render(Pattern pattern, MeshId mesh, PatternOptions options);

    /**
     * Plans a pattern at the kit's only site.
     *
     * @param pattern the pattern
     * @param mesh the mesh
     * @return the plan; what is wrong with the pattern is in its report
     * @throws io.meshkit.MeshKitException when there is no site or more than one, or no adapter for the mesh
     * @throws io.meshkit.resource.StoreException when the site cannot be asked
     */
    Plan plan(Pattern pattern, MeshId mesh);

    /**
     * Plans a pattern at a site.
     *
     * @param pattern the pattern
     * @param mesh the mesh
     * @param site where
     * @param options how
     * @return the plan; what is wrong with the pattern is in its report
     * @throws io.meshkit.MeshKitException when there is no adapter for the mesh
     * @throws io.meshkit.resource.StoreException when the site cannot be asked
     */
    Plan plan(Pattern pattern, MeshId mesh, Site site, PatternOptions options);
}
