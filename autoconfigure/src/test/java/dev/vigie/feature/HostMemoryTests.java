package dev.vigie.feature;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostMemoryTests {

    @TempDir
    Path root;

    @BeforeEach
    void aMachine() throws IOException {
        write("proc/meminfo", "MemTotal:  8000 kB\nMemFree:  100 kB\nMemAvailable:  6000 kB\n");
    }

    @Test
    void isWhatTheMachineHasAndCouldStillGive() {
        assertThat(read()).isEqualTo(new HostMemory(8000 * 1024, 6000 * 1024));
    }

    @Test
    void isWhatTheContainerMayHave() throws IOException {
        write("sys/fs/cgroup/memory.max", "1000000\n");
        write("sys/fs/cgroup/memory.current", "900000\n");
        write("sys/fs/cgroup/memory.stat", "anon 1\ninactive_file 400000\n");

        assertThat(read()).isEqualTo(new HostMemory(1_000_000, 500_000));
    }

    @Test
    void isWhatAContainerOfTheFirstVersionMayHave() throws IOException {
        write("sys/fs/cgroup/memory/memory.limit_in_bytes", "1000000\n");
        write("sys/fs/cgroup/memory/memory.usage_in_bytes", "900000\n");
        write("sys/fs/cgroup/memory/memory.stat", "inactive_file 1\ntotal_inactive_file 300000\n");

        assertThat(read()).isEqualTo(new HostMemory(1_000_000, 400_000));
    }

    @Test
    void isTheMachinesWhereAContainerHasNoLimit() throws IOException {
        write("sys/fs/cgroup/memory.max", "max\n");
        write("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n");

        assertThat(read()).isEqualTo(new HostMemory(8000 * 1024, 6000 * 1024));
    }

    @Test
    void hasNoMoreAvailableThanTheMachineAndNeverLessThanNothing() throws IOException {
        write("sys/fs/cgroup/memory.max", "8000000\n");
        write("sys/fs/cgroup/memory.current", "1\n");
        assertThat(read().available()).isEqualTo(6000 * 1024);

        write("sys/fs/cgroup/memory.current", "9000000\n");
        assertThat(read().available()).isZero();
    }

    @Test
    void isUnknownWhereNobodyTells() {
        HostMemory memory = HostMemory.read(root.resolve("nowhere"), root.resolve("nowhere"));

        assertThat(memory.total()).isNaN();
        assertThat(memory.available()).isNaN();
    }

    private HostMemory read() {
        return HostMemory.read(root.resolve("proc"), root.resolve("sys"));
    }

    private void write(String file, String text) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
