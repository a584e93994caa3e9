// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import io.meshkit.core.internal.catalog.ForeignFault;
import io.meshkit.document.JsonPointer;
import io.meshkit.document.MapValue;
import io.meshkit.document.Place;
import io.meshkit.document.Value;
import io.meshkit.finding.Finding;
import io.meshkit.finding.Severity;
import io.meshkit.pattern.CapabilityReport;
import io.meshkit.pattern.Component;
import io.meshkit.pattern.PatternOptions.Unsupported;
import io.meshkit.pattern.Support;
import io.meshkit.pattern.Trait;
import io.meshkit.pattern.TraitDefinition;
import io.meshkit.pattern.TraitRenderer;
import io.meshkit.pattern.Verdict;
import io.meshkit.plan.DesiredResource.Ownership;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Lets the renderers of components and traits write into drafts. Each trait is asked first how far the mesh can do what it asks; what the
 * mesh cannot do is refused, or left out with a warning when the caller says so and leaving it out does no harm.
 */
final class TraitBinder {

    private static final Set<String> INSTALLED = Set.of("Addon", "Mesh");
    private static final Set<String> ALWAYS_THERE = Set.of("default", "kube-system", "kube-public", "kube-node-lease");

    private final Vocabulary vocabulary;
    private final BindContext context;
    private final Unsupported policy;
    private final FindingList findings;
    private final DraftBoard board = new DraftBoard();
    private final List<CapabilityReport.Line> lines = new ArrayList<>();
    private final Set<String> replacementsTold = new HashSet<>();

    TraitBinder(Vocabulary vocabulary, BindContext context, Unsupported policy, FindingList findings) {
        this.vocabulary = vocabulary;
        this.context = context;
        this.policy = policy;
        this.findings = findings;
    }

    Binding bind(Set<String> unsound) {
        List<Component> components = context.pattern().components();
        for (int i = 0; i < components.size(); i++) {
            Component component = components.get(i);
            if (!unsound.contains(component.key())) {
                bind(component, i);
            }
        }
        for (int i = 0; i < components.size(); i++) {
            mark(components.get(i), i);
            extend(components.get(i), i);
        }
        return new Binding(board.objects(), List.copyOf(lines));
    }

    private void bind(Component component, int order) {
        context.current(component);
        board.writer(new Writer(order, component.key(), "", component.keyPlace()));
        if (!stands(component)) {
            return; // its traits would be about nothing
        }
        if (INSTALLED.contains(component.type().text())) {
            ensureNamespace(component);
        }
        for (Trait trait : component.traits()) {
            board.writer(new Writer(
                    order, component.key(), trait.name(), trait.keyPlace().or(component::keyPlace)));
            guarded(trait.name(), trait.keyPlace(), () -> bind(trait, component));
        }
    }

    /** Renders a component without its traits; false when the mesh cannot do it, and that is refused. */
    private boolean stands(Component component) {
        AtomicBoolean refused = new AtomicBoolean();
        vocabulary
                .renderer(component)
                .ifPresent(renderer -> guarded(component.type().text(), component.keyPlace(), () -> {
                    List<Support> supports = renderer.support(component, context);
                    Judged judged = Judged.of(component);
                    supports.forEach(support -> judge(judged, support));
                    Optional<Value> rest = possible(judged, supports);
                    refused.set(rest.isEmpty());
                    rest.map(MapValue.class::cast)
                            .map(settings ->
                                    component.toBuilder().settings(settings).build())
                            .ifPresent(possible -> renderer.render(possible, context, board));
                }));
        return !refused.get();
    }

    /** What is installed needs its namespace; it is made when it is not there and stays when the pattern goes. */
    private void ensureNamespace(Component component) {
        String namespace = context.namespaceOf(component);
        if (!ALWAYS_THERE.contains(namespace)) {
            board.draft("v1", "Namespace", "", namespace).ownership(Ownership.FIELDS_OR_NEW);
        }
    }

    private void bind(Trait trait, Component component) {
        if (vocabulary.isReplaced(trait.name()) && replacementsTold.add(trait.name())) {
            findings.report(PatternCodes.REPLACED_TRAIT
                    .finding("the trait " + trait.name() + " is the one of a plugin, not that of the language")
                    .at(trait.keyPlace()));
        }
        Judged judged = judged(trait, component);
        Optional<TraitRenderer> renderer = vocabulary.trait(trait.name()).flatMap(vocabulary::renderer);
        if (renderer.isEmpty()) {
            judge(
                    judged,
                    new Support(
                            JsonPointer.ROOT,
                            Verdict.UNIMPLEMENTED,
                            "not implemented by this adapter",
                            "write the objects of " + vocabulary.mesh()
                                    + " as raw kinds, or add a provider that renders it"));
            return;
        }
        List<Support> supports = renderer.get().support(trait, component, context);
        boolean whole = supports.stream().anyMatch(support -> support.field().isRoot());
        if (!whole) {
            judge(judged, Support.NATIVE);
        }
        supports.forEach(support -> judge(judged, support));
        possible(judged, supports)
                .map(settings -> new Trait(trait.name(), settings, trait.keyPlace()))
                .ifPresent(rest -> renderer.get().render(rest, component, context, board));
    }

    /** What is left of settings when what the mesh cannot do is taken out; empty when that is refused, or when nothing is left. */
    private Optional<Value> possible(Judged judged, List<Support> supports) {
        Value settings = judged.settings();
        List<JsonPointer> refused = new ArrayList<>();
        for (Support support : supports) {
            if (support.verdict().isRendered()) {
                continue;
            }
            if (isRefused(judged, support) || support.field().isRoot()) {
                return Optional.empty();
            }
            refused.add(support.field());
        }
        refused.sort(TraitBinder::lastFirst);
        for (JsonPointer field : refused) {
            settings = settings.without(field);
        }
        return Optional.of(settings);
    }

    /** Later items of a list before earlier ones and parts before the whole, so that no number changes before it is used. */
    private static int lastFirst(JsonPointer one, JsonPointer other) {
        List<String> ours = one.segments();
        List<String> theirs = other.segments();
        for (int i = 0; i < Math.min(ours.size(), theirs.size()); i++) {
            String our = ours.get(i);
            String their = theirs.get(i);
            int order = Integer.compare(their.length(), our.length());
            if (!our.equals(their)) {
                return order != 0 ? order : their.compareTo(our);
            }
        }
        return Integer.compare(theirs.size(), ours.size());
    }

    /**
     * What a verdict is about: a trait, or a component itself.
     *
     * @param component the key of the component
     * @param name the trait, or the type of the component
     * @param way how people would write where it stands
     * @param settings its settings
     * @param keyPlace where its key is written
     * @param harm what could happen if something of it were left out; empty when nothing
     */
    private record Judged(
            String component, String name, String way, Value settings, Optional<Place> keyPlace, String harm) {

        static Judged of(Component component) {
            return new Judged(
                    component.key(),
                    component.type().text(),
                    component.key(),
                    component.settings(),
                    component.keyPlace(),
                    "");
        }
    }

    private Judged judged(Trait trait, Component component) {
        String way = component.key() + "." + trait.name();
        return new Judged(component.key(), trait.name(), way, trait.settings(), trait.keyPlace(), harm(trait));
    }

    private void judge(Judged judged, Support support) {
        Optional<Place> place = support.field().isRoot()
                ? judged.keyPlace().or(() -> judged.settings().place())
                : Places.of(judged.settings(), support.field()).or(judged::keyPlace);
        lines.add(new CapabilityReport.Line(judged.component(), judged.name(), support, place));
        if (support.verdict() == Verdict.NATIVE) {
            return;
        }
        String field = support.field()
                .toString()
                .replaceAll("/([0-9]+)(?=/|$)", "[$1]")
                .replace('/', '.');
        String what = judged.way() + field + " on " + vocabulary.mesh() + ": ";
        String way = support.workaround().isEmpty() ? "" : "; " + support.workaround();
        String harm = isKept(judged, support) ? "; it is not left out, since " + judged.harm() : "";
        findings.report(
                Finding.of(code(support).code(), severity(judged, support), what + support.reason() + way + harm)
                        .parameter("component", judged.component())
                        .parameter("field", support.field().toString())
                        .parameter("trait", judged.name())
                        .parameter("verdict", support.verdict().name())
                        .at(place));
    }

    private static PatternCodes code(Support support) {
        return support.verdict().isRendered() ? PatternCodes.EMULATED : PatternCodes.NOT_SUPPORTED;
    }

    private Severity severity(Judged judged, Support support) {
        return switch (support.verdict()) {
            case NATIVE, EMULATED -> Severity.INFO;
            case PARTIAL -> Severity.WARNING;
            case NONE, UNIMPLEMENTED -> isRefused(judged, support) ? Severity.ERROR : Severity.WARNING;
        };
    }

    private boolean isRefused(Judged judged, Support support) {
        return policy == Unsupported.REFUSE || isKept(judged, support);
    }

    /** Whether the caller would have it left out, and it is not for the harm that this does. */
    private boolean isKept(Judged judged, Support support) {
        return policy == Unsupported.WARN
                && !support.verdict().isRendered()
                && !support.isHarmless()
                && !judged.harm().isEmpty();
    }

    private String harm(Trait trait) {
        return vocabulary.trait(trait.name()).flatMap(TraitDefinition::harm).orElse("");
    }

    /** Labels and annotations go to the objects that are wholly the component's. */
    private void mark(Component component, int order) {
        if (component.labels().isEmpty() && component.annotations().isEmpty()) {
            return;
        }
        board.writer(new Writer(order, component.key(), "", component.keyPlace()));
        for (DraftObject object : board.objectsOf(component.key())) {
            if (object.combinedOwnership() == Ownership.WHOLE) {
                set(object, "labels", component.labels());
                set(object, "annotations", component.annotations());
            }
        }
    }

    private static void set(DraftObject object, String part, MapValue entries) {
        entries.forEach(entry ->
                object.set(JsonPointer.of("metadata", part, entry.key()).toString(), entry.value()));
    }

    /** Lays the overlays for this mesh over the objects of the component. */
    private void extend(Component component, int order) {
        for (MapValue.Entry mesh : component.extensions()) {
            if (!context.isKnown(mesh.key())) {
                findings.report(PatternCodes.UNKNOWN_MESH
                        .finding("nobody knows a mesh \"" + mesh.key() + "\", so the extension of " + component.key()
                                + " for it is laid over nothing"
                                + Suggestion.sentence(mesh.key(), context.knownMeshes()))
                        .at(component.extensions().keyPlace(mesh.key())));
            } else if (!mesh.key().equals(vocabulary.mesh().value())) {
                findings.report(PatternCodes.OTHER_EXTENSION
                        .finding("the extension of " + component.key() + " for " + mesh.key() + " is left out on "
                                + vocabulary.mesh())
                        .at(component.extensions().keyPlace(mesh.key())));
            } else if (mesh.value() instanceof MapValue kinds) {
                kinds.forEach(kind -> extend(component, order, kinds, kind));
            }
        }
    }

    private void extend(Component component, int order, MapValue kinds, MapValue.Entry kind) {
        Optional<Place> place = kinds.keyPlace(kind.key());
        board.writer(new Writer(order, component.key(), "extensions", place));
        List<DraftObject> objects = board.objectsOf(component.key()).stream()
                .filter(object -> object.key().groupKind().kind().equals(kind.key()))
                .toList();
        if (objects.isEmpty()) {
            findings.report(PatternCodes.IDLE_EXTENSION
                    .finding(component.key() + " renders no " + kind.key() + " that the extension could be laid over")
                    .at(place));
        }
        boolean keeps = objects.stream().allMatch(object -> keepsIdentity(object, kind.value()));
        if (keeps) {
            objects.forEach(object -> object.overlay(kind.value()));
        }
    }

    /** An overlay changes what an object says, not which object it is. */
    private boolean keepsIdentity(DraftObject object, Value overlay) {
        Map<String, String> identity = Map.of(
                "/apiVersion", object.isDrafted() ? object.apiVersion().text() : apiVersion(object),
                "/kind", object.key().groupKind().kind(),
                "/metadata/name", object.key().name(),
                "/metadata/namespace", object.key().namespace());
        boolean keeps = true;
        for (String part : new TreeSet<>(identity.keySet())) {
            Optional<Value> written =
                    overlay.find(part).filter(value -> !value.toString().equals(identity.get(part)));
            if (written.isPresent()) {
                keeps = false;
                findings.report(PatternCodes.OTHER_IDENTITY
                        .finding("the extension would make another object of " + object.key() + " by "
                                + part.substring(1).replace('/', '.') + ": " + written.get()
                                + "; leave it out, or write the other object as a service of its own")
                        .at(Places.of(overlay, JsonPointer.parse(part))));
            }
        }
        return keeps;
    }

    private static String apiVersion(DraftObject object) {
        return ((MapValue) object.wholes().get(0).value()).text("apiVersion").orElse("");
    }

    /** Renderers may come from anywhere; one that fails is a finding, and the rest goes on. */
    private void guarded(String what, Optional<Place> place, Runnable work) {
        try {
            work.run();
        } catch (Throwable failure) {
            ForeignFault.refuseFatal(failure);
            findings.report(PatternCodes.RENDERER_FAILED
                    .finding("the renderer of " + what + " for " + vocabulary.mesh() + " failed: " + failure)
                    .at(place));
        }
    }
}
