package dev.vigie.feature;

import java.util.Map;
import java.util.Objects;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Reads the switches of {@link ConditionalOnFeature} from the environment. */
final class OnFeatureCondition extends SpringBootCondition {

    @Override
    public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
        Map<String, Object> attributes =
                Objects.requireNonNull(metadata.getAnnotationAttributes(ConditionalOnFeature.class.getName()));
        String[] features = (String[]) Objects.requireNonNull(attributes.get("value"));
        ConditionMessage.Builder message =
                ConditionMessage.forCondition(ConditionalOnFeature.class, (Object[]) features);
        if (!FeatureSwitch.isOn(context.getEnvironment(), "vigie.enabled")) {
            return ConditionOutcome.noMatch(message.because("vigie.enabled=false"));
        }
        for (String feature : features) {
            String key = "vigie." + feature + ".enabled";
            if (!FeatureSwitch.isOn(context.getEnvironment(), key)) {
                return ConditionOutcome.noMatch(message.because(key + "=false"));
            }
        }
        return ConditionOutcome.match(message.because("it is not switched off"));
    }
}
