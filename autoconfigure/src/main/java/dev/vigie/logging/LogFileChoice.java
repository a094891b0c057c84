package dev.vigie.logging;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.filter.Filter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The log file of all applications that share a logback: that of the one that started last and asked for one.
 *
 * @param filters of all files, such as a threshold
 */
record LogFileChoice(String path, List<Filter<ILoggingEvent>> filters) {

    private static final String CHOSEN = LogFileChoice.class.getName();

    /**
     * The file of this application, or else of one before it, or null.
     *
     * @param boots the appender Spring Boot has made for it, unless another application was there first
     */
    static @Nullable LogFileChoice of(
            LoggingSettings settings, LoggerContext context, @Nullable FileAppender<ILoggingEvent> boots) {
        String path = settings.file() == null && boots != null ? boots.getFile() : settings.file();
        if (path != null) {
            List<Filter<ILoggingEvent>> filters =
                    boots == null ? LineThreshold.of(settings.fileThreshold()) : boots.getCopyOfAttachedFiltersList();
            if (boots != null || !isChosen(context, path)) {
                context.putObject(CHOSEN, new LogFileChoice(path, filters));
            }
        }
        return context.getObject(CHOSEN) instanceof LogFileChoice chosen ? chosen : null;
    }

    /** When one has ended whose file it was; returns whether another, or none, was chosen. */
    static boolean chooseAnew(List<LoggingSettings> left, LoggerContext context) {
        if (!(context.getObject(CHOSEN) instanceof LogFileChoice chosen)
                || left.stream().anyMatch(one -> chosen.path().equals(one.file()))) {
            return false;
        }
        context.removeObject(CHOSEN);
        choose(left, context);
        return true;
    }

    /** That of the last one that has one. */
    static void choose(List<LoggingSettings> all, LoggerContext context) {
        all.stream().filter(one -> !one.ownFile()).forEach(one -> of(one, context, null));
    }

    /** Then its filters stay, those that Spring Boot's appender had. */
    private static boolean isChosen(LoggerContext context, String path) {
        return context.getObject(CHOSEN) instanceof LogFileChoice chosen
                && chosen.path().equals(path);
    }

    void filter(Appender<ILoggingEvent> file) {
        filters.forEach(file::addFilter);
    }
}
