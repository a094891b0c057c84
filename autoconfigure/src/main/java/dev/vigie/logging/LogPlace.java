package dev.vigie.logging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.logging.LogFile;
import org.springframework.core.env.Environment;

/** The place of the log file, made ready before Spring Boot makes it, which would let everybody read it. */
final class LogPlace {

    private static final int MOST_LINKS = 16;

    private static final List<Path> OPEN_FILES =
            List.of(Path.of("/proc"), Path.of("/dev/fd"), Path.of("/dev/stdout"), Path.of("/dev/stderr"));

    private LogPlace() {}

    /**
     * Makes the directory and the file where they are missing; what is there is not touched.
     *
     * @return false when the file would be ours and cannot be written
     */
    static boolean prepare(Environment environment, ClassLoader classLoader) {
        Path file = oursIn(environment, classLoader);
        if (file == null) {
            return true;
        }
        try {
            FileAccess access =
                    FileAccess.of(LoggingSettings.from(environment).files().permissions());
            // To open a pipe would wait for the one who reads it.
            if (!isSpecial(file)) {
                access.open(real(file)).close();
            }
            return true;
        } catch (IOException | RuntimeException notNow) {
            // Told as soon as there are lines for it.
            return false;
        }
    }

    private static @Nullable Path oursIn(Environment environment, ClassLoader classLoader) {
        if (!LoggingSettings.isOn(environment) || OwnLogbackConfiguration.find(environment, classLoader) != null) {
            return null;
        }
        LoggingSettings settings = LoggingSettings.from(environment);
        return settings.ownFile() ? null : pathIn(environment);
    }

    /** The file the application asks for, or null. */
    static @Nullable Path pathIn(Environment environment) {
        try {
            LogFile file = LogFile.get(environment);
            return file == null ? null : Path.of(file.toString());
        } catch (RuntimeException noPath) {
            return null;
        }
    }

    /** Where it leads: a link would be moved when the file rolls, and what it leads to would stay. */
    static Path real(Path file) {
        Path led = file.toAbsolutePath();
        if (isSpecial(led)) {
            return led;
        }
        try {
            for (int links = 0; links < MOST_LINKS && Files.isSymbolicLink(led); links++) {
                led = led.resolveSibling(Files.readSymbolicLink(led));
            }
            Path folder = led.getParent();
            Path name = led.getFileName();
            return folder == null || name == null ? led : folder.toRealPath().resolve(name);
        } catch (IOException | RuntimeException notThereYet) {
            return led;
        }
    }

    /** Whether it is a device, a pipe or an open file of a process, which neither rolls nor has files beside it. */
    static boolean isSpecial(Path file) {
        if (!Files.exists(file) || Files.isDirectory(file)) {
            return false;
        }
        Path absolute = file.toAbsolutePath();
        return !Files.isRegularFile(file) || OPEN_FILES.stream().anyMatch(absolute::startsWith);
    }
}
