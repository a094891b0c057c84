package dev.vigie.feature;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The memory of the machine, or of the container where that has less, as Linux tells it; NaN where it does not.
 *
 * @param total bytes there are
 * @param available bytes of them that programs could still get, caches included that can go at once
 */
public record HostMemory(double total, double available) {

    private static final int KIBI = 1024;

    public static HostMemory ofThisMachine() {
        return read(Path.of("/proc"), Path.of("/sys"));
    }

    /**
     * Reads proc(5) and the control group of either version.
     *
     * @param proc where {@code /proc} is
     * @param sys where {@code /sys} is
     */
    public static HostMemory read(Path proc, Path sys) {
        List<String> machine = lines(proc.resolve("meminfo"));
        double total = KIBI * field(machine, "MemTotal:");
        double available = KIBI * field(machine, "MemAvailable:");
        Path group = sys.resolve("fs/cgroup");
        double limit = number(group.resolve("memory.max"));
        if (limit < total) {
            return within(limit, available, used(group, "memory.current", "inactive_file"));
        }
        Path first = group.resolve("memory");
        limit = number(first.resolve("memory.limit_in_bytes"));
        if (limit < total) {
            return within(limit, available, used(first, "memory.usage_in_bytes", "total_inactive_file"));
        }
        return new HostMemory(total, available);
    }

    private static HostMemory within(double limit, double available, double used) {
        return new HostMemory(limit, Math.max(0, Math.min(available, limit - used)));
    }

    /** As Kubernetes counts: without the files in the cache that can go at once. */
    private static double used(Path group, String usage, String cache) {
        double used = number(group.resolve(usage));
        double cached = field(lines(group.resolve("memory.stat")), cache);
        return Double.isNaN(cached) ? used : used - cached;
    }

    private static double field(List<String> lines, String name) {
        for (String line : lines) {
            String[] columns = line.split("\\s+", -1);
            if (columns.length > 1 && columns[0].equals(name)) {
                return number(columns[1]);
            }
        }
        return Double.NaN;
    }

    private static double number(Path file) {
        List<String> lines = lines(file);
        return lines.isEmpty() ? Double.NaN : number(lines.get(0).strip());
    }

    private static double number(String text) {
        // "max" is how a control group says that it has no limit.
        return text.matches("[0-9]{1,19}") ? Double.parseDouble(text) : Double.NaN;
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file, StandardCharsets.ISO_8859_1);
        } catch (IOException | RuntimeException unreadable) {
            return List.of();
        }
    }
}
