package dev.vigie.feature;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
    void isWhatTheServiceMayHave() throws IOException {
        write("proc/self/cgroup", "0::/system.slice/crm.service\n");
        limit("system.slice/crm.service", "1000000", 700_000);

        assertThat(read()).isEqualTo(new HostMemory(1_000_000, 300_000));
    }

    @Test
    void isTheLeastOfAllLevelsWithItsUsage() throws IOException {
        write("proc/self/cgroup", "0::/pods/pod:1/crm\n");
        limit("pods", "4000000", 1);
        limit("pods/pod:1", "2000000", 1_500_000);
        limit("pods/pod:1/crm", "max", 100_000);
        assertThat(read()).isEqualTo(new HostMemory(2_000_000, 500_000));

        limit("pods/pod:1/crm", "3000000", 100_000);
        assertThat(read()).isEqualTo(new HostMemory(2_000_000, 500_000));

        limit("pods/pod:1/crm", "1000000", 100_000);
        assertThat(read()).isEqualTo(new HostMemory(1_000_000, 900_000));
    }

    @Test
    void isWhatAGroupOfTheFirstVersionMayHave() throws IOException {
        write("proc/self/cgroup", "5:cpu,cpuacct:/other\n4:hugetlb,memory:/docker/crm\n1:name=systemd:/x\n0::/y\n");
        write("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n");
        write("sys/fs/cgroup/memory/docker/memory.limit_in_bytes", "2000000\n");
        write("sys/fs/cgroup/memory/docker/memory.usage_in_bytes", "400000\n");
        write("sys/fs/cgroup/memory/other/memory.limit_in_bytes", "1\n");
        assertThat(read()).isEqualTo(new HostMemory(2_000_000, 1_600_000));

        write("sys/fs/cgroup/memory/docker/crm/memory.limit_in_bytes", "1000000\n");
        write("sys/fs/cgroup/memory/docker/crm/memory.usage_in_bytes", "400000\n");
        assertThat(read()).isEqualTo(new HostMemory(1_000_000, 600_000));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0::/host/docker/4711", "0::/../../elsewhere", "0::/a\0b", "0::", "garbage", ""})
    void isThatOfTheRootWhereThePathLeadsNowhere(String group) throws IOException {
        write("proc/self/cgroup", group);
        limit("", "1000000", 700_000);
        write("sys/elsewhere/memory.max", "5");

        assertThat(read()).isEqualTo(new HostMemory(1_000_000, 300_000));
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

    private void limit(String group, String limit, long used) throws IOException {
        write("sys/fs/cgroup/" + group + "/memory.max", limit + "\n");
        write("sys/fs/cgroup/" + group + "/memory.current", used + "\n");
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
