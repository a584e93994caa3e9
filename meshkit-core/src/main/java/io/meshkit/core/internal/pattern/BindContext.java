// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import io.meshkit.document.JsonPointer;
import io.meshkit.document.MapValue;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import io.meshkit.finding.FindingSink;
import io.meshkit.finding.SchemaChecker;
import io.meshkit.mesh.MeshId;
import io.meshkit.pattern.Component;
import io.meshkit.pattern.Pattern;
import io.meshkit.pattern.RenderContext;
import io.meshkit.pattern.ServiceAccounts;
import io.meshkit.resource.Resource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What renderers see of the engine while a pattern is bound. */
final class BindContext implements RenderContext {

    private static final JsonPointer NAMESPACE = JsonPointer.of("metadata", "namespace");

    private final Target target;
    private final Pattern pattern;
    private final String defaultNamespace;
    private final ManifestFolders folders;
    private final RawKinds kinds;
    private final FindingSink findings;
    private Optional<Component> current = Optional.empty();
    private @Nullable ServiceAccounts accounts;

    BindContext(
            Target target,
            Pattern pattern,
            String defaultNamespace,
            ManifestFolders folders,
            RawKinds kinds,
            FindingSink findings) {
        this.target = target;
        this.pattern = pattern;
        this.defaultNamespace = defaultNamespace;
        this.folders = folders;
        this.kinds = kinds;
        this.findings = findings;
    }

    void current(Component component) {
        current = Optional.of(component);
    }

    @Override
    public MeshId mesh() {
        return target.mesh();
    }

    /** The meshes that files may speak of; empty when nobody knows. */
    Set<String> knownMeshes() {
        return target.known();
    }

    /** Whether there may be a mesh of that name. */
    boolean isKnown(String other) {
        return target.known().isEmpty() || target.known().contains(other) || other.equals(mesh().value());
    }

    @Override
    public Pattern pattern() {
        return pattern;
    }

    @Override
    public String namespaceOf(Component component) {
        return component
                .namespace()
                .map(TextValue::text)
                .filter(text -> !text.isBlank())
                .orElse(defaultNamespace);
    }

    @Override
    public ServiceAccounts accounts() {
        if (accounts == null) {
            accounts = ServiceAccounts.of(this);
        }
        return accounts;
    }

    @Override
    public SchemaChecker schemas() {
        return target.schemas();
    }

    @Override
    public Optional<List<Resource>> manifests(String what) {
        return folders.read(what, current.flatMap(Component::keyPlace), findings)
                .map(resources -> resources.stream().map(this::inNamespace).toList());
    }

    /** Manifests may leave the namespace open, as charts do; then it is that of the component. */
    private Resource inNamespace(Resource resource) {
        boolean open = resource.key().namespace().isEmpty()
                && kinds.isNamespaced(
                                resource.apiVersion(),
                                resource.key().groupKind().kind())
                        .orElse(false);
        if (!open || current.isEmpty()) {
            return resource;
        }
        Value namespace = TextValue.of(namespaceOf(current.get())).at(resource.body());
        Value body = resource.body().with(NAMESPACE, namespace);
        return Resource.kubernetes(resource.key().store(), (MapValue) body).orElse(resource);
    }

    @Override
    public FindingSink findings() {
        return findings;
    }
}
