package dev.vigie.errors.sentry;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Whether a DSN is one. The SDK's own parser throws and is not public; a throw there ends the start of the application.
 *
 * @see <a href="https://develop.sentry.dev/sdk/foundations/transport/authentication/">Sentry: DSN</a>
 */
final class SentryDsn {

    private SentryDsn() {}

    /** Its host, as it may stand in a log line. */
    static String hostOf(@Nullable String dsn) {
        try {
            String host = dsn == null ? null : new URI(dsn.strip()).getHost();
            return host == null ? "an unknown host" : host;
        } catch (URISyntaxException notAUri) {
            return "an unknown host";
        }
    }

    /** What is wrong with it, in a few words and without repeating it, or null when it is fine. */
    static @Nullable String problemOf(String dsn) {
        URI uri;
        try {
            uri = new URI(dsn.strip());
        } catch (URISyntaxException notAUri) {
            return "it is not a URL";
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !scheme.equals("http")) {
            return "it does not begin with https:// or http://";
        }
        if (uri.getHost() == null) {
            return "it has no valid host";
        }
        String userInfo = uri.getRawUserInfo();
        if (userInfo == null || userInfo.isEmpty() || userInfo.startsWith(":")) {
            return "it has no public key before the @";
        }
        String path = uri.getPath() == null ? "" : uri.getPath().replaceAll("/+$", "");
        if (path.isEmpty()) {
            return "it has no project id at its end";
        }
        return null;
    }
}
