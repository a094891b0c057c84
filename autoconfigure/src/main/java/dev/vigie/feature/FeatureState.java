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

/**
 * Whether one feature is on, read from Spring Boot's condition report.
 *
 * @param name the feature, which is its package
 * @param reasonOff why it is off in a few words, or null when it is on
 */
record FeatureState(String name, @Nullable String reasonOff) {

    private static final String ROOT = "dev.vigie.";

    /** Every feature of this jar that has a switch, in the order of {@code AutoConfiguration.imports}. */
    static List<FeatureState> all(ConfigurableListableBeanFactory beanFactory) {
        ConditionEvaluationReport report = ConditionEvaluationReport.get(beanFactory);
        ClassLoader classLoader = Objects.requireNonNull(FeatureState.class.getClassLoader());
        MetadataReaderFactory metadata = new SimpleMetadataReaderFactory(classLoader);
        List<FeatureState> states = new ArrayList<>();
        for (String candidate : ImportCandidates.load(AutoConfiguration.class, classLoader)) {
            Switch found = isMainOfFeature(candidate) ? switchOf(candidate, metadata) : null;
            if (found != null) {
                states.add(new FeatureState(found.feature(), reasonOff(candidate, found, report)));
            }
        }
        return states;
    }

    /** {@code dev.vigie.web.WebAutoConfiguration} is, {@code dev.vigie.web.WebMetersAutoConfiguration} is not. */
    private static boolean isMainOfFeature(String className) {
        String shortName = ClassUtils.getShortName(className);
        String feature = shortName.replace("AutoConfiguration", "").toLowerCase(Locale.ROOT);
        return className.equals(ROOT + feature + "." + shortName);
    }

    /** Read from the bytecode: the class itself may not load, which is why it is off. */
    private static @Nullable Switch switchOf(String className, MetadataReaderFactory metadata) {
        try {
            Map<String, @Nullable Object> attributes = metadata.getMetadataReader(className)
                    .getAnnotationMetadata()
                    .getAnnotationAttributes(ConditionalOnFeature.class.getName());
            if (attributes == null || !(attributes.get("value") instanceof String[] names) || names.length == 0) {
                return null;
            }
            return new Switch(names[0], String.valueOf(attributes.get("missing")));
        } catch (IOException unreadable) {
            return null;
        }
    }

    private static @Nullable String reasonOff(String className, Switch found, ConditionEvaluationReport report) {
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
        return found.missing().isEmpty() ? "not available" : found.missing();
    }

    private record Switch(String feature, String missing) {}
}
