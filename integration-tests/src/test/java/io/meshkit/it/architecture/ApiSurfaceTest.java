// SPDX-License-Identifier: Apache-2.0
package io.meshkit.it.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The public surface of the API as text, so that every change of it shows in review. */
class ApiSurfaceTest {

    private static final Set<String> PACKAGES = Set.of(
            "io.meshkit",
            "io.meshkit.document",
            "io.meshkit.finding",
            "io.meshkit.resource",
            "io.meshkit.plan",
            "io.meshkit.analysis",
            "io.meshkit.mesh",
            "io.meshkit.pattern",
            "io.meshkit.spi");

    @Test
    void the_public_surface_is_the_one_that_was_reviewed() throws IOException {
        String surface = surface();
        Path reviewed = Repository.root().resolve("meshkit-api/api.txt");

        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(reviewed, surface);
        }

        List<String> now = surface.lines().toList();
        List<String> then = Files.readString(reviewed).lines().toList();
        assertThat(difference(then, now))
                .as("the API changed; run with -Dgolden.update=true and review the difference of meshkit-api/api.txt")
                .isEmpty();
    }

    /** Lines that are gone with a minus, lines that are new with a plus, each behind the type that it belongs to. */
    private static List<String> difference(List<String> then, List<String> now) {
        Set<String> before = new LinkedHashSet<>(withTypes(then));
        Set<String> after = new LinkedHashSet<>(withTypes(now));
        List<String> difference = new ArrayList<>();
        before.stream().filter(line -> !after.contains(line)).forEach(line -> difference.add("- " + line));
        after.stream().filter(line -> !before.contains(line)).forEach(line -> difference.add("+ " + line));
        return difference;
    }

    private static List<String> withTypes(List<String> lines) {
        List<String> full = new ArrayList<>();
        String type = "";
        for (String line : lines) {
            if (!line.startsWith(" ") && !line.isEmpty()) {
                type = line;
            }
            full.add(line.equals(type) ? line : type + line);
        }
        return full;
    }

    private static String surface() {
        JavaClasses classes =
                new ClassFileImporter().withImportOption(Repository.MAIN_CODE).importPackages("io.meshkit");
        return classes.stream()
                .filter(type -> PACKAGES.contains(type.getPackageName()))
                .map(JavaClass::reflect)
                .filter(ApiSurfaceTest::isVisible)
                .sorted((one, other) -> one.getName().compareTo(other.getName()))
                .map(ApiSurfaceTest::describe)
                .collect(Collectors.joining("\n"));
    }

    private static boolean isVisible(Class<?> type) {
        for (Class<?> around = type; around != null; around = around.getEnclosingClass()) {
            if (!Modifier.isPublic(around.getModifiers()) && !Modifier.isProtected(around.getModifiers())) {
                return false;
            }
        }
        return !type.isAnonymousClass() && !type.isLocalClass();
    }

    private static String describe(Class<?> type) {
        Set<String> members = new TreeSet<>();
        for (Constructor<?> constructor : type.getDeclaredConstructors()) {
            if (isOpen(constructor.getModifiers()) && !constructor.isSynthetic()) {
                members.add("new(" + parameters(constructor.getGenericParameterTypes()) + ")");
            }
        }
        for (Method method : type.getDeclaredMethods()) {
            if (isOpen(method.getModifiers()) && !method.isSynthetic()) {
                members.add(modifiers(method.getModifiers(), method.isDefault()) + method.getName() + "("
                        + parameters(method.getGenericParameterTypes()) + "): "
                        + method.getGenericReturnType().getTypeName());
            }
        }
        for (Field field : type.getDeclaredFields()) {
            if (isOpen(field.getModifiers()) && !field.isSynthetic()) {
                members.add(modifiers(field.getModifiers(), false) + field.getName() + ": "
                        + field.getGenericType().getTypeName());
            }
        }
        return head(type) + "\n"
                + members.stream().map(member -> "  " + member + "\n").collect(Collectors.joining());
    }

    private static String head(Class<?> type) {
        String kind = type.isRecord() ? "record" : type.isEnum() ? "enum" : type.isInterface() ? "interface" : "class";
        String sealed = type.isSealed() ? "sealed " : "";
        String finality = Modifier.isFinal(type.getModifiers()) && kind.equals("class") ? "final " : "";
        String parents = Arrays.stream(type.getGenericInterfaces())
                .map(java.lang.reflect.Type::getTypeName)
                .collect(Collectors.joining(", "));
        return sealed + finality + kind + " " + type.getName() + (parents.isEmpty() ? "" : " : " + parents);
    }

    private static String modifiers(int modifiers, boolean isDefault) {
        List<String> words = new ArrayList<>();
        if (Modifier.isStatic(modifiers)) {
            words.add("static");
        }
        if (isDefault) {
            words.add("default");
        } else if (Modifier.isAbstract(modifiers)) {
            words.add("abstract");
        }
        if (Modifier.isProtected(modifiers)) {
            words.add("protected");
        }
        return words.isEmpty() ? "" : String.join(" ", words) + " ";
    }

    private static boolean isOpen(int modifiers) {
        return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
    }

    private static String parameters(java.lang.reflect.Type[] types) {
        return Arrays.stream(types).map(java.lang.reflect.Type::getTypeName).collect(Collectors.joining(", "));
    }
}
