package dev.vigie.logging;

import dev.vigie.feature.FeatureReport;
import dev.vigie.feature.StructuredOutput;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Says in the start-up lines how this application logs. */
final class LoggingReport implements FeatureReport, StructuredOutput {

    private final @Nullable LoggingOutcome outcome;
    private final Supplier<String> level;
    private final BooleanSupplier structured;

    LoggingReport(@Nullable LoggingOutcome outcome, Supplier<String> level, BooleanSupplier structured) {
        this.outcome = outcome;
        this.level = level;
        this.structured = structured;
    }

    @Override
    public String feature() {
        return "logging";
    }

    @Override
    public boolean structured() {
        return structured.getAsBoolean();
    }

    @Override
    public String detail() {
        if (outcome == null) {
            return "not set up";
        }
        String file = outcome.jsonFile() ? "json file" : "";
        if (outcome.console() == null) {
            return file.isEmpty() ? "own configuration" : "own console, json file";
        }
        return switch (outcome.console()) {
            case JSON -> "json";
            case TEXT -> file.isEmpty() ? "text" : "text, json file";
            case NONE -> file.isEmpty() ? "no console" : file;
        };
    }

    @Override
    public @Nullable String headline() {
        if (outcome == null) {
            return null;
        }
        String sentence = sentence(outcome);
        String why = outcome.leftAlone();
        if (why == null) {
            return sentence;
        }
        String left = "Logging left to the application: " + why;
        return sentence == null ? left : sentence + ". " + left;
    }

    private @Nullable String sentence(LoggingOutcome known) {
        if (known.console() == null) {
            return known.jsonFile()
                    ? "Structured logging initialised (json in the file, level %s)".formatted(level.get())
                    : null;
        }
        return switch (known.console()) {
            case JSON -> "Structured logging initialised (json, level %s)".formatted(level.get());
            case TEXT ->
                known.jsonFile()
                        ? "Text logging initialised (level %s, json in the file)".formatted(level.get())
                        : "Text logging initialised (level %s)".formatted(level.get());
            case NONE ->
                known.jsonFile()
                        ? "Structured logging initialised (json in the file, no console, level %s)"
                                .formatted(level.get())
                        : "No log lines are written: vigie.logging.console is none and there is no log file";
        };
    }
}
