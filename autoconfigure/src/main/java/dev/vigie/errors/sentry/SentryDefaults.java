package dev.vigie.errors.sentry;

import dev.vigie.feature.FeatureDefaults;
import dev.vigie.feature.StartupProblems;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.PropertiesLoaderUtils;

/** Defaults for Sentry's own properties. */
final class SentryDefaults implements FeatureDefaults {

    @Override
    public String feature() {
        return "errors";
    }

    @Override
    public void contribute(Environment environment, Map<String, Object> defaults, StartupProblems problems) {
        String name = environment.getProperty("vigie.environment", "development");
        defaults.put("sentry.environment", name);
        defaults.put("sentry.traces-sample-rate", tracesSampleRate(name));
        String release = release();
        if (release != null) {
            defaults.put("sentry.release", release);
        }
        // Ours knows causes and identity; the SDK's walks a circle of causes until memory ends.
        defaults.put("sentry.enable-deduplication", "false");
        // 30 is gone in one burst of a server.
        defaults.put("sentry.max-queue-size", "200");
        // 15 s and 2 s are a long wait at the end of a process when Sentry hangs.
        defaults.put("sentry.flush-timeout-millis", "2000");
        defaults.put("sentry.shutdown-timeout-millis", "2000");
        // 30 s each: with a Sentry that hangs, the queue would be full for minutes after it is back.
        defaults.put("sentry.connection-timeout-millis", "5000");
        defaults.put("sentry.read-timeout-millis", "5000");
        // Right behind Spring Security: at Sentry's own place, the last, it would replace the user anybody set by
        // nobody.
        defaults.put("sentry.user-filter-order", "-50");
    }

    private static String tracesSampleRate(String environment) {
        return switch (environment.toLowerCase(Locale.ROOT)) {
            case "production", "prod" -> "0.1";
            case "staging" -> "0.5";
            default -> "1.0";
        };
    }

    /** The version of build-info, else the commit of git.properties; both are written by common build plugins. */
    private static @Nullable String release() {
        String version = property("META-INF/build-info.properties", "build.version");
        return version != null ? version : property("git.properties", "git.commit.id");
    }

    private static @Nullable String property(String resource, String key) {
        ClassPathResource file = new ClassPathResource(resource);
        if (!file.exists()) {
            return null;
        }
        try {
            Properties properties = PropertiesLoaderUtils.loadProperties(file);
            return properties.getProperty(key);
        } catch (IOException | IllegalArgumentException unreadable) {
            return null;
        }
    }
}
