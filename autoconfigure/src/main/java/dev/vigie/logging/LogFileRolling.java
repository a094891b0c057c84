package dev.vigie.logging;

import ch.qos.logback.classic.LoggerContext;
import org.springframework.util.unit.DataSize;

/**
 * Where a log file is and how it rolls.
 *
 * @param name of the appender
 * @param file its path
 * @param archives the path of a rolled file, with {@code %d} and {@code %i}
 * @param days how many days rolled files are kept
 */
record LogFileRolling(LoggerContext context, String name, String file, String archives, int days, Sizes sizes) {

    /**
     * How large files become.
     *
     * @param maxFile where it rolls within a day
     * @param allArchives rolled files of one log file together
     * @param cleanOnStart whether old ones are removed at the start, too
     */
    record Sizes(DataSize maxFile, DataSize allArchives, boolean cleanOnStart) {}
}
