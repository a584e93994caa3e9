// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.routing;

import io.meshkit.analysis.Index;
import io.meshkit.analysis.Node;
import io.meshkit.analysis.Rule;
import io.meshkit.analysis.RuleInfo;
import io.meshkit.analysis.RuleView;
import io.meshkit.istio.internal.rules.model.Hosts;
import io.meshkit.istio.internal.rules.model.Kinds;
import io.meshkit.istio.internal.rules.model.ServiceRegistry;
import io.meshkit.istio.internal.rules.model.VirtualServices;
import io.meshkit.resource.Resource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Side-cars of one namespace see two VirtualServices for one host. istioctl also counts a host that one VirtualService names twice, and
 * wildcards over the hosts of single namespaces, of which the most specific wins without conflict, and VirtualServices of other clusters,
 * though each control plane follows those of its own.
 */
final class SameHostInMesh implements Rule {

    private static final RuleInfo INFO = RuleInfo.error(
                    "MKV-ISTIO-VS-004", "Two VirtualServices of the mesh have one host")
            .alias("istioctl", "IST0109")
            .alias("kiali", "KIA1106")
            .group("virtualservice.ConflictingMeshGatewayHostsAnalyzer")
            .subject(Kinds.VIRTUAL_SERVICE)
            .reason("Side-cars follow one of them, the older as a rule; the routes of the other have no effect.")
            .remedy("Put the routes into one VirtualService, or export each to namespaces of its own.")
            .build();

    private static final Index<String, Said> BY_HOST = Index.of(
            "virtual services of the mesh by host",
            Set.of(Kinds.VIRTUAL_SERVICE),
            (virtualService, entries) -> said(virtualService).forEach(said -> entries.accept(said.host, said)));

    private static final Index<String, Said> BELOW = Index.of(
            "virtual services of the mesh by the ends of their hosts",
            Set.of(Kinds.VIRTUAL_SERVICE),
            (virtualService, entries) -> said(virtualService).forEach(said -> ends(said, entries)));

    /** A host that a VirtualService names, and one namespace that sees it. */
    private record Said(Resource by, String host, String scope) {}

    private static List<Said> said(Resource virtualService) {
        List<Said> said = new ArrayList<>();
        if (VirtualServices.isForMesh(virtualService)) {
            Node spec = Node.of(virtualService).get("spec");
            String namespace = virtualService.key().namespace();
            Set<String> scopes = ServiceRegistry.scopes(spec.get("exportTo").textItems(), namespace);
            for (String host : spec.get("hosts").textItems()) {
                scopes.forEach(scope -> said.add(new Said(virtualService, Hosts.indexed(host, namespace), scope)));
            }
        }
        return said;
    }

    private static void ends(Said said, BiConsumer<String, Said> entries) {
        Hosts.wildcards(said.host).forEach(wild -> entries.accept(wild, said));
    }

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Resource virtualService, RuleView view) {
        Node hosts = Node.of(virtualService).get("spec", "hosts");
        Set<Resource> others = new LinkedHashSet<>();
        Node first = null;
        for (Node host : hosts.items()) {
            String qualified =
                    Hosts.qualified(host.text(""), virtualService.key().namespace(), view.settings());
            Set<Resource> here = rivals(virtualService, qualified, view);
            if (!here.isEmpty() && first == null) {
                first = host;
            }
            others.addAll(here);
        }
        if (first != null && VirtualServices.isForMesh(virtualService)) {
            view.report(
                    first,
                    "the host \"" + first.text("") + "\" is also that of " + names(virtualService, others),
                    finding -> {
                        for (Resource other : others) {
                            finding.related(
                                    Node.of(other).get("spec", "hosts").value().flatMap(value -> value.place()),
                                    "the other hosts");
                        }
                    });
        }
    }

    private static String names(Resource self, Set<Resource> others) {
        return String.join(
                ", ",
                others.stream()
                        .map(other -> other == self
                                ? "itself, by another name"
                                : other.key().toString())
                        .toList());
    }

    private static Set<Resource> rivals(Resource self, String host, RuleView view) {
        boolean asIstioctl = view.imitates("istioctl");
        List<Said> mine = new ArrayList<>();
        List<Said> theirs = new ArrayList<>();
        for (String form : Hosts.forms(host, view.settings())) {
            for (Said said : view.find(BY_HOST, form)) {
                (said.by == self ? mine : theirs).add(said);
            }
        }
        Set<Resource> rivals = new LinkedHashSet<>();
        if (asIstioctl && mine.stream().map(Said::scope).distinct().count() < mine.size()) {
            rivals.add(self);
        }
        for (Said my : mine) {
            theirs.stream()
                    .filter(their -> meet(my, their) && (asIstioctl || isNear(my, their)))
                    .forEach(their -> rivals.add(their.by));
            if (asIstioctl) {
                wildRivals(my, host, view).forEach(their -> rivals.add(their.by));
            }
        }
        return rivals;
    }

    private static boolean meet(Said one, Said other) {
        return one.scope.equals(other.scope)
                || one.scope.equals(ServiceRegistry.EVERYWHERE)
                || other.scope.equals(ServiceRegistry.EVERYWHERE);
    }

    private static boolean isNear(Said one, Said other) {
        return one.by.key().store().equals(other.by.key().store());
    }

    /** Hosts with a wildcard that stand for each other, one of them seen everywhere and the other in one namespace. */
    private static List<Said> wildRivals(Said my, String host, RuleView view) {
        List<Said> wild = new ArrayList<>();
        Hosts.wildcards(host).forEach(end -> wild.addAll(view.find(BY_HOST, end)));
        if (my.host.startsWith("*")) {
            Hosts.forms(host, view.settings()).forEach(form -> wild.addAll(view.find(BELOW, form)));
        }
        wild.removeIf(their -> their.by == my.by
                || my.scope.equals(ServiceRegistry.EVERYWHERE) == their.scope.equals(ServiceRegistry.EVERYWHERE));
        return wild;
    }
}
