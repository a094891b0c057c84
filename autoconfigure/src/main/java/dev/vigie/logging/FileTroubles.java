package dev.vigie.logging;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which log files are failing, and why: those of one directory fail together, and that is told once. Used by one thread
 * at a time.
 */
final class FileTroubles {

    /** By file, of those that fail now. */
    private final Map<String, Cause> failing = new LinkedHashMap<>();

    /** What happened to several files for the same reason becomes one; what is known already, nothing. */
    List<FileNotice> toTell(List<LogFile.Notice> notices) {
        if (notices.isEmpty()) {
            return List.of();
        }
        Map<Cause, List<LogFile.Notice>> together = new LinkedHashMap<>();
        for (LogFile.Notice notice : notices) {
            Cause cause = Cause.of(notice);
            if (notice.event().equals(LogFile.RECOVERED)) {
                failing.remove(notice.file());
            }
            boolean known = failing.containsValue(cause) && !together.containsKey(cause);
            if (notice.event().equals(LogFile.FAILING)) {
                failing.put(notice.file(), cause);
            }
            if (!known) {
                together.computeIfAbsent(cause, first -> new ArrayList<>()).add(notice);
            }
        }
        return together.values().stream().map(FileTroubles::one).toList();
    }

    private static FileNotice one(List<LogFile.Notice> same) {
        LogFile.Notice first = same.get(0);
        List<String> others =
                same.stream().skip(1).map(LogFile.Notice::file).distinct().toList();
        Object value = first.value();
        if (value instanceof Long) {
            value = same.stream().mapToLong(one -> (Long) one.value()).sum();
        }
        return new FileNotice(first.event(), first.file(), others, first.key(), value);
    }

    /**
     * What files have in common that fail together.
     *
     * @param why the error without the name of the file
     */
    private record Cause(String event, String folder, String why) {

        static Cause of(LogFile.Notice notice) {
            Path folder = Path.of(notice.file()).toAbsolutePath().getParent();
            String why = notice.value() instanceof String error ? error.replace(notice.file(), "") : "";
            return new Cause(notice.event(), String.valueOf(folder), why);
        }
    }
}
