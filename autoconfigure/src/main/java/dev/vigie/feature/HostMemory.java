package dev.vigie.feature;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The memory of the machine, or of the container or service where that has less, as Linux tells it; NaN where it does
 * not.
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
     * Reads proc(5) and the control groups of either version, see cgroups(7).
     *
     * @param proc where {@code /proc} is
     * @param sys where {@code /sys} is
     */
    public static HostMemory read(Path proc, Path sys) {
        List<String> machine = lines(proc.resolve("meminfo"));
        double total = KIBI * field(machine, "MemTotal:");
        HostMemory memory = new HostMemory(total, KIBI * field(machine, "MemAvailable:"));
        Path second = sys.resolve("fs/cgroup");
        Path first = second.resolve("memory");
        List<String> groups = lines(proc.resolve("self/cgroup"));
        memory = memory.within(second, path(groups, ""), "memory.max", "memory.current", "inactive_file");
        String path = path(groups, "memory");
        return memory.within(first, path, "memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file");
    }

    /** The path of the group of this process; without a controller that of the second version. */
    private static String path(List<String> groups, String controller) {
        for (String group : groups) {
            // Number, controllers, path; the path may have colons of its own.
            String[] columns = group.split(":", 3);
            if (columns.length == 3 && List.of(columns[1].split(",", -1)).contains(controller)) {
                return columns[2];
            }
        }
        return "/";
    }

    /**
     * Narrowed to the least limit from the group of this process up to the root. Of a container the path is often that
     * on its host, and only the root is there.
     */
    private HostMemory within(Path root, String path, String max, String usage, String cache) {
        double least = total;
        Path narrowest = null;
        for (Path level = level(root, path); level != null && level.startsWith(root); level = level.getParent()) {
            double limit = number(level.resolve(max));
            if (limit < least) {
                least = limit;
                narrowest = level;
            }
        }
        return narrowest == null
                ? this
                : new HostMemory(least, Math.max(0, Math.min(available, least - used(narrowest, usage, cache))));
    }

    /** A group outside of what this process sees begins with "/..", and its limits cannot be read. */
    private static Path level(Path root, String path) {
        try {
            Path level = root.resolve(path.substring(1)).normalize();
            return level.startsWith(root) ? level : root;
        } catch (RuntimeException noPath) {
            return root;
        }
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
