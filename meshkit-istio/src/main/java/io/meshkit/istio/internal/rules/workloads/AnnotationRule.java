// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.workloads;

import io.meshkit.analysis.Node;
import io.meshkit.analysis.PodTemplate;
import io.meshkit.analysis.Rule;
import io.meshkit.analysis.RuleView;
import io.meshkit.document.MapValue;
import io.meshkit.document.Place;
import io.meshkit.istio.internal.rules.model.AnnotationCatalogue;
import io.meshkit.istio.internal.rules.model.AnnotationCatalogue.Annotation;
import io.meshkit.istio.internal.rules.model.Kinds;
import io.meshkit.istio.internal.rules.model.Owners;
import io.meshkit.resource.GroupKind;
import io.meshkit.resource.Resource;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the rules on annotations have in common: they look at each annotation of Istio on a resource, and on the pods that a workload makes.
 * Istio's own analyzer does not look at the latter, where most of them are: istio/istio:pkg/config/analysis/analyzers/annotations.
 */
abstract class AnnotationRule implements Rule {

    private static final Set<GroupKind> LOOKED_AT_BY_ISTIOCTL =
            Set.of(Kinds.NAMESPACE, Kinds.SERVICE, PodTemplate.POD, Kinds.DEPLOYMENT);

    private final AnnotationCatalogue catalogue;

    AnnotationRule(AnnotationCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** The kinds that may bear annotations of Istio. */
    static GroupKind[] subjects() {
        Set<GroupKind> kinds = new TreeSet<>(PodTemplate.KINDS);
        kinds.add(Kinds.NAMESPACE);
        kinds.add(Kinds.SERVICE);
        return kinds.toArray(new GroupKind[0]);
    }

    /**
     * An annotation as it is used.
     *
     * @param at its entry
     * @param kind the kind that bears it; Pod in the template of a workload
     * @param bearer the root of what bears it
     */
    record Use(Node at, String kind, Node bearer) {

        String name() {
            return at.key();
        }

        /** Where its name is written. */
        Optional<Place> keyPlace() {
            return bearer.get("metadata", "annotations")
                    .value()
                    .flatMap(all -> all instanceof MapValue map ? map.keyPlace(name()) : Optional.empty());
        }
    }

    @Override
    public final void check(Resource resource, RuleView view) {
        boolean imitates = view.imitates("istioctl");
        GroupKind kind = resource.key().groupKind();
        if (imitates ? !LOOKED_AT_BY_ISTIOCTL.contains(kind) : Owners.isMadeByAnother(resource, view)) {
            return;
        }
        checkAll(Node.of(resource), kind.kind(), view);
        if (!imitates && PodTemplate.KINDS.contains(kind) && !kind.equals(PodTemplate.POD)) {
            checkAll(Node.of(resource, PodTemplate.of(resource).at()), PodTemplate.POD.kind(), view);
        }
    }

    private void checkAll(Node bearer, String kind, RuleView view) {
        for (Node annotation : bearer.get("metadata", "annotations").entries()) {
            Use use = new Use(annotation, kind, bearer);
            if (isIstios(use.name(), view)) {
                Optional<Annotation> known = catalogue.find(use.name());
                if (known.isPresent()) {
                    known(known.get(), use, view);
                } else {
                    unknown(use, view);
                }
            }
        }
    }

    private static boolean isIstios(String name, RuleView view) {
        // the one annotation of Kubernetes that Istio documents
        if (name.equals("kubernetes.io/ingress.class")) {
            return true;
        }
        int slash = name.indexOf('/');
        String domain = slash < 0 ? name : name.substring(0, slash);
        return view.imitates("istioctl")
                ? domain.endsWith("istio.io")
                : domain.equals("istio.io") || domain.endsWith(".istio.io");
    }

    /** Looks at an annotation that Istio knows. */
    void known(Annotation annotation, Use use, RuleView view) {}

    /** Looks at an annotation that has a name of Istio's and is none of its. */
    void unknown(Use use, RuleView view) {}

    /** The annotations that Istio knows. */
    final AnnotationCatalogue catalogue() {
        return catalogue;
    }
}
