package dev.vigie.feature;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.condition.ConditionEvaluationReport;
import org.springframework.boot.autoconfigure.condition.ConditionEvaluationReport.ConditionAndOutcomes;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

class ConditionalOnFeatureTests {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(Watching.class, WatchingTogether.class));

    @Test
    void isOnByDefault() {
        runner.run(context -> assertThat(context).hasBean("watch").hasBean("together"));
    }

    @Test
    void isOnWhenSaidSo() {
        runner.withPropertyValues("vigie.enabled=true", "vigie.watching.enabled=TRUE")
                .run(context -> assertThat(context).hasBean("watch"));
    }

    @Test
    void theSwitchOfTheFeatureTurnsItOff() {
        runner.withPropertyValues("vigie.watching.enabled=false")
                .run(context -> assertThat(context).doesNotHaveBean("watch").doesNotHaveBean("together"));
    }

    @Test
    void theSwitchOfOneOfTwoFeaturesTurnsOffWhatNeedsBoth() {
        runner.withPropertyValues("vigie.other.enabled=false")
                .run(context -> assertThat(context).hasBean("watch").doesNotHaveBean("together"));
    }

    @Test
    void theMasterSwitchWinsOverTheFeature() {
        runner.withPropertyValues("vigie.enabled=false", "vigie.watching.enabled=true")
                .run(context -> assertThat(context).doesNotHaveBean("watch").doesNotHaveBean("together"));
    }

    @Test
    void bindsLikeAnyOtherProperty() {
        runner.withSystemProperties("vigie.watching.enabled=off")
                .run(context -> assertThat(context).doesNotHaveBean("watch"));
    }

    @Test
    void explainsItselfInTheConditionReport() {
        runner.run(context -> assertThat(messageOf(context)).endsWith("watching it is not switched off"));
        runner.withPropertyValues("vigie.enabled=false")
                .run(context -> assertThat(messageOf(context)).endsWith("watching vigie.enabled=false"));
        runner.withPropertyValues("vigie.watching.enabled=false")
                .run(context -> assertThat(messageOf(context)).endsWith("watching vigie.watching.enabled=false"));
    }

    @Test
    void aValueThatIsNoBooleanLeavesItOn() {
        runner.withPropertyValues("vigie.watching.enabled=perhaps", "vigie.enabled=maybe")
                .run(context -> assertThat(context).hasNotFailed().hasSingleBean(Watching.class));
    }

    private static String messageOf(AssertableApplicationContext context) {
        ConditionAndOutcomes outcomes = ConditionEvaluationReport.get(context.getBeanFactory())
                .getConditionAndOutcomesBySource()
                .get(Watching.class.getName());
        return Objects.requireNonNull(outcomes).iterator().next().getOutcome().getMessage();
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnFeature("watching")
    static class Watching {

        @Bean
        String watch() {
            return "watch";
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnFeature({"watching", "other"})
    static class WatchingTogether {

        @Bean
        String together() {
            return "together";
        }
    }
}
