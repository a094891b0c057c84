package dev.vigie.logging;

import ch.qos.logback.classic.LoggerContext;
import org.springframework.util.unit.DataSize;

/**
 * Where a log file is and how it rolls.
 *
 * @param name of the appender
 * @param file its path
 * @param archives the path of a rolled file, with {@code %d} and {@code %i}
 * @param maxFile where it rolls within a day
 * @param kept which rolled files are kept
 */
record LogFileRolling(
        LoggerContext context, String name, String file, String archives, DataSize maxFile, LogFiles.Kept kept) {}
