// SPDX-License-Identifier: Apache-2.0
package io.meshkit.it.guides;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.testkit.kubernetes.FakeKubernetes;
import java.lang.annotation.Annotation;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the tests that a page shows, inherited ones too. It knows as much of JUnit as they use: a temporary folder, what comes before and after
 * each test, and a server as the only parameter.
 */
final class PageTests {

    private final ClassLoader loader;
    private final Path folder;

    PageTests(ClassLoader loader, Path folder) {
        this.loader = loader;
        this.folder = folder;
    }

    void run(String className) throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            Class<?> type = loader.loadClass(className);
            List<Method> tests = methods(type, Test.class);
            for (Method test : tests) {
                run(type, test);
            }
            assertThat(tests).as("tests in %s", className).isNotEmpty();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private void run(Class<?> type, Method test) throws Exception {
        Constructor<?> constructor = accessible(type.getDeclaredConstructor());
        Object instance = constructor.newInstance();
        for (Field field : fields(type)) {
            if (field.isAnnotationPresent(TempDir.class)) {
                accessible(field).set(instance, Files.createTempDirectory(folder, "test"));
            }
        }
        try {
            call(instance, methods(type, BeforeEach.class));
            call(instance, List.of(test));
        } finally {
            call(instance, methods(type, AfterEach.class));
        }
    }

    private static void call(Object instance, List<Method> methods) throws Exception {
        for (Method method : methods) {
            try {
                call(instance, accessible(method));
            } catch (InvocationTargetException e) {
                throw new AssertionError(method + ": " + e.getCause(), e.getCause());
            }
        }
    }

    private static void call(Object instance, Method method) throws ReflectiveOperationException {
        if (method.getParameterCount() == 0) {
            method.invoke(instance);
            return;
        }
        try (FakeKubernetes kubernetes = FakeKubernetes.start()) {
            method.invoke(instance, kubernetes);
        }
    }

    private static List<Method> methods(Class<?> type, Class<? extends Annotation> mark) {
        List<Method> methods = new ArrayList<>();
        for (Class<?> each = type; each != Object.class; each = each.getSuperclass()) {
            for (Method method : each.getDeclaredMethods()) {
                if (method.isAnnotationPresent(mark)) {
                    methods.add(method);
                }
            }
        }
        return methods;
    }

    private static List<Field> fields(Class<?> type) {
        List<Field> fields = new ArrayList<>();
        for (Class<?> each = type; each != Object.class; each = each.getSuperclass()) {
            fields.addAll(List.of(each.getDeclaredFields()));
        }
        return fields;
    }

    private static <T extends AccessibleObject> T accessible(T object) {
        object.setAccessible(true);
        return object;
    }
}
