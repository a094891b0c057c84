package dev.vigie.metrics;

import dev.vigie.feature.FeatureProperties;
import io.micrometer.core.instrument.Tags;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.info.BuildProperties;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/** Which application, where and in which version: the tags every meter has. */
record CommonTags(String application, String environment, String version) {

    static CommonTags of(Environment environment, FeatureProperties feature, @Nullable BuildProperties build) {
        String release = build != null && StringUtils.hasText(build.getVersion())
                ? build.getVersion()
                : environment.getProperty("sentry.release");
        return new CommonTags(
                orElse(environment.getProperty("spring.application.name"), "application"),
                feature.environment(),
                orElse(release, "unknown"));
    }

    Tags asTags() {
        return Tags.of("application", application, "environment", environment, "version", version);
    }

    private static String orElse(@Nullable String text, String otherwise) {
        // A tag without a value is dropped by Prometheus and refused by others.
        return StringUtils.hasText(text) ? text.strip() : otherwise;
    }
}
