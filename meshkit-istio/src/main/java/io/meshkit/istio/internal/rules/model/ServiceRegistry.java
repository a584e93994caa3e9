// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.model;

import io.meshkit.analysis.Index;
import io.meshkit.analysis.MeshSettings;
import io.meshkit.analysis.Node;
import io.meshkit.analysis.Presence;
import io.meshkit.analysis.RuleView;
import io.meshkit.resource.Resource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/**
 * The hosts that Istio knows: Services of Kubernetes under their full names, and the hosts of ServiceEntries, each visible to the namespaces
 * it is exported to. Services are known to all clusters of a mesh, ServiceEntries to their own. One host may have several: a Service of
 * that name in each cluster, or ServiceEntries for a port each, whose ports Istio puts together
 * (istio/istio:pilot/pkg/model/sidecar.go).
 */
public final class ServiceRegistry {

    public static final String EVERYWHERE = "*";
    private static final String EXPORT_TO = "networking.istio.io/exportTo";

    private static final Index<Key, Resource> BY_HOST = Index.of(
            "services by the namespaces that see them and host",
            Set.of(Kinds.SERVICE, Kinds.SERVICE_ENTRY),
            ServiceRegistry::entries);

    private final RuleView view;
    private final MeshSettings mesh;

    public ServiceRegistry(RuleView view) {
        this.view = view;
        mesh = view.settings();
    }

    /** A host as one namespace sees it, or all; names in the domain of the cluster stand without it, as indexes know no settings. */
    private record Key(String scope, String host) {}

    private static void entries(Resource resource, BiConsumer<Key, Resource> into) {
        String namespace = resource.key().namespace();
        if (resource.key().groupKind().equals(Kinds.SERVICE)) {
            String exported = resource.annotations().getOrDefault(EXPORT_TO, EVERYWHERE);
            for (String scope : scopes(List.of(exported.split(",", -1)), namespace)) {
                into.accept(new Key(scope, Hosts.indexed(resource.key().name(), namespace)), resource);
            }
            return;
        }
        Node spec = Node.of(resource).get("spec");
        Set<String> scopes = scopes(spec.get("exportTo").textItems(), namespace);
        for (String host : spec.get("hosts").textItems()) {
            scopes.forEach(scope -> into.accept(new Key(scope, host), resource));
        }
    }

    /** The namespaces that see something: those it is exported to, {@code .} for its own; {@code *}, which is the default, for all. */
    public static Set<String> scopes(List<String> exportTo, String namespace) {
        Set<String> scopes = new LinkedHashSet<>();
        for (String target : exportTo) {
            String name = target.trim();
            if (name.equals(EVERYWHERE)) {
                return Set.of(EVERYWHERE);
            }
            scopes.add(name.equals(".") ? namespace : name);
        }
        return scopes.isEmpty() ? Set.of(EVERYWHERE) : scopes;
    }

    /** The Service or ServiceEntry of a host, as the resource that names it sees it; the first when there are several. */
    public Optional<Resource> find(String host, Resource referrer) {
        return all(host, referrer).stream().findFirst();
    }

    /**
     * The Services and ServiceEntries of a host, as the resource that names it sees them: those of the host itself, else those of the
     * longest wildcard that stands for it.
     */
    public List<Resource> all(String host, Resource referrer) {
        String namespace = referrer.key().namespace();
        String name = Hosts.qualified(host, namespace, mesh);
        List<Resource> found = new ArrayList<>();
        for (String scope : seenFrom(referrer)) {
            Hosts.forms(name, mesh).forEach(form -> found.addAll(known(scope, form, referrer)));
        }
        for (String wild : found.isEmpty() ? Hosts.wildcards(name) : List.<String>of()) {
            if (found.isEmpty()) {
                List.of(EVERYWHERE, namespace).forEach(scope -> found.addAll(known(scope, wild, referrer)));
            }
        }
        return found.isEmpty() || !view.imitates("istioctl") ? found : found.subList(0, 1);
    }

    /** Whether a host that was not found is sure to be nowhere. */
    public Presence presence(String host, Resource referrer) {
        if (find(host, referrer).isPresent()) {
            return Presence.FOUND;
        }
        String name = Hosts.qualified(host, referrer.key().namespace(), mesh);
        boolean entries = view.isLoaded(referrer.key().store(), Kinds.SERVICE_ENTRY, "");
        Optional<String> home = namespaceOf(name);
        boolean known = home.isPresent() ? view.isLoaded(referrer.key().store(), Kinds.SERVICE, home.get()) : entries;
        return known ? Presence.ABSENT : Presence.UNKNOWN;
    }

    /** The namespace of a service of Kubernetes by its full name. */
    public Optional<String> namespaceOf(String name) {
        String tail = ".svc." + mesh.clusterDomain();
        if (!name.endsWith(tail)) {
            return Optional.empty();
        }
        String head = name.substring(0, name.length() - tail.length());
        int dot = head.indexOf('.');
        return dot < 0 || head.indexOf('.', dot + 1) >= 0 ? Optional.empty() : Optional.of(head.substring(dot + 1));
    }

    private List<String> seenFrom(Resource referrer) {
        String namespace = referrer.key().namespace();
        Set<String> scopes = new LinkedHashSet<>();
        scopes.add(EVERYWHERE);
        List<String> exportTo = Node.of(referrer).get("spec", "exportTo").textItems();
        exportTo.forEach(scope -> scopes.add(scope.equals(".") ? namespace : scope));
        if (exportTo.isEmpty() || !view.imitates("istioctl")) {
            scopes.add(namespace);
        }
        return new ArrayList<>(scopes);
    }

    private List<Resource> known(String scope, String host, Resource referrer) {
        return view.find(BY_HOST, new Key(scope, host)).stream()
                .filter(found -> isService(found)
                        || view.imitates("istioctl")
                        || found.key().store().equals(referrer.key().store()))
                .toList();
    }

    private static boolean isService(Resource resource) {
        return resource.key().groupKind().equals(Kinds.SERVICE);
    }

    /** The numbers of the ports of a Service or ServiceEntry, one that several protocols have several times. */
    public static List<Long> ports(Resource service) {
        return Node.of(service).get("spec", "ports").items().stream()
                .map(port -> port.get(isService(service) ? "port" : "number"))
                .flatMapToLong(port -> port.number().stream())
                .boxed()
                .toList();
    }

    /** The numbers of the ports of a host that several give ports to, each once. */
    public static Set<Long> ports(List<Resource> services) {
        Set<Long> ports = new TreeSet<>();
        services.forEach(service -> ports.addAll(ports(service)));
        return ports;
    }

    /** Whether a Service is another name for a host, which has the ports that count and the pods. */
    public static boolean isAlias(Resource service) {
        return isService(service)
                && Node.of(service).get("spec", "type").text("").equals("ExternalName");
    }
}
