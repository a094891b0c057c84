package dev.vigie.feature;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.context.annotation.Conditional;

/**
 * The one switch: matches while {@code vigie.enabled} and {@code vigie.<feature>.enabled} are not false, for every
 * feature named. Explains itself in the condition report.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Conditional(OnFeatureCondition.class)
public @interface ConditionalOnFeature {

    /** The features that must be on; empty asks for the master switch {@code vigie.enabled} alone. */
    String[] value();

    /** What has to be there besides, in the words the start-up line uses when it is missing: {@code no actuator}. */
    String missing() default "";
}
