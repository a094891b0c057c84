package dev.vigie.logging;

import dev.vigie.feature.StartupProblems;
import dev.vigie.privacy.Masking;
import dev.vigie.privacy.PrivacyProperties;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.support.DefaultSingletonBeanRegistry;
import org.springframework.boot.context.event.ApplicationContextInitializedEvent;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.event.ApplicationFailedEvent;
import org.springframework.boot.context.event.SpringApplicationEvent;
import org.springframework.boot.context.logging.LoggingApplicationListener;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;

/**
 * Sets the log lines up right behind Spring Boot's own listener, so that start-up lines are JSON too. Spring creates
 * this class in every application: it links to neither logback nor the encoder itself.
 */
final class LoggingSetupListener implements ApplicationListener<SpringApplicationEvent>, Ordered {

    private static final String OUTCOME_BEAN = "vigieLoggingOutcome";
    private static final String SECRETS_BEAN = "vigieLoggingSecrets";

    /** Of the application that starts. */
    private @Nullable Environment known;

    @Override
    public int getOrder() {
        return LoggingApplicationListener.DEFAULT_ORDER + 1;
    }

    @Override
    public void onApplicationEvent(SpringApplicationEvent event) {
        if (hasEncoder()) {
            SharedLogback.alone(() -> on(event));
        }
    }

    private void on(SpringApplicationEvent event) {
        if (event instanceof ApplicationEnvironmentPreparedEvent prepared) {
            known = prepared.getEnvironment();
            setUp(known, prepared.getSpringApplication().getClassLoader());
        } else if (event instanceof ApplicationContextInitializedEvent initialized) {
            ConfigurableApplicationContext context = initialized.getApplicationContext();
            goOnWith(context.getEnvironment());
            // Once more: an initializer may have set logging up anew, as Spring Cloud does when it fetched properties.
            LoggingOutcome outcome = setUp(
                    context.getEnvironment(), initialized.getSpringApplication().getClassLoader());
            if (outcome != null) {
                context.getBeanFactory().registerSingleton(OUTCOME_BEAN, outcome);
                forgetAtTheEnd(context);
            }
        } else if (event instanceof ApplicationFailedEvent failed) {
            forget(failed.getApplicationContext());
        }
    }

    /** Spring Boot makes another one when the kind of the application is a property. */
    @SuppressWarnings("ReferenceEquality") // the very same one
    private void goOnWith(Environment environment) {
        if (known != null && known != environment) {
            SharedLogback.goOnWith(known, environment);
        }
        known = environment;
    }

    /** It has no end of its own, unless it was refreshed: then its beans may say something. */
    private void forget(@Nullable ConfigurableApplicationContext context) {
        if (known != null && (context == null || !context.isActive())) {
            SharedLogback.forget(known);
        }
        known = null;
    }

    /** What is registered first is destroyed last: until then its beans may say something. */
    private static void forgetAtTheEnd(ConfigurableApplicationContext context) {
        Environment environment = context.getEnvironment();
        if (context.getBeanFactory() instanceof DefaultSingletonBeanRegistry beans) {
            beans.registerDisposableBean(SECRETS_BEAN, () -> SharedLogback.forget(environment));
        }
    }

    private static @Nullable LoggingOutcome setUp(Environment environment, ClassLoader classLoader) {
        return setUp(environment, classLoader, () -> {
            // That of Spring Cloud, which has read no properties, goes on as the parent of the application.
            if (!isBootstrap(environment)) {
                SharedLogback.use(environment, maskingOf(environment));
            }
        });
    }

    private static boolean isBootstrap(Environment environment) {
        return environment instanceof ConfigurableEnvironment own
                && own.getPropertySources().contains("bootstrap");
    }

    /** As it was set up before, and what the application has said since of what is secret still holds. */
    static @Nullable LoggingOutcome setUpAgain(Environment environment, ClassLoader classLoader) {
        return setUp(environment, classLoader, () -> {});
    }

    private static @Nullable LoggingOutcome setUp(Environment environment, ClassLoader classLoader, Runnable masking) {
        if (!LoggingSettings.isOn(environment)) {
            return null;
        }
        try {
            masking.run();
            String own = OwnLogbackConfiguration.find(environment, classLoader);
            if (own != null) {
                return LogbackSetup.leftAlone("it has its own logback configuration (" + own + ")");
            }
            LoggingSettings settings = LoggingSettings.from(environment);
            SharedLogback.asks(environment, settings);
            return LogbackSetup.apply(settings);
        } catch (RuntimeException | LinkageError failed) {
            return LoggingOutcome.leftAlone(reason(failed));
        }
    }

    /** The words of this application count from its first line on. */
    private static Masking maskingOf(Environment environment) {
        try {
            return Masking.of(Binder.get(environment).bindOrCreate("vigie.privacy", PrivacyProperties.class));
        } catch (BindException unusable) {
            // Told when the properties are bound; the words everybody knows are secret anyway.
            return Masking.of(List.of());
        }
    }

    /** Only what does not link speaks of another version of the encoder. */
    static String reason(Throwable failed) {
        Throwable cause = failed instanceof LinkageError ? failed : failed.getCause();
        if (cause instanceof LinkageError missing) {
            return "JSON lines need logstash-logback-encoder 8.x ("
                    + missing.getClass().getName() + ")";
        }
        String message = SafeText.of("message", failed::getMessage);
        return "JSON lines could not be set up (" + failed.getClass().getName() + ": "
                + StartupProblems.printable(message, 200) + ")";
    }

    /** Whether logback and the encoder are on the class path. */
    static boolean hasEncoder() {
        ClassLoader classLoader = LoggingSetupListener.class.getClassLoader();
        return ClassUtils.isPresent("ch.qos.logback.classic.LoggerContext", classLoader)
                && ClassUtils.isPresent("net.logstash.logback.encoder.LoggingEventCompositeJsonEncoder", classLoader);
    }
}
