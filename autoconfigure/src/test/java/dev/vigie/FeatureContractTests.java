package dev.vigie;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.vigie.feature.ConditionalOnFeature;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.core.io.UrlResource;
import org.springframework.core.io.support.PropertiesLoaderUtils;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.core.type.classreading.SimpleMetadataReaderFactory;
import org.springframework.util.ClassUtils;
import org.springframework.util.StringUtils;

/** What every feature promises, on each line of Spring Boot: what is named exists, and what is built has a switch. */
class FeatureContractTests {

    /** Deliberately without a switch: an application that injects the bean must start with Vigie switched off, too. */
    private static final Set<String> WITHOUT_SWITCH = Set.of(
            "dev.vigie.errors.ErrorTrackerAutoConfiguration",
            "dev.vigie.login.LoginEventsAutoConfiguration",
            "dev.vigie.operation.OperationFallbackAutoConfiguration");

    /** Classes that got another name when they moved: the name in Boot 3.5, the name in Boot 4. */
    private static final Map<String, String> RENAMED =
            Map.of("ScheduledTasksObservabilityAutoConfiguration", "ScheduledTasksObservationAutoConfiguration");

    private final ClassLoader classLoader = getClass().getClassLoader();

    static List<String> candidates() throws IOException {
        return OwnJar.lines("META-INF/spring/" + AutoConfiguration.class.getName() + ".imports");
    }

    @ParameterizedTest
    @MethodSource("candidates")
    void listedClassIsAnAutoConfiguration(String candidate) throws IOException {
        assertThat(candidate).startsWith("dev.vigie.").endsWith("AutoConfiguration");
        assertThat(metadata(candidate).hasAnnotation(AutoConfiguration.class.getName()))
                .as("%s carries @AutoConfiguration", candidate)
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("candidates")
    void listedClassHasADocumentedSwitch(String candidate) throws IOException {
        Map<String, Object> attributes =
                metadata(candidate).getAnnotationAttributes(ConditionalOnFeature.class.getName());
        if (WITHOUT_SWITCH.contains(candidate)) {
            assertThat(attributes)
                    .as("%s is on the list of those without a switch", candidate)
                    .isNull();
            return;
        }
        assertThat(attributes).as("%s carries @ConditionalOnFeature", candidate).isNotNull();
        String[] features = (String[]) attributes.get("value");
        List<String> switches = features.length == 0
                ? List.of("vigie.enabled")
                : Arrays.stream(features)
                        .map(name -> "vigie." + name + ".enabled")
                        .toList();
        assertThat(OwnJar.properties())
                .as("switches of %s in the configuration metadata", candidate)
                .containsKeys(switches.toArray(String[]::new));
        for (String key : switches) {
            assertThat(OwnJar.properties().get(key))
                    .as("the switch %s is described and on by default", key)
                    .containsEntry("defaultValue", true)
                    .containsKey("description");
        }
    }

    /** The start-up line finds a feature's state by this name. */
    @Test
    void everyFeatureHasAMainAutoConfigurationNamedAfterItsPackage() throws IOException {
        Map<String, String> mainByFeature = new TreeMap<>();
        Set<String> features = new TreeSet<>();
        for (String candidate : candidates()) {
            String feature = StringUtils.delimitedListToStringArray(candidate, ".")[2];
            features.add(feature);
            if (candidate
                    .toLowerCase(Locale.ROOT)
                    .equals("dev.vigie." + feature + "." + feature + "autoconfiguration")) {
                mainByFeature.put(feature, candidate);
            }
        }
        assertThat(mainByFeature.keySet())
                .as("features with a class dev.vigie.<feature>.<Feature>AutoConfiguration")
                .isEqualTo(features);
    }

    /** Without the edge to the other line of Boot: its neighbours are not there, and neither is it. */
    static List<String> candidatesOfThisLine() throws IOException {
        boolean boot4 = ClassUtils.isPresent(
                "org.springframework.boot.health.contributor.HealthIndicator",
                FeatureContractTests.class.getClassLoader());
        return candidates().stream()
                .filter(candidate -> !candidate.contains(boot4 ? ".boot3." : ".boot4."))
                .toList();
    }

    /**
     * A name that no longer exists is silently ignored by Spring Boot, and with it the order. Where a class moved, both
     * names stand in one attribute, and one of them has to be there.
     */
    @ParameterizedTest
    @MethodSource("candidatesOfThisLine")
    void everyNamedNeighbourExistsOnThisLineOfBoot(String candidate) throws IOException {
        Map<String, Object> attributes =
                metadata(candidate).getAnnotationAttributes(AutoConfiguration.class.getName(), true);
        for (String attribute : List.of("before", "after", "beforeName", "afterName")) {
            Map<String, Boolean> found = new TreeMap<>();
            for (String name : (String[]) attributes.get(attribute)) {
                String simpleName = ClassUtils.getShortName(name);
                found.merge(RENAMED.getOrDefault(simpleName, simpleName), exists(name), Boolean::logicalOr);
            }
            assertThat(found)
                    .as(
                            """
                            %s: %s of @AutoConfiguration, by simple name. One that is not there moved (give both names), was \
                            renamed (add it to RENAMED) or sits in a jar that this module's test class path lacks""",
                            candidate, attribute)
                    .doesNotContainValue(false);
        }
    }

    @Test
    void everyClassInSpringFactoriesLoads() throws IOException {
        Properties factories =
                PropertiesLoaderUtils.loadProperties(new UrlResource(OwnJar.resource("META-INF/spring.factories")));
        assertThat(factories).isNotEmpty();
        Stream<String> names = factories.entrySet().stream()
                .flatMap(entry -> Stream.concat(
                        Stream.of(entry.getKey().toString()),
                        Stream.of(StringUtils.commaDelimitedListToStringArray(
                                entry.getValue().toString()))));
        names.map(String::strip).forEach(name -> assertThatCode(() -> ClassUtils.forName(name, classLoader))
                .as(name)
                .doesNotThrowAnyException());
    }

    private AnnotationMetadata metadata(String className) throws IOException {
        return new SimpleMetadataReaderFactory(classLoader)
                .getMetadataReader(className)
                .getAnnotationMetadata();
    }

    private boolean exists(String className) {
        return classLoader.getResource(ClassUtils.convertClassNameToResourcePath(className) + ".class") != null;
    }
}
