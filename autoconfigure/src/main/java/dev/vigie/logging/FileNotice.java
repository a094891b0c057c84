package dev.vigie.logging;

import java.util.List;

/**
 * What one line on the console tells of log files.
 *
 * @param event {@code log_file_failing}, {@code log_file_recovered}, {@code log_file_not_rolled} or
 *     {@code log_file_not_packed}
 * @param file the first of them
 * @param others the others that the same happened to
 * @param key what more there is to say, with its value
 */
record FileNotice(String event, String file, List<String> others, String key, Object value) {}
