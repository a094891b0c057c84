package dev.vigie.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.core.task.SimpleAsyncTaskExecutor;

/** With virtual threads, where the JDK has them. */
class VirtualThreadTaskErrorsTests extends TaskErrorsTests {

    @BeforeAll
    static void needsVirtualThreads() {
        boolean there = Runtime.version().feature() >= 21;
        if (!there) {
            LoggerFactory.getLogger(VirtualThreadTaskErrorsTests.class)
                    .warn("SKIPPED: virtual threads need JDK 21, this is {}", Runtime.version());
        }
        Assumptions.assumeTrue(there, "virtual threads need JDK 21");
    }

    @Override
    List<String> settings() {
        return List.of("--spring.threads.virtual.enabled=true");
    }

    @Test
    void runsOnVirtualThreads() {
        assertThat(context.getBean("applicationTaskExecutor")).isInstanceOf(SimpleAsyncTaskExecutor.class);
    }
}
