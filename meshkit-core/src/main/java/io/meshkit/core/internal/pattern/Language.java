// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import io.meshkit.pattern.PatternCheck;
import io.meshkit.pattern.PatternDialect;
import io.meshkit.pattern.TraitDefinition;
import io.meshkit.spi.DocumentReader;
import io.meshkit.spi.ProviderFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** All words that patterns may use: what comes with the engine, and what plugins add. Immutable and thread-safe. */
final class Language {

    private final PatternReader patterns;
    private final Imports imports;
    private final ServiceNames names;
    private final Map<String, TraitDefinition> traits;
    private final Set<String> replaced;
    private final List<ProviderFailure> failed;
    private final List<PatternCheck> checks;
    private final Normaliser normaliser;
    private final PatternSchemas schemas;
    private final RawKinds kinds;
    private final Function<String, @Nullable String> environment;

    /** A trait of a plugin replaces one of the same name that comes with the engine, and whoever uses it is told. */
    Language(DocumentReader reader, Additions additions) {
        Resources resources = new Resources(reader);
        this.schemas = new PatternSchemas(resources);
        Aliases aliases = new Aliases(resources);
        this.normaliser = new Normaliser(aliases);
        this.kinds = new RawKinds(resources);
        this.environment = additions.environment();
        MesheryModels models = new MesheryModels(aliases, kinds);
        FreeFormMaps free = new FreeFormMaps(resources, kinds);
        List<PatternDialect> all = new ArrayList<>(Dialects.bundled(
                new ServicesReader(schemas, normaliser, models, free), new DesignReader(schemas, normaliser, models)));
        all.addAll(additions.dialects());
        this.patterns = new PatternReader(all);
        this.traits = new TreeMap<>();
        CoreTraits.all(resources).forEach(trait -> traits.put(trait.name(), trait));
        this.replaced = new TreeSet<>();
        for (TraitDefinition trait : additions.traits()) {
            if (traits.put(trait.name(), trait) != null) {
                replaced.add(trait.name());
            }
        }
        this.names = new ServiceNames(traits.values());
        this.imports = new Imports(patterns, reader, names, additions.loader());
        this.failed = List.copyOf(additions.failed());
        List<PatternCheck> allChecks = new ArrayList<>(Checks.bundled());
        allChecks.addAll(additions.checks());
        this.checks = List.copyOf(allChecks);
    }

    /**
     * What plugins and the surroundings add.
     *
     * @param dialects further dialects
     * @param traits further traits
     * @param failed providers whose traits are missing, since they failed
     * @param checks further checks
     * @param environment the environment variables by name, null for those not set
     * @param loader the class path that patterns may be imported from
     */
    record Additions(
            List<PatternDialect> dialects,
            List<TraitDefinition> traits,
            List<ProviderFailure> failed,
            List<PatternCheck> checks,
            Function<String, @Nullable String> environment,
            Supplier<ClassLoader> loader) {}

    PatternReader patterns() {
        return patterns;
    }

    Imports imports() {
        return imports;
    }

    ServiceNames names() {
        return names;
    }

    List<PatternCheck> checks() {
        return checks;
    }

    Normaliser normaliser() {
        return normaliser;
    }

    PatternSchemas schemas() {
        return schemas;
    }

    Function<String, @Nullable String> environment() {
        return environment;
    }

    Vocabulary on(Target target) {
        return new Vocabulary(target.mesh(), target.rendering(), traits, replaced, failed, kinds);
    }
}
