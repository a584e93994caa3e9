// SPDX-License-Identifier: Apache-2.0
package io.meshkit.it.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.core.domain.properties.HasModifiers.Predicates.modifier;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.codeUnits;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.meshkit.MeshKitException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final JavaClasses CODE =
            new ClassFileImporter().withImportOption(Repository.MAIN_CODE).importPackages("io.meshkit");

    private static final String[] API = {
        "io.meshkit",
        "io.meshkit.document..",
        "io.meshkit.finding..",
        "io.meshkit.resource..",
        "io.meshkit.plan..",
        "io.meshkit.analysis..",
        "io.meshkit.mesh..",
        "io.meshkit.pattern..",
        "io.meshkit.spi.."
    };

    /** What every Java runtime has, in the module java.base. */
    private static final DescribedPredicate<JavaClass> PLATFORM =
            resideInAnyPackage("java..", "javax.crypto..", "javax.net..", "javax.security..");

    private static final String[] UNPUBLISHED = {"io.meshkit.examples..", "io.meshkit.benchmarks..", "io.meshkit.it.."};

    private static final List<String> ADAPTERS = List.of("istio", "linkerd", "consul");

    @Test
    void the_api_depends_on_the_platform_and_jspecify_alone() {
        noClasses()
                .that(resideInAnyPackage(API))
                .should()
                .dependOnClassesThat(
                        not(PLATFORM.or(resideInAnyPackage("org.jspecify..")).or(resideInAnyPackage(API))))
                .check(CODE);
    }

    @Test
    void an_adapter_sees_the_api_and_itself_alone() {
        for (String adapter : ADAPTERS) {
            String own = "io.meshkit." + adapter + "..";
            noClasses()
                    .that()
                    .resideInAPackage(own)
                    .should()
                    .dependOnClassesThat(not(PLATFORM.or(resideInAnyPackage("org.jspecify..", own))
                            .or(resideInAnyPackage(API))))
                    .check(CODE);
        }
    }

    @Test
    void the_testkit_sees_the_api_and_core_but_no_adapter() {
        noClasses()
                .that()
                .resideInAPackage("io.meshkit.testkit..")
                .should()
                .dependOnClassesThat(not(PLATFORM.or(resideInAnyPackage(
                                "com.sun.net.httpserver..",
                                "org.jspecify..",
                                "org.junit.jupiter.api..",
                                "org.assertj..",
                                "tools.jackson..",
                                "com.google.re2j..",
                                "io.meshkit.core..",
                                "io.meshkit.testkit.."))
                        .or(resideInAnyPackage(API))))
                .check(CODE);
    }

    @Test
    void nothing_that_is_published_sees_examples_benchmarks_or_tests() {
        noClasses()
                .that()
                .resideOutsideOfPackages(UNPUBLISHED)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(UNPUBLISHED)
                .check(CODE);
    }

    @Test
    void only_the_bridges_of_core_name_a_type_of_a_library() {
        codeUnits()
                .that()
                .areDeclaredInClassesThat()
                .resideInAPackage("io.meshkit.core..")
                .and()
                .areDeclaredInClassesThat()
                .resideOutsideOfPackage("..internal..")
                .and()
                .areDeclaredInClassesThat()
                .arePublic()
                .and()
                .areDeclaredInClassesThat(not(simpleName("Fabric8").or(simpleName("JacksonValues"))))
                .and(are(modifier(JavaModifier.PUBLIC).or(modifier(JavaModifier.PROTECTED))))
                .should(nameOnlyTypesOf("the platform and our own", resideInAPackage("io.meshkit..")))
                .check(CODE);
    }

    @Test
    void packages_of_the_api_depend_in_one_direction() {
        List<String> order = List.of("document", "resource", "finding", "plan", "mesh", "pattern", "spi");
        for (int lower = 0; lower < order.size(); lower++) {
            String[] higher = order.subList(lower + 1, order.size()).stream()
                    .map(name -> "io.meshkit." + name + "..")
                    .toArray(String[]::new);
            if (higher.length > 0) {
                noClasses()
                        .that()
                        .resideInAPackage("io.meshkit." + order.get(lower) + "..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(higher)
                        .check(CODE);
            }
        }
    }

    @Test
    void no_class_has_a_name_that_says_nothing() {
        noClasses()
                // A field manager is what Kubernetes calls one.
                .that()
                .doNotHaveSimpleName("FieldManager")
                .should()
                .haveNameMatching(".*(Manager|Helper|Utils?|Impl|Processor)")
                .check(CODE);
    }

    @Test
    void core_sees_no_adapter_and_no_testkit() {
        noClasses()
                .that()
                .resideInAPackage("io.meshkit.core..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.meshkit.istio..", "io.meshkit.linkerd..", "io.meshkit.consul..", "io.meshkit.testkit..")
                .check(CODE);
    }

    @Test
    void internals_of_a_module_are_used_by_that_module_alone() {
        Map<String, String> modules = new TreeMap<>();
        ADAPTERS.forEach(adapter -> modules.put("io.meshkit." + adapter, ""));
        modules.put("io.meshkit.core", "");
        modules.put("io.meshkit.testkit", "");
        for (String module : modules.keySet()) {
            noClasses()
                    .that()
                    .resideOutsideOfPackage(module + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage(module + "..internal..")
                    .check(CODE);
        }
    }

    @Test
    void no_package_is_in_two_modules() {
        Map<String, Set<String>> homes = new TreeMap<>();
        for (JavaClass type : CODE) {
            type.getSource()
                    .ifPresent(source -> homes.computeIfAbsent(type.getPackageName(), name -> new TreeSet<>())
                            .add(home(source.getUri().toString(), type)));
        }

        assertThat(homes)
                .isNotEmpty()
                .allSatisfy((name, places) -> assertThat(places).as(name).hasSize(1));
    }

    private static String home(String uri, JavaClass type) {
        return uri.substring(0, uri.length() - (type.getName().replace('.', '/') + ".class").length());
    }

    @Test
    void packages_of_the_api_form_no_cycle() {
        slices().matching("io.meshkit.(*)..")
                .should()
                .beFreeOfCycles()
                .ignoreDependency(alwaysTrue(), are(resideInAPackage("io.meshkit")))
                .check(CODE);
    }

    @Test
    void packages_of_core_form_no_cycle() {
        slices().matching("io.meshkit.core.(**)").should().beFreeOfCycles().check(CODE);
    }

    @Test
    void public_types_of_the_api_cannot_be_extended_by_accident() {
        classes()
                .that(resideInAnyPackage(API))
                .and()
                .arePublic()
                .and()
                .areNotInterfaces()
                .and()
                .areNotEnums()
                .and(not(assignableTo(MeshKitException.class)))
                .should()
                .haveModifier(JavaModifier.FINAL)
                .check(CODE);
    }

    @Test
    void exceptions_descend_from_the_root() {
        classes()
                .that()
                .arePublic()
                .and()
                .areAssignableTo(Exception.class)
                .and()
                .resideOutsideOfPackages("..internal..", "io.meshkit.testkit..", "io.meshkit.benchmarks..")
                .should()
                .beAssignableTo(MeshKitException.class)
                .check(CODE);
    }

    @Test
    void libraries_do_not_print() {
        noClasses()
                .that()
                .resideOutsideOfPackages("io.meshkit.examples..", "io.meshkit.benchmarks..")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .callMethod(Throwable.class, "printStackTrace")
                .check(CODE);
    }

    @Test
    void no_static_field_can_be_assigned_again() {
        noFields()
                .that()
                .areStatic()
                .and()
                .doNotHaveModifier(JavaModifier.SYNTHETIC)
                .should()
                .notBeFinal()
                .check(CODE);
    }

    @Test
    void the_api_does_not_ask_the_system_for_the_time() {
        noClasses()
                .that(resideInAnyPackage(API))
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .check(CODE);
    }

    @Test
    void every_package_is_null_marked_and_says_what_lives_there() {
        Set<String> packages = new TreeSet<>();
        CODE.forEach(type -> packages.add(type.getPackageName()));
        Set<String> unmarked = new TreeSet<>();
        for (String name : packages) {
            if (!name.startsWith("io.meshkit.benchmarks")
                    && !CODE.getPackage(name).isAnnotatedWith(NullMarked.class)) {
                unmarked.add(name);
            }
        }

        assertThat(packages).contains("io.meshkit", "io.meshkit.core.internal.catalog");
        assertThat(unmarked).isEmpty();
    }

    @Test
    void nothing_public_of_the_api_names_a_type_of_a_library() {
        codeUnits()
                .that()
                .areDeclaredInClassesThat(resideInAnyPackage(API))
                .and(are(modifier(JavaModifier.PUBLIC).or(modifier(JavaModifier.PROTECTED))))
                .should(nameOnlyTypesOf("the platform and the API", resideInAnyPackage(API)))
                .check(CODE);
    }

    /** Of parameters, results and exceptions, type arguments among them. */
    private static ArchCondition<JavaCodeUnit> nameOnlyTypesOf(String whose, DescribedPredicate<JavaClass> own) {
        return new ArchCondition<>("name types of " + whose + " only") {
            @Override
            public void check(JavaCodeUnit unit, ConditionEvents events) {
                Set<JavaClass> named = new LinkedHashSet<>(unit.getReturnType().getAllInvolvedRawTypes());
                unit.getParameterTypes().forEach(type -> named.addAll(type.getAllInvolvedRawTypes()));
                named.addAll(unit.getExceptionTypes());
                named.stream()
                        .map(JavaClass::getBaseComponentType)
                        .filter(type -> !type.isPrimitive() && !PLATFORM.test(type) && !own.test(type))
                        .forEach(type -> events.add(
                                SimpleConditionEvent.violated(unit, unit.getFullName() + " names " + type.getName())));
            }
        };
    }

    @Test
    void every_package_of_the_sources_has_a_package_info() throws IOException {
        Path root = Repository.root();
        Set<Path> bare = new TreeSet<>();
        try (Stream<Path> files = Files.walk(root, 20)) {
            files.filter(file -> file.toString().contains("src/main/java")
                            && file.toString().endsWith(".java"))
                    .map(Path::getParent)
                    .distinct()
                    .filter(folder -> !Files.exists(folder.resolve("package-info.java")))
                    .forEach(folder -> bare.add(root.relativize(folder)));
        }

        assertThat(bare).isEmpty();
    }
}
