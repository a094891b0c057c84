package dev.vigie.sample.crm.watched;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The table of all meters in {@code docs/metrics.md}. */
final class MetricsPage {

    static final String WRITE = "vigie.docs.write";

    private static final String BEGIN = "<!-- The table is written by a test; do not edit it. -->\n";
    private static final String END = "<!-- End of the table. -->\n";
    private static final String HEAD = "| meter | type | unit | tags | meaning | for |\n|---|---|---|---|---|---|\n";

    private static final String REMARKS =
            "<!-- A test reads this table: the meter, as a regular expression, and what promtool says. -->\n";
    private static final String END_OF_REMARKS = "<!-- End of the remarks. -->\n";

    private MetricsPage() {}

    /** The lines of promtool that {@code docs/metrics.md} explains. */
    static Pattern knownRemarks() throws IOException {
        String page = Files.readString(path());
        return Pattern.compile(page.substring(page.indexOf(REMARKS) + REMARKS.length(), page.indexOf(END_OF_REMARKS))
                .lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.split("(?<!\\\\)\\|"))
                .map(cells ->
                        cells[1].strip().replace("`", "").replace("\\|", "|") + Pattern.quote(" " + cells[2].strip()))
                .collect(Collectors.joining("|")));
    }

    /**
     * What was reviewed of a meter by people, line by line {@code name | meaning | for}.
     *
     * @param sometimes whether a scrape may be without it
     * @param meaning what it means, where it does not say so itself
     * @param use the rules and views that read it
     */
    record Reviewed(boolean sometimes, String meaning, String use) {}

    /** Those of the list beside this class. A question mark behind the name: a scrape may be without it. */
    static Map<String, Reviewed> reviewed() throws IOException {
        Map<String, Reviewed> reviewed = new LinkedHashMap<>();
        try (InputStream list = Objects.requireNonNull(MetricsPage.class.getResourceAsStream("/reviewed-meters.txt"))) {
            for (String line : new String(list.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(each -> !each.isBlank() && !each.startsWith("#"))
                    .toList()) {
                String[] parts = (line + " ").split("\\|", 3);
                String name = parts[0].strip();
                boolean sometimes = name.endsWith("?");
                reviewed.put(
                        sometimes ? name.substring(0, name.length() - 1) : name,
                        new Reviewed(sometimes, parts[1].strip(), parts[2].strip()));
            }
        }
        return reviewed;
    }

    static String row(Exposition.Meter meter, Reviewed known) {
        String meaning = known.meaning().isEmpty() ? meter.help() : known.meaning();
        String tags = meter.tags().stream().map(tag -> "`" + tag + "`").collect(Collectors.joining(", "));
        return "| `%s` | %s | %s | %s | %s | %s |"
                .formatted(meter.name(), meter.type(), meter.unit(), tags, inCell(meaning), inCell(known.use()));
    }

    private static String inCell(String text) {
        return text.replace("|", "\\|").replace("<", "&lt;").replace('\n', ' ');
    }

    /** The rows that stand there now, by meter. */
    static Map<String, String> rows() throws IOException {
        String page = Files.readString(path());
        Map<String, String> rows = new TreeMap<>();
        page.substring(page.indexOf(BEGIN) + BEGIN.length(), page.indexOf(END))
                .lines()
                .filter(line -> line.startsWith("| `"))
                .forEach(line -> rows.put(line.substring(3, line.indexOf('`', 3)), line));
        return rows;
    }

    static void write(Map<String, String> rows) throws IOException {
        String page = Files.readString(path());
        String table = rows.values().stream().map(row -> row + "\n").collect(Collectors.joining("", HEAD, ""));
        Files.writeString(
                path(),
                page.substring(0, page.indexOf(BEGIN) + BEGIN.length()) + table + page.substring(page.indexOf(END)));
    }

    private static Path path() {
        Path folder = Path.of(System.getProperty("basedir", "")).toAbsolutePath();
        while (folder != null && !Files.exists(folder.resolve("docs/metrics.md"))) {
            folder = folder.getParent();
        }
        return Objects.requireNonNull(folder, "a folder above this module with docs/metrics.md")
                .resolve("docs/metrics.md");
    }
}
