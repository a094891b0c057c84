package dev.vigie.logging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigie.logging.LogFile.Notice;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is told of files that fail. */
class FileTroublesTests {

    private final FileTroubles troubles = new FileTroubles();

    @Test
    void filesOfOneDirectoryThatFailTogetherAreToldTogether() {
        assertThat(troubles.toTell(List.of(
                        failing("/logs/app.log", "AccessDeniedException: /logs/app.log"),
                        failing("/logs/app-error.log", "AccessDeniedException: /logs/app-error.log"))))
                .containsExactly(new FileNotice(
                        LogFile.FAILING,
                        "/logs/app.log",
                        List.of("/logs/app-error.log"),
                        "error",
                        "AccessDeniedException: /logs/app.log"));
    }

    @Test
    void oneThatFailsLaterForTheSameReasonIsNotToldUntilTheOthersAreBack() {
        assertThat(troubles.toTell(List.of(failing("/logs/app.log", "disk full"))))
                .hasSize(1);
        assertThat(troubles.toTell(List.of(failing("/logs/app-error.log", "disk full"))))
                .isEmpty();
        assertThat(troubles.toTell(List.of(failing("/logs/app-api.log", "denied"))))
                .hasSize(1);
        assertThat(troubles.toTell(List.of(failing("/other/app.log", "disk full"))))
                .hasSize(1);

        assertThat(troubles.toTell(List.of(recovered("/logs/app.log", 3), recovered("/logs/app-error.log", 2))))
                .containsExactly(new FileNotice(
                        LogFile.RECOVERED, "/logs/app.log", List.of("/logs/app-error.log"), "lines_lost", 5L));
        assertThat(troubles.toTell(List.of(failing("/logs/app.log", "disk full"))))
                .hasSize(1);
    }

    private static Notice failing(String file, String error) {
        return new Notice(LogFile.FAILING, file, "error", error);
    }

    private static Notice recovered(String file, long lines) {
        return new Notice(LogFile.RECOVERED, file, "lines_lost", lines);
    }
}
