package dev.vigie.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.OperatingSystemMXBean;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files as kernels write them, and those of the machine the tests run on. */
class HostMetersTests {

    @TempDir
    private Path root;

    @Test
    void readWhatLinuxWrites() throws Exception {
        machine();
        assertThat(read())
                .isEqualTo(new HostReading(
                        16_000_000.0 * 1024,
                        4_000_000.0 * 1024,
                        (1_000 + 4_000) * 512.0,
                        (3_000 + 8_000) * 512.0,
                        1_100,
                        2_200,
                        3,
                        41));
    }

    @Test
    void ofAContainerIsTheMemoryItMayUse() throws Exception {
        machine();
        write("sys/fs/cgroup/memory.max", "1000000\n");
        write("sys/fs/cgroup/memory.current", "700000\n");
        write("sys/fs/cgroup/memory.stat", "anon 400000\nfile 300000\ninactive_file 200000\n");

        assertThat(read().memoryTotal()).isEqualTo(1_000_000);
        assertThat(read().memoryAvailable()).isEqualTo(500_000);
    }

    @Test
    void aContainerWithoutALimitHasTheMemoryOfTheMachine() throws Exception {
        machine();
        write("sys/fs/cgroup/memory.max", "max\n");
        assertThat(read().memoryTotal()).isEqualTo(16_000_000.0 * 1024);
    }

    @Test
    void whatIsMissingOrStrangeIsNoReadingAndNoMeter() throws Exception {
        write("proc/meminfo", "MemTotal: lots kB\n\nMemAvailable:\n");
        write("proc/diskstats", "garbage\n\n 8 0 sda x y z\n");
        write("proc/self/net/dev", "Inter-|   Receive\n face |bytes\n");
        write("sys/block/sda/device", "");
        HostReading reading = read();
        assertThat(reading.memoryTotal()).isNaN();
        assertThat(reading.memoryAvailable()).isNaN();
        assertThat(reading.diskRead()).isNaN();
        assertThat(reading.received()).isNaN();
        assertThat(reading.processes()).isNaN();
        assertThat(reading.threads()).isNaN();

        MeterRegistry registry = new SimpleMeterRegistry();
        new HostMeters(() -> reading, System::nanoTime).bindTo(registry);
        assertThat(registry.getMeters()).isEmpty();
    }

    @Test
    void oneReadingServesAScrape() {
        AtomicInteger readings = new AtomicInteger();
        AtomicLong clock = new AtomicLong();
        MeterRegistry registry = new SimpleMeterRegistry();
        new HostMeters(
                        () -> {
                            int number = readings.incrementAndGet();
                            return new HostReading(number, number, number, number, number, number, number, number);
                        },
                        clock::get)
                .bindTo(registry);
        registry.getMeters().forEach(Meter::measure);
        assertThat(readings).hasValue(1);

        clock.addAndGet(Duration.ofSeconds(3).toNanos());
        assertThat(registry.get("system.process.count").gauge().value()).isEqualTo(2);
        assertThat(registry.get("system.disk.io")
                        .tag("direction", "write")
                        .functionCounter()
                        .count())
                .isEqualTo(2);
        assertThat(registry.getMeters())
                .extracting(meter -> meter.getId().getName())
                .containsOnly(
                        "system.memory.total",
                        "system.memory.available",
                        "system.disk.io",
                        "system.network.io",
                        "system.process.count",
                        "process.threads");
    }

    @Test
    void agreeWithWhatElseIsKnownOfThisMachine() {
        assumeTrue(Files.isReadable(Path.of("/proc/meminfo")), "NOT CHECKED: this is not Linux, or hides its /proc");
        HostReading reading = HostFiles.ofThisMachine().read();
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

        double known = system.getTotalMemorySize();
        assertThat(reading.memoryTotal()).isBetween(1.0, 1.01 * known);
        assertThat(reading.memoryAvailable()).isBetween(0.0, reading.memoryTotal());
        assertThat(reading.processes())
                .isCloseTo((double) ProcessHandle.allProcesses().count(), within(50.0));
        assertThat(reading.threads())
                .isGreaterThanOrEqualTo(ManagementFactory.getThreadMXBean().getThreadCount());
        assumeTrue(
                reading.memoryTotal() > 0.99 * known,
                "NOT COMPARED: a control group of this machine has a limit that this JVM does not know of");
    }

    private HostReading read() {
        return new HostFiles(root.resolve("proc"), root.resolve("sys")).read();
    }

    private void machine() throws IOException {
        write("proc/meminfo", "MemTotal:       16000000 kB\nMemFree: 1 kB\nMemAvailable:    4000000 kB\n");
        write(
                "proc/diskstats",
                """
                   7       0 loop0 10 0 77 0 10 0 77 0 0 0 0
                 259       0 nvme0n1 10 1 1000 4 20 2 3000 9 0 4 5 0 0 0 0
                 259       1 nvme0n1p1 10 1 1000 4 20 2 3000 9 0 4 5
                   8       0 sda 10 1 4000 4 20 2 8000 9 0 4 5
                 253       0 dm-0 10 1 4000 4 20 2 8000 9 0 4 5
                """);
        write("sys/block/nvme0n1/device", "");
        write("sys/block/sda/device", "");
        write("sys/block/loop0/size", "");
        write("sys/block/dm-0/size", "");
        write(
                "proc/self/net/dev",
                """
                Inter-|   Receive                                                |  Transmit
                 face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls
                    lo: 9999    1 0 0 0 0 0 0 9999 1 0 0 0 0 0 0
                  eth0: 1000   1 0 0 0 0 0 0 2000 1 0 0 0 0 0 0
                wlan0:100 1 0 0 0 0 0 0 200 1 0 0 0 0 0 0
                """);
        write("proc/self/status", "Name:\tjava\nThreads:\t41\n");
        write("proc/1/stat", "");
        write("proc/42/stat", "");
        write("proc/4711/stat", "");
    }

    private void write(String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
