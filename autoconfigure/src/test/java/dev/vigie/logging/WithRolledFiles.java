package dev.vigie.logging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

/** Log files of one test that roll soon. */
abstract class WithRolledFiles {

    @TempDir
    Path directory;

    final LoggedFiles files = new LoggedFiles();
    final Random random = new Random(7);

    @AfterEach
    void stop() {
        files.close();
    }

    long told(String event) {
        return files.told(event);
    }

    List<String> rolled() throws IOException {
        return LoggedFiles.names(directory).stream()
                .filter(name -> !name.equals("app.log"))
                .toList();
    }

    static String permissions(Path file) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
        } catch (IOException gone) {
            return gone.toString();
        }
    }

    static LogFiles wanted(int maxFiles, DataSize roll) {
        LogFiles.Kept kept = new LogFiles.Kept(maxFiles, 0, DataSize.ofGigabytes(1), false);
        return new LogFiles("", roll, kept, false, false, Map.of(), "rw-r-----");
    }

    /** They take room also when packed. */
    String letters(int length) {
        return random.ints(length, 'a', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
