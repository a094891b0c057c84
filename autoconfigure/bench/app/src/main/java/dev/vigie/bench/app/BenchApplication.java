package dev.vigie.bench.app;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;

/** One controller on one port; the same in every arm. */
@SpringBootApplication
public class BenchApplication {

    private final int runnerPort;

    BenchApplication(@Value("${bench.runner-port:0}") int runnerPort) {
        this.runnerPort = runnerPort;
    }

    public static void main(String[] args) {
        SpringApplication.run(BenchApplication.class, args);
    }

    /** Calls the runner when there is one: reading it from the log would differ by arm, and the log is discarded. */
    @EventListener
    void ready(ApplicationReadyEvent event) throws IOException {
        if (runnerPort == 0) {
            return;
        }
        String port = event.getApplicationContext().getEnvironment().getRequiredProperty("local.server.port");
        try (Socket runner = new Socket(InetAddress.getLoopbackAddress(), runnerPort)) {
            runner.getOutputStream().write(port.getBytes(StandardCharsets.US_ASCII));
        }
    }
}
