package dev.vigie.sample.crm.demo;

import dev.vigie.operation.Operation;
import dev.vigie.operation.Operations;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What goes wrong in a real application, on request. */
@RestController
@RequestMapping("/demo")
class DemoController {

    private static final int SLOW_SECONDS = 2;

    private final Operations operations;

    DemoController(Operations operations) {
        this.operations = operations;
    }

    /** Fails with an exception that nothing in this application handles. */
    @GetMapping("/error")
    void error() {
        throw new IllegalStateException("Demo: the button for an unexpected error was pressed");
    }

    /** Answers after two seconds; no thread waits for them. */
    @GetMapping("/slow")
    CompletableFuture<Map<String, String>> slow() {
        Operation operation = operations.start("demo_slow");
        return CompletableFuture.supplyAsync(
                        () -> Map.of("message", "That took " + SLOW_SECONDS + " seconds"),
                        CompletableFuture.delayedExecutor(SLOW_SECONDS, TimeUnit.SECONDS))
                .whenComplete((answer, failure) -> operation.close());
    }
}
