package dev.vigie.task;

import java.util.List;

/** With Spring Boot's own pools, tracing on. */
class PooledTaskErrorsTests extends TaskErrorsTests {

    @Override
    List<String> settings() {
        return List.of("--spring.task.execution.pool.core-size=1");
    }
}
