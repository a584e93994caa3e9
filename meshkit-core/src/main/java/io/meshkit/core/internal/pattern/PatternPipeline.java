// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import io.meshkit.core.document.ManifestReader;
import io.meshkit.core.internal.catalog.ForeignFault;
import io.meshkit.core.internal.pattern.ReferenceResolver.Resolution;
import io.meshkit.core.internal.pattern.SchemaStage.Sound;
import io.meshkit.document.MapValue;
import io.meshkit.document.SourceId;
import io.meshkit.document.TextValue;
import io.meshkit.finding.Finding;
import io.meshkit.mesh.MeshId;
import io.meshkit.pattern.CapabilityReport;
import io.meshkit.pattern.ConvertedPattern;
import io.meshkit.pattern.Pattern;
import io.meshkit.pattern.PatternCheck;
import io.meshkit.pattern.PatternOptions;
import io.meshkit.pattern.RenderedPattern;
import io.meshkit.plan.DesiredState;
import io.meshkit.resource.SetId;
import io.meshkit.spi.ReadResult;

/**
 * The way of a pattern, from what was read to what shall be there:
 *
 * <pre>
 * documents → {@link PatternReader dialect} → {@link ServicesReader} or {@link DesignReader model} → {@link Normaliser one vocabulary} → {@link Imports}
 *   → {@link Drawing without what is drawn only} → {@link Variables} → {@link ReferenceResolver references} → {@link Guards} → {@link SchemaStage schemas} → {@link ImpliedSettings} → {@link Checks}
 *   → {@link TraitBinder drafts of one mesh} → {@link DesiredAssembly objects in order}
 * </pre>
 *
 * <p>Each stage takes a pattern and gives a pattern, and reports what it finds; none stops the way, so that one run tells all. Immutable and
 * thread-safe.
 */
final class PatternPipeline {

    private final Language language;

    PatternPipeline(Language language) {
        this.language = language;
    }

    /** The first half: what a text says, whatever the mesh. */
    Pattern read(SourceId source, ReadResult text) {
        return read(source, text, source.name(), Home.NOWHERE);
    }

    /** The same of a file that lies somewhere, so that it can import what lies beside it. */
    Pattern read(SourceId source, ReadResult text, String identity, Home home) {
        return language.imports().inline(readAlone(source, text), identity, home);
    }

    /** What a text says itself, imports not read. */
    Pattern readAlone(SourceId source, ReadResult text) {
        return language.patterns().read(source, text);
    }

    /** A pattern in the words of today. */
    ConvertedPattern convert(Pattern pattern) {
        return new PatternConverter(language.names()).convert(pattern);
    }

    /** The second half: what that means on one mesh. */
    RenderedPattern render(Pattern drawn, Target target, PatternOptions options) {
        FindingList findings = new FindingList();
        findings.reportAll(drawn.report().findings());
        Pattern read = Imports.withoutFailed(Drawing.without(drawn), findings);
        refuseOtherMesh(read, target.mesh(), findings);

        Variables declared = new Variables(read, findings);
        MapValue variables = declared.values(options.variables());
        Environment environment = new Environment(options.environment(), language.environment());
        Resolution resolution = new ReferenceResolver(environment, findings).resolve(read, variables);
        declared.check(resolution.pattern().vars());
        Pattern resolved = language.normaliser().legacyValues(resolution.pattern(), findings);
        Pattern counting =
                new Guards(target.mesh(), target.known(), resolved, target.version(), findings).apply(resolved);

        Vocabulary vocabulary = language.on(target);
        Sound sound = new SchemaStage(vocabulary, language.schemas(), findings).check(counting, resolution.broken());
        Pattern complete = ImpliedSettings.complete(sound.pattern());
        language.checks().forEach(check -> run(check, complete, findings));

        ManifestFolders folders = new ManifestFolders(options.manifests(), new ManifestReader());
        BindContext context =
                new BindContext(target, complete, options.namespace(), folders, vocabulary.kinds(), findings);
        Binding binding = new TraitBinder(vocabulary, context, options.unsupported(), findings).bind(sound.unsound());
        folders.checkUnused(read.name().place(), findings);

        SetId set = SetName.of(read, options.namespace(), findings);
        DesiredState desired =
                new DesiredAssembly(complete, target.rendering(), target.schemas(), findings).assemble(binding, set);
        return new RenderedPattern(desired, new CapabilityReport(target.mesh(), binding.lines()));
    }

    private static void refuseOtherMesh(Pattern pattern, MeshId mesh, FindingList findings) {
        pattern.mesh()
                .filter(named -> !named.text().equals("auto") && !named.text().equals(mesh.value()))
                .ifPresent(named -> findings.report(otherMesh(named, mesh)));
    }

    private static Finding.Builder otherMesh(TextValue named, MeshId mesh) {
        return PatternCodes.OTHER_MESH
                .finding("the pattern is for " + named + " and was asked for on " + mesh + "; ask for it on " + named
                        + ", or name no mesh in it")
                .at(named);
    }

    /** Checks may come from plugins; one that fails is a finding. */
    private static void run(PatternCheck check, Pattern pattern, FindingList findings) {
        try {
            check.check(pattern, findings);
        } catch (Throwable failure) {
            ForeignFault.refuseFatal(failure);
            findings.report(PatternCodes.RENDERER_FAILED
                    .finding("the check " + check.getClass().getName() + " failed: " + failure)
                    .at(pattern.name()));
        }
    }
}
