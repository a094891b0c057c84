package dev.vigie.situation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code docs/situations.md}: what was observed, as a table. */
final class SituationsPage {

    static final String WRITE = "vigie.docs.write";

    private static final String HEAD =
            """
            # Situations

            What the client is answered and what Sentry is sent, for every way an application can fail that is looked at. This
            page is written by a test from what it saw: a real application, real HTTP, a real receiver, on Spring Boot 3.5 and
            4.1, with tracing on and off, on platform and on virtual threads, all of which must agree. Do not edit it.

            `nothing` means no event. An event that is sent is complete: one request breadcrumb and none of another request,
            request, route, user, `request_id`, trace id, environment, release, and `url` and `method` as extra. The
            last column says where the id of the event can be read.
            """;

    private SituationsPage() {}

    static Path path() {
        Path folder = Path.of(System.getProperty("basedir", "")).toAbsolutePath();
        while (folder != null && !Files.exists(folder.resolve("docs/architecture.md"))) {
            folder = folder.getParent();
        }
        if (folder == null) {
            throw new IllegalStateException("No folder above this module has docs/architecture.md");
        }
        return folder.resolve("docs/situations.md");
    }

    static String of(Map<Situation, Observation> seen) throws IOException {
        List<String> lines = new ArrayList<>(List.of(HEAD.stripTrailing()));
        String family = "";
        for (Map.Entry<Situation, Observation> entry : seen.entrySet()) {
            Situation situation = entry.getKey();
            if (!situation.family().equals(family)) {
                family = situation.family();
                lines.addAll(List.of(
                        "",
                        "## " + family,
                        "",
                        "| situation | answer | what is sent | transaction | event id in |",
                        "|---|---|---|---|---|"));
            }
            lines.add(row(situation, entry.getValue()));
        }
        return String.join("\n", lines) + "\n";
    }

    private static String row(Situation situation, Observation seen) {
        List<String> cells = new ArrayList<>();
        cells.add(situation.name());
        cells.addAll(seen.row());
        return "| "
                + String.join(" | ", cells.stream().map(SituationsPage::inCell).toList()) + " |";
    }

    private static String inCell(String text) {
        return text.replace("|", "\\|").replace('\n', ' ');
    }
}
