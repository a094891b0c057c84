package dev.vigie.sample.crm.watched;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

class InstalledProgramTests {

    @TempDir
    private Path folder;

    @Test
    void isLeftOutWhereItIsMissing() {
        assertThatThrownBy(() -> InstalledProgram.find("promtool", folder.toString(), ""))
                .isInstanceOf(TestAbortedException.class)
                .hasMessageContaining("NOT CHECKED: promtool");
    }

    @Test
    void failsWhereItIsMissingAndRequired() {
        assertThatThrownBy(() -> InstalledProgram.find("promtool", folder.toString(), "required"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("promtool is not on the path");
    }

    @Test
    void isFoundOnThePath() throws Exception {
        Path program = Files.writeString(folder.resolve("promtool"), "");
        assertThat(program.toFile().setExecutable(true)).isTrue();

        assertThat(InstalledProgram.find("promtool", "/nowhere:" + folder, "required"))
                .isEqualTo(program);
    }
}
