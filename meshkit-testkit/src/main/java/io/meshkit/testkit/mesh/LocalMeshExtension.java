// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.mesh;

import java.lang.reflect.Constructor;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/**
 * Starts and ends the mesh of a class marked {@link LocalMeshTest}. Used through that annotation.
 *
 * @since 0.1.0
 */
public final class LocalMeshExtension
        implements ParameterResolver, InvocationInterceptor, AfterEachCallback, AfterAllCallback {

    private static final Namespace MESHES = Namespace.create(LocalMeshExtension.class);

    /** Called by JUnit. */
    public LocalMeshExtension() {}

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == LocalMesh.class;
    }

    @Override
    public LocalMesh resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> marked = marked(
                context.getRequiredTestClass(),
                parameter.getDeclaringExecutable().getDeclaringClass());
        return context(marked, context)
                .getStore(MESHES)
                .computeIfAbsent(marked, unused -> LocalMesh.start(options(marked)), LocalMesh.class);
    }

    @Override
    public <T> T interceptTestClassConstructor(
            Invocation<T> invocation, ReflectiveInvocationContext<Constructor<T>> invoked, ExtensionContext context)
            throws Throwable {
        try {
            return invocation.proceed();
        } catch (Throwable e) {
            keepLogs(context);
            throw e;
        }
    }

    /** After the methods before and after a test too: whichever of them failed. */
    @Override
    public void afterEach(ExtensionContext context) {
        keepLogsOfFailure(context);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        keepLogsOfFailure(context);
    }

    private static void keepLogsOfFailure(ExtensionContext context) {
        if (context.getExecutionException().isPresent()) {
            keepLogs(context);
        }
    }

    /** Those of all meshes that the test may have used. */
    private static void keepLogs(ExtensionContext context) {
        Class<?> test = context.getTestClass().orElse(null);
        for (Class<?> type = test; type != null; type = type.getEnclosingClass()) {
            LocalMesh mesh = context.getStore(MESHES).get(type, LocalMesh.class);
            if (mesh != null) {
                mesh.keepLogs();
                context.publishReportEntry("logs of the mesh", mesh.logs().toString());
            }
        }
    }

    /**
     * The class whose mesh a parameter is: the nearest one that is marked. A nested class without a mark shares the mesh of the class
     * around it; the constructor of a class around gets the mesh of that class.
     *
     * @param test the class of the running test
     * @param declaring the class that has the parameter
     */
    private static Class<?> marked(Class<?> test, Class<?> declaring) {
        boolean found = false;
        for (Class<?> type = test; type != null; type = type.getEnclosingClass()) {
            found |= declaring.isAssignableFrom(type);
            if (found && type.isAnnotationPresent(LocalMeshTest.class)) {
                return type;
            }
        }
        throw new ExtensionConfigurationException(
                test.getName() + " takes a LocalMesh but is not marked @LocalMeshTest");
    }

    private static ExtensionContext context(Class<?> type, ExtensionContext inside) {
        Optional<ExtensionContext> context = Optional.of(inside);
        ExtensionContext found = inside;
        while (context.flatMap(ExtensionContext::getTestClass).isPresent()) {
            if (context.get().getRequiredTestClass() == type) {
                found = context.get();
            }
            context = context.get().getParent();
        }
        return found;
    }

    private static LocalMeshOptions options(Class<?> marked) {
        LocalMeshTest wanted = marked.getAnnotation(LocalMeshTest.class);
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
