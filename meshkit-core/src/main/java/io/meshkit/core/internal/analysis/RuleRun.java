// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.analysis;

import static java.util.Objects.requireNonNull;

import io.meshkit.analysis.AnalysisOptions;
import io.meshkit.analysis.Index;
import io.meshkit.analysis.MeshSettings;
import io.meshkit.analysis.Node;
import io.meshkit.analysis.Rule;
import io.meshkit.analysis.RuleInfo;
import io.meshkit.analysis.RuleView;
import io.meshkit.analysis.SkippedRule;
import io.meshkit.analysis.Snapshot;
import io.meshkit.analysis.Unjudged;
import io.meshkit.core.internal.catalog.ForeignFault;
import io.meshkit.core.internal.plan.BodyPlaces;
import io.meshkit.document.JsonPointer;
import io.meshkit.finding.Code;
import io.meshkit.finding.Finding;
import io.meshkit.finding.Severity;
import io.meshkit.resource.GroupKind;
import io.meshkit.resource.Resource;
import io.meshkit.resource.ResourceKey;
import io.meshkit.resource.StoreId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Runs rules over the resources of one snapshot and collects what they say. Used once, on one thread. */
final class RuleRun {

    private final Indexes indexes;
    private final RuleSelection selection;
    private final AnalysisOptions options;
    private final List<Finding> findings = new ArrayList<>();
    private final List<SkippedRule> skipped = new ArrayList<>();
    private final List<Unjudged> unjudged = new ArrayList<>();
    private final Set<ResourceKey> seen = new HashSet<>();
    private int ran;

    RuleRun(Indexes indexes, RuleSelection selection, AnalysisOptions options) {
        this.indexes = indexes;
        this.selection = selection;
        this.options = options;
    }

    void run() {
        for (Rule rule : selection.rules()) {
            RuleInfo info = rule.info();
            Set<GroupKind> missing = missing(info);
            if (missing.isEmpty()) {
                ran++;
                info.subjects().forEach(kind -> run(rule, kind));
            } else {
                skipped.add(new SkippedRule(info, missing));
            }
        }
    }

    List<Finding> findings() {
        return findings;
    }

    List<SkippedRule> skipped() {
        return skipped;
    }

    List<Unjudged> unjudged() {
        return unjudged;
    }

    /** How many rules ran. */
    int rules() {
        return ran;
    }

    /** How many resources were looked at. */
    int resources() {
        return seen.size();
    }

    /** The needed kinds that nothing is known of; of the subjects one is enough. */
    private Set<GroupKind> missing(RuleInfo info) {
        Snapshot snapshot = indexes.snapshot();
        Set<GroupKind> missing = new TreeSet<>();
        info.needs().stream().filter(kind -> !snapshot.isLoaded(kind)).forEach(missing::add);
        if (info.subjects().stream().noneMatch(snapshot::isLoaded)) {
            missing.addAll(info.subjects());
        }
        return missing;
    }

    private void run(Rule rule, GroupKind kind) {
        Severity severity = selection.severity(rule.info());
        for (Resource subject : indexes.snapshot().resources(kind)) {
            String namespace = subject.key().namespace();
            if (options.namespaces().isEmpty() || options.namespaces().contains(namespace)) {
                seen.add(subject.key());
                check(rule, subject, severity);
            }
        }
    }

    private void check(Rule rule, Resource subject, Severity severity) {
        View view = new View(rule.info(), severity, subject);
        try {
            rule.check(subject, view);
        } catch (Throwable thrown) {
            ForeignFault.refuseFatal(thrown);
            findings.add(Finding.error(
                            AnalysisCodes.RULE_FAILED,
                            "the rule " + rule.info().code() + " ("
                                    + rule.getClass().getName() + ") failed at this "
                                    + subject.key().groupKind().kind() + ": " + thrown)
                    .resource(subject.key())
                    .pointer(JsonPointer.ROOT)
                    .at(subject.body())
                    .build());
        }
    }

    /** What one rule sees while it looks at one resource. */
    private final class View implements RuleView {

        private final RuleInfo info;
        private final Severity severity;
        private final Resource subject;

        View(RuleInfo info, Severity severity, Resource subject) {
            this.info = info;
            this.severity = severity;
            this.subject = subject;
        }

        @Override
        public <K, E> List<E> find(Index<K, E> index, K key) {
            return indexes.find(index, requireNonNull(key, "key"));
        }

        @Override
        public Optional<Resource> resource(ResourceKey key) {
            return indexes.resource(key);
        }

        @Override
        public boolean isLoaded(StoreId cluster, GroupKind kind, String namespace) {
            return indexes.snapshot().isLoaded(cluster, kind, namespace);
        }

        @Override
        public MeshSettings settings() {
            return options.settings();
        }

        @Override
        public boolean imitates(String tool) {
            return options.imitated().filter(tool::equals).isPresent();
        }

        @Override
        public void unjudged(String what) {
            unjudged.add(new Unjudged(info.code(), subject.key(), what));
        }

        /** The name that the imitated tool has for it, if it has one. */
        private Code code() {
            return options.imitated()
                    .flatMap(tool ->
                            info.aliases().getOrDefault(tool, Set.of()).stream().findFirst())
                    .map(Code::new)
                    .orElse(info.code());
        }

        @Override
        public void report(Node at, String message, Consumer<Finding.Builder> more) {
            JsonPointer pointer = at.pointer();
            Finding.Builder finding = Finding.of(code(), severity, message)
                    .resource(subject.key())
                    .pointer(pointer)
                    .at(BodyPlaces.nearest(subject.body(), pointer));
            info.aliases().values().forEach(names -> names.forEach(finding::alias));
            more.accept(finding);
            findings.add(finding.build());
        }
    }
}
