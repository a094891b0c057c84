package dev.vigie.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.filter.ThresholdFilter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Puts the appenders of an application behind the queue, and takes them from there again. */
final class LinePipeline {

    /** The one appender of ours at the root logger. */
    static final String NAME = "VIGIE";

    private final LoggerContext context;
    private final Logger root;

    LinePipeline(LoggerContext context) {
        this.context = context;
        this.root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    }

    @Nullable
    AsyncLineAppender installed() {
        return root.getAppender(NAME) instanceof AsyncLineAppender ours ? ours : null;
    }

    /** Those of an own configuration, too. */
    static List<AsyncLineAppender> allIn(LoggerContext context) {
        List<AsyncLineAppender> all = new ArrayList<>();
        for (Logger logger : context.getLoggerList()) {
            logger.iteratorForAppenders().forEachRemaining(appender -> {
                if (appender instanceof AsyncLineAppender ours) {
                    all.add(ours);
                }
            });
        }
        return all;
    }

    void install(LoggingSettings settings, List<Appender<ILoggingEvent>> targets) {
        AsyncLineAppender lines = new AsyncLineAppender();
        lines.setContext(context);
        lines.setName(NAME);
        lines.setFlow(settings.flow());
        for (Appender<ILoggingEvent> target : targets) {
            root.detachAppender(target);
            if (target instanceof OutputStreamAppender<ILoggingEvent> stream) {
                stream.setImmediateFlush(false);
            }
            lines.addAppender(target);
        }
        lines.start();
        root.addAppender(lines);
    }

    /** Puts what stood behind the queue to the root logger again. */
    void putBack(Appender<ILoggingEvent> kept) {
        if (kept instanceof OutputStreamAppender<ILoggingEvent> stream) {
            stream.setImmediateFlush(true);
        }
        root.addAppender(kept);
    }

    /**
     * The log files: all lines, those of errors, those of each category.
     *
     * @param file path of the first; the others are named after it
     */
    List<Appender<ILoggingEvent>> files(
            String name, String file, LogFiles wanted, Supplier<Encoder<ILoggingEvent>> encoders) {
        List<Appender<ILoggingEvent>> files = new ArrayList<>();
        // logback does not find the archives of a file without a directory.
        String main = Path.of(file).toAbsolutePath().toString();
        String real = real(main);
        String archives = wanted.archives().isEmpty() ? usualArchives(real) : wanted.archives();
        files.add(started(rolling(name, real, archives, wanted.kept(), wanted), wanted, encoders));
        if (LogPlace.isSpecial(Path.of(real))) {
            return files;
        }
        if (wanted.errors()) {
            LogFile errors = file(beside(main, "error"), NAME + "_ERROR", wanted.kept(), wanted, encoders);
            ThresholdFilter threshold = new ThresholdFilter();
            threshold.setLevel(Level.ERROR.levelStr);
            threshold.start();
            errors.addFilter(threshold);
            files.add(errors);
        }
        if (wanted.categories()) {
            for (String category : CategoryResolver.CATEGORIES) {
                LogFile one =
                        file(beside(main, category), NAME + "_" + category, wanted.keptOf(category), wanted, encoders);
                one.addFilter(new CategoryFilter(category));
                files.add(one);
            }
        }
        return files;
    }

    private LogFile file(
            String file, String name, LogFiles.Kept kept, LogFiles wanted, Supplier<Encoder<ILoggingEvent>> encoders) {
        String real = real(file);
        return started(rolling(name, real, usualArchives(real), kept, wanted), wanted, encoders);
    }

    private static String real(String file) {
        return LogPlace.real(Path.of(file)).toString();
    }

    private LogFileRolling rolling(String name, String file, String archives, LogFiles.Kept kept, LogFiles wanted) {
        return new LogFileRolling(context, name, file, archives, wanted.maxFile(), kept);
    }

    private static LogFile started(LogFileRolling rolling, LogFiles wanted, Supplier<Encoder<ILoggingEvent>> encoders) {
        LogFile file = new LogFile(rolling, FileAccess.of(wanted.permissions()));
        file.setEncoder(encoders.get());
        file.start();
        return file;
    }

    private static String usualArchives(String file) {
        return file + ".%d{yyyy-MM-dd}.%i.gz";
    }

    /** {@code logs/app.log} becomes {@code logs/app-error.log}. */
    private static String beside(String file, String suffix) {
        int name = Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1;
        int dot = file.lastIndexOf('.');
        return dot <= name ? file + '-' + suffix : file.substring(0, dot) + '-' + suffix + file.substring(dot);
    }

    private static final class CategoryFilter extends Filter<ILoggingEvent> {

        private final String category;

        CategoryFilter(String category) {
            this.category = category;
            start();
        }

        @Override
        public FilterReply decide(ILoggingEvent event) {
            return event instanceof QueuedEvent line && line.category().equals(category)
                    ? FilterReply.NEUTRAL
                    : FilterReply.DENY;
        }
    }
}
