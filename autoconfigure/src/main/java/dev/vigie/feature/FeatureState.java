package dev.vigie.feature;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionEvaluationReport;
import org.springframework.boot.autoconfigure.condition.ConditionEvaluationReport.ConditionAndOutcome;
import org.springframework.boot.autoconfigure.condition.ConditionEvaluationReport.ConditionAndOutcomes;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.core.type.classreading.MetadataReaderFactory;
import org.springframework.core.type.classreading.SimpleMetadataReaderFactory;
import org.springframework.util.ClassUtils;
import org.springframework.util.StringUtils;

/**
 * Whether one feature is on, read from Spring Boot's condition report.
 *
 * @param name the feature, which is its package
 * @param reasonOff why it is off in a few words, or null when it is on
 */
record FeatureState(String name, @Nullable String reasonOff) {

    private static final String ROOT = "dev.vigie.";

    /**
     * Every feature of this jar in the order of {@code AutoConfiguration.imports}; what has no switch of its own is
     * none.
     */
    static List<FeatureState> all(ConfigurableListableBeanFactory beanFactory) {
        ConditionEvaluationReport report = ConditionEvaluationReport.get(beanFactory);
        ClassLoader classLoader = Objects.requireNonNull(FeatureState.class.getClassLoader());
        MetadataReaderFactory metadata = new SimpleMetadataReaderFactory(classLoader);
        List<FeatureState> states = new ArrayList<>();
        for (String candidate : ImportCandidates.load(AutoConfiguration.class, classLoader)) {
            String name = featureOf(candidate);
            if (name != null) {
                Map<String, @Nullable Object> attributes = switchOf(candidate, metadata);
                if (hasOwnSwitch(attributes)) {
                    states.add(new FeatureState(name, reasonOff(candidate, report, attributes)));
                }
            }
        }
        return states;
    }

    /** The feature whose main auto-configuration this is ({@code dev.vigie.web.WebAutoConfiguration}), or null. */
    private static @Nullable String featureOf(String className) {
        String shortName = ClassUtils.getShortName(className);
        String feature = shortName.replace("AutoConfiguration", "").toLowerCase(Locale.ROOT);
        return className.equals(ROOT + feature + "." + shortName) ? feature : null;
    }

    private static @Nullable String reasonOff(
            String className, ConditionEvaluationReport report, Map<String, @Nullable Object> attributes) {
        if (report.getExclusions().contains(className)) {
            return "excluded";
        }
        ConditionAndOutcomes outcomes = report.getConditionAndOutcomesBySource().get(className);
        if (outcomes == null || outcomes.isFullMatch()) {
            return null;
        }
        for (ConditionAndOutcome outcome : outcomes) {
            if (!outcome.getOutcome().isMatch() && outcome.getCondition() instanceof OnFeatureCondition) {
                String message = outcome.getOutcome().getMessage();
                return message == null ? "switched off" : message.substring(message.lastIndexOf(' ') + 1);
            }
        }
        return attributes.get("missing") instanceof String text && StringUtils.hasText(text) ? text : "not available";
    }

    private static boolean hasOwnSwitch(Map<String, @Nullable Object> attributes) {
        return attributes.get("value") instanceof String[] features && features.length > 0;
    }

    /** The attributes of {@link ConditionalOnFeature}, read from the bytecode: the class itself may not be loadable. */
    private static Map<String, @Nullable Object> switchOf(String className, MetadataReaderFactory metadata) {
        try {
            Map<String, @Nullable Object> attributes = metadata.getMetadataReader(className)
                    .getAnnotationMetadata()
                    .getAnnotationAttributes(ConditionalOnFeature.class.getName());
            return attributes == null ? Map.of() : attributes;
        } catch (IOException unreadable) {
            return Map.of();
        }
    }
}
