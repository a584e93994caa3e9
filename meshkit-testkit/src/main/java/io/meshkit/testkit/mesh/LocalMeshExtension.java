// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.mesh;

import java.util.function.BiConsumer;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Starts and ends the mesh of a class marked {@link LocalMeshTest}. Used through that annotation.
 *
 * @since 0.1.0
 */
public final class LocalMeshExtension implements ParameterResolver, AfterTestExecutionCallback {

    private static final Namespace MESHES = Namespace.create(LocalMeshExtension.class);
    private static final String MESH = "mesh";

    /** Called by JUnit. */
    public LocalMeshExtension() {}

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == LocalMesh.class;
    }

    @Override
    public LocalMesh resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> test = context.getRequiredTestClass();
        return classContext(context)
                .getStore(MESHES)
                .computeIfAbsent(MESH, unused -> LocalMesh.start(options(test)), LocalMesh.class);
    }

    @Override
    public void afterTestExecution(ExtensionContext context) {
        LocalMesh mesh = classContext(context).getStore(MESHES).get(MESH, LocalMesh.class);
        if (mesh != null && context.getExecutionException().isPresent()) {
            mesh.keepLogs();
            context.publishReportEntry("logs of the mesh", mesh.logs().toString());
        }
    }

    /** The outermost class, so that nested classes share the mesh. */
    private static ExtensionContext classContext(ExtensionContext context) {
        ExtensionContext found = context;
        for (ExtensionContext up = context;
                up.getParent().isPresent() && up.getTestClass().isPresent();
                up = up.getParent().get()) {
            found = up;
        }
        return found;
    }

    private static LocalMeshOptions options(Class<?> test) {
        LocalMeshTest wanted = null;
        for (Class<?> type = test; type != null && wanted == null; type = type.getEnclosingClass()) {
            wanted = type.getAnnotation(LocalMeshTest.class);
        }
        if (wanted == null) {
            throw new ExtensionConfigurationException(
                    test.getName() + " takes a LocalMesh but is not marked @LocalMeshTest");
        }
        LocalMeshOptions.Builder options = LocalMeshOptions.builder();
        each(wanted.services(), options::service);
        each(wanted.remoteServices(), options::remoteService);
        for (String service : wanted.ingress()) {
            options.ingress(service);
        }
        if (wanted.accessControl()) {
            options.accessControl();
        }
        if (wanted.denyByDefault()) {
            options.denyByDefault();
        }
        return options.build();
    }

    /** Gives service and version of each instance. */
    private static void each(String[] instances, BiConsumer<String, String> add) {
        for (String instance : instances) {
            String[] parts = instance.split("/", 2);
            add.accept(parts[0], parts.length == 1 ? "" : parts[1]);
        }
    }
}
