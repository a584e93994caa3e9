// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.workloads;

import io.meshkit.analysis.Rule;
import io.meshkit.istio.internal.rules.model.AnnotationCatalogue;
import io.meshkit.istio.internal.rules.model.InjectorSettings;
import io.meshkit.istio.internal.rules.model.MeshConfigurations;
import io.meshkit.spi.ProviderContext;
import java.util.List;

/** The table of the rules on what runs. A new one is a class and a line. */
public final class WorkloadRules {

    private WorkloadRules() {}

    /**
     * The rules.
     *
     * @param meshes finds the configuration of the mesh
     * @param context reads what some rules find as text in resources
     * @return one of each
     */
    public static List<Rule> all(MeshConfigurations meshes, ProviderContext context) {
        AnnotationCatalogue annotations = AnnotationCatalogue.read(context.reader());
        InjectorSettings injectors = new InjectorSettings(context.reader());
        UndecidedNamespaces undecided = new UndecidedNamespaces(injectors);
        return List.of(
                new AlphaAnnotation(annotations),
                new AutoImageInPod(),
                new AutoImageNotInjected(),
                new ConflictingInjectionLabels(),
                new DeprecatedAnnotation(annotations),
                new DifferentServices(),
                new ExternalNamePort(),
                new InvalidAnnotation(annotations, context.reader()),
                new MisplacedAnnotation(annotations),
                new NamespaceInjectedByDefault(undecided),
                new NamespaceNotInjected(undecided),
                new OutdatedProxyImage(injectors, new ProxyImageType(meshes)),
                new OverlappingWebhooks(),
                new PodMissingProxy(),
                new PortOfSeveralProtocols(),
                new PortWithoutProtocol(),
                new ProxyUser(),
                new TargetOfSeveralPorts(),
                new UnknownAnnotation(annotations),
                new WebhookAtIpAddress(),
                new WebhookWithoutAddress(),
                new WebhookWithoutService());
    }
}
