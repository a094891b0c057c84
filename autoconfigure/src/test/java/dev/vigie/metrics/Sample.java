package dev.vigie.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One line of Prometheus' text format 0.0.4. */
record Sample(String name, Map<String, String> labels, double value) {

    private static final Pattern LINE = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? (\\S+)(?: [0-9]+)?");
    private static final Pattern LABEL =
            Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\]|\\\\[\\\\n\"])*)\"(?:,|$)");

    static List<Sample> parse(String text) {
        return text.lines()
                .filter(line -> !line.startsWith("#") && !line.isEmpty())
                .map(Sample::parseLine)
                .toList();
    }

    private static Sample parseLine(String line) {
        Matcher matcher = LINE.matcher(line);
        assertThat(matcher.matches()).as("a line of the text format: %s", line).isTrue();
        Map<String, String> labels = new TreeMap<>();
        String inBraces = matcher.group(2) == null ? "" : matcher.group(2);
        Matcher label = LABEL.matcher(inBraces);
        int end = 0;
        while (label.find()) {
            assertThat(label.start()).as("labels without a gap: %s", line).isEqualTo(end);
            assertThat(labels.put(label.group(1), label.group(2)))
                    .as("label %s twice: %s", label.group(1), line)
                    .isNull();
            end = label.end();
        }
        assertThat(end).as("labels read to the end: %s", line).isEqualTo(inBraces.length());
        return new Sample(
                matcher.group(1), labels, Double.parseDouble(matcher.group(3).replace("Inf", "Infinity")));
    }
}
