package dev.vigie;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaModifier.FINAL;
import static com.tngtech.archunit.core.domain.JavaModifier.PRIVATE;
import static com.tngtech.archunit.core.domain.JavaModifier.PROTECTED;
import static com.tngtech.archunit.core.domain.JavaModifier.PUBLIC;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;

/** The rules of the house that bytecode and source files can tell; {@code docs/architecture.md} draws the picture. */
class ArchitectureTests {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.vigie");

    private static final DescribedPredicate<JavaClass> AUTO_CONFIGURATIONS = DescribedPredicate.describe(
            "are auto-configurations", type -> type.isAnnotatedWith(AutoConfiguration.class));

    @Test
    void arrowsGoOnlyDownTheFloors() {
        classes().should(new OnlyKnowLowerFloors()).check(CLASSES);
    }

    @Test
    void featuresAreFreeOfCycles() {
        slices().matching("dev.vigie.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void autoConfigurationsAreFinalPublicAndNamedSo() {
        classes()
                .that(AUTO_CONFIGURATIONS)
                .should()
                .bePublic()
                .andShould()
                .haveModifier(FINAL)
                .andShould()
                .haveSimpleNameEndingWith("AutoConfiguration")
                .check(CLASSES);
        classes()
                .that()
                .haveSimpleNameEndingWith("AutoConfiguration")
                .should()
                .beAnnotatedWith(AutoConfiguration.class)
                .check(CLASSES);
    }

    /** One that is not listed is never read, and nothing says so. */
    @Test
    void autoConfigurationsAreListed() throws IOException {
        Set<String> listed =
                new TreeSet<>(OwnJar.lines("META-INF/spring/" + AutoConfiguration.class.getName() + ".imports"));
        Set<String> written = CLASSES.that(AUTO_CONFIGURATIONS).stream()
                .map(JavaClass::getName)
                .collect(Collectors.toSet());
        assertThat(listed).as("lines of AutoConfiguration.imports").isEqualTo(new TreeSet<>(written));
    }

    @Test
    void beanMethodsArePackagePrivate() {
        methods()
                .that()
                .areAnnotatedWith(Bean.class)
                .should()
                .bePackagePrivate()
                .check(CLASSES);
    }

    @Test
    void onlyAutoConfigurationsAndConditionsKnowTheAutoConfigurationApi() {
        noClasses()
                .that(DescribedPredicate.describe(
                        "are neither auto-configurations nor conditions nor for tests",
                        type -> !isWiring(outermost(type).getSimpleName()) && !isForTests(type)))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.springframework.boot.autoconfigure..")
                .check(CLASSES);
    }

    /** {@code FeatureState} reads the condition report for the start-up line, which is what the report is for. */
    private static boolean isWiring(String name) {
        return name.endsWith("AutoConfiguration") || name.endsWith("Condition") || name.equals("FeatureState");
    }

    private static boolean isForTests(JavaClass type) {
        return type.getPackageName().equals("dev.vigie.test");
    }

    /** An application has no test libraries; what knows them must not be reached from the rest. */
    @Test
    void testLibrariesAreOnlyInTheTestKit() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.vigie.test")
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        "dev.vigie.test..",
                        "org.junit..",
                        "org.assertj..",
                        "org.springframework.test..",
                        "org.springframework.boot.test.."))
                .check(CLASSES);
    }

    @Test
    void typesThatMovedInBoot4StayAtTheEdge() {
        noClasses()
                .that()
                .resideOutsideOfPackages("..boot3..", "..boot4..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.springframework.boot.actuate.health..",
                        "org.springframework.boot.actuate.autoconfigure.health..",
                        "org.springframework.boot.health..")
                .check(CLASSES);
    }

    @Test
    void theEdgesDoNotKnowTheOtherLine() {
        noClasses()
                .that()
                .resideInAPackage("..boot3..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework.boot.health..", "io.sentry.spring.boot4..")
                .allowEmptyShould(true)
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage("..boot4..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework.boot.actuate.health..", "io.sentry.spring.boot.jakarta..")
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void nothingIsFoundByScanning() {
        noClasses()
                .should()
                .beAnnotatedWith(DescribedPredicate.describe(
                        "@Component, @Service, @Repository, @Controller or @RestController",
                        annotation -> isStereotype(annotation.getRawType().getName())))
                .check(CLASSES);
    }

    private static boolean isStereotype(String annotation) {
        return annotation.startsWith("org.springframework.stereotype.") || annotation.endsWith(".RestController");
    }

    @Test
    void optionalTypesAreGuardedOnTheClass() {
        noMethods().should().beAnnotatedWith(ConditionalOnClass.class).check(CLASSES);
    }

    @Test
    void conditionalOnFeatureIsTheOnlySwitch() {
        for (Class<?> loose : List.of(ConditionalOnProperty.class, ConditionalOnBooleanProperty.class)) {
            noClasses().should().beMetaAnnotatedWith(loose.getName()).check(CLASSES);
            noMethods().should().beMetaAnnotatedWith(loose.getName()).check(CLASSES);
        }
    }

    @Test
    void nothingWritesToTheStandardStreams() {
        NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(CLASSES);
    }

    @Test
    void nothingSleeps() {
        noClasses()
                .should()
                .callMethodWhere(DescribedPredicate.describe("sleep", ArchitectureTests::isSleep))
                .check(CLASSES);
    }

    private static boolean isSleep(JavaAccess<?> call) {
        return call.getTarget().getName().equals("sleep")
                && (call.getTargetOwner().isEquivalentTo(Thread.class)
                        || call.getTargetOwner().isEquivalentTo(java.util.concurrent.TimeUnit.class));
    }

    @Test
    void everyPackageIsNullMarked() {
        Set<String> unmarked = CLASSES.stream()
                .filter(type -> !type.getPackage().isAnnotatedWith(NullMarked.class))
                .map(JavaClass::getPackageName)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(unmarked)
                .as("packages whose package-info.java lacks @NullMarked")
                .isEmpty();
    }

    @Test
    void jacksonAndLogstashAreOnlyInLogging() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.vigie.logging..")
                .should()
                .dependOnClassesThat(resideInAnyPackage("com.fasterxml.jackson..", "net.logstash.."))
                .check(CLASSES);
        noClasses()
                .should()
                .dependOnClassesThat(resideInAPackage("tools.jackson.."))
                .check(CLASSES);
    }

    @Test
    void sentryIsOnlyInItsSubPackageAndInTheHealthCheckOfItAndInTheTestKit() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.vigie.errors.sentry..", "dev.vigie.test")
                .and(DescribedPredicate.describe(
                        "are not dev.vigie.health.Sentry*",
                        type -> !outermost(type).getName().startsWith("dev.vigie.health.Sentry")))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.sentry..")
                .check(CLASSES);
    }

    @Test
    void logbackIsOnlyInLoggingAndInSentrysSubPackage() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.vigie.logging..", "dev.vigie.errors.sentry..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("ch.qos.logback..")
                .check(CLASSES);
    }

    @Test
    void constructorsTakeAtMostFiveArguments() {
        List<String> tooMany = CLASSES.stream()
                .filter(type -> !type.isRecord() && !type.isEnum() && !type.isAnonymousClass())
                .flatMap(type -> type.getConstructors().stream())
                .filter(constructor -> constructor.getRawParameterTypes().size() > 5)
                .map(constructor -> constructor.getFullName())
                .toList();
        assertThat(tooMany)
                .as("constructors with more than 5 arguments; make a settings record")
                .isEmpty();
    }

    /** Below 40 types the share says nothing. */
    @Test
    void aThirdOfTheTypesIsPackagePrivate() {
        List<JavaClass> types = CLASSES.stream()
                .filter(JavaClass::isTopLevelClass)
                .filter(type -> !type.getSimpleName().equals("package-info"))
                .toList();
        long hidden = types.stream()
                .filter(type -> Stream.of(PUBLIC, PROTECTED, PRIVATE).noneMatch(type.getModifiers()::contains))
                .count();
        assertThat(types).isNotEmpty();
        if (types.size() >= 40) {
            assertThat(100.0 * hidden / types.size())
                    .as("share of package-private types, %d of %d", hidden, types.size())
                    .isGreaterThanOrEqualTo(35);
        }
    }

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(ArchitectureTests::outermost).orElse(type);
    }
}
