package dev.vigie.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;

/**
 * On a test class with an application context ({@code @SpringBootTest} or a slice such as {@code @WebMvcTest}): Sentry
 * is on and nothing leaves the JVM. What would have been sent is in {@link RecordedSentry}, a bean and a parameter of
 * test methods, empty at the start of each.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ExtendWith(RecordedSentryExtension.class)
@Import(RecordedSentryConfiguration.class)
@ImportAutoConfiguration
@TestPropertySource(
        properties = {
            "sentry.dsn=" + RecordedSentry.DSN,
            "sentry.enabled=true",
            // Tests provoke the same error again and again.
            "vigie.errors.quota.enabled=false"
        })
public @interface RecordSentry {}
