package dev.vigie.metrics;

import dev.vigie.feature.HostMemory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;

/**
 * Reads the few files of {@code /proc} and {@code /sys} that tell of the machine, see proc(5). A file that is not there
 * or says something else is no reading of that part, and never a failure.
 */
final class HostFiles {

    /** diskstats counts in these, whatever the device has; see the kernel's admin-guide/iostats. */
    private static final int SECTOR = 512;

    private static final int SECTORS_READ = 5;
    private static final int SECTORS_WRITTEN = 9;
    private static final int RECEIVED = 0;
    private static final int SENT = 8;

    private final Path proc;
    private final Path sys;

    HostFiles(Path proc, Path sys) {
        this.proc = proc;
        this.sys = sys;
    }

    static HostFiles ofThisMachine() {
        return new HostFiles(Path.of("/proc"), Path.of("/sys"));
    }

    boolean areThere() {
        return Files.isReadable(proc.resolve("meminfo"));
    }

    HostReading read() {
        HostMemory memory = HostMemory.read(proc, sys);
        double[] disks = disks();
        double[] networks = networks();
        return new HostReading(
                memory.total(),
                memory.available(),
                disks[0],
                disks[1],
                networks[0],
                networks[1],
                processes(),
                field(lines(proc.resolve("self/status")), "Threads:"));
    }

    /** Devices alone: partitions lie on them, and so do volumes and loops, which have no device of their own. */
    private double[] disks() {
        return sums(
                proc.resolve("diskstats"),
                SECTORS_READ,
                SECTORS_WRITTEN,
                SECTOR,
                2,
                name -> Files.exists(
                        sys.resolve("block").resolve(name.replace('/', '!')).resolve("device")));
    }

    private double[] networks() {
        return sums(proc.resolve("self/net/dev"), RECEIVED + 1, SENT + 1, 1, 0, name -> !name.equals("lo"));
    }

    /** Sums two columns over the lines whose name is wanted. */
    private static double[] sums(Path file, int first, int second, int unit, int name, Predicate<String> wanted) {
        double[] sums = {Double.NaN, Double.NaN};
        for (String line : lines(file)) {
            String[] columns = line.strip().replace(':', ' ').split("\\s+", -1);
            if (columns.length > Math.max(first, second) && isNumber(columns[first]) && wanted.test(columns[name])) {
                sums[0] = (Double.isNaN(sums[0]) ? 0 : sums[0]) + unit * number(columns[first]);
                sums[1] = (Double.isNaN(sums[1]) ? 0 : sums[1]) + unit * number(columns[second]);
            }
        }
        return sums;
    }

    private double processes() {
        long count = 0;
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(proc, "[0-9]*")) {
            for (Path ignored : entries) {
                count++;
            }
        } catch (IOException | RuntimeException unreadable) {
            return Double.NaN;
        }
        return count == 0 ? Double.NaN : count;
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

    private static double number(String text) {
        return isNumber(text) ? Double.parseDouble(text) : Double.NaN;
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty() && text.length() < 20 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file, StandardCharsets.ISO_8859_1);
        } catch (IOException | RuntimeException unreadable) {
            return List.of();
        }
    }
}
