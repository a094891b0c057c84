package dev.vigie.bench;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;

/** Asks as fast as the answers come, on a fixed number of connections. */
interface LoadGenerator {

    /** How many requests were answered; throws when one was not answered with 200. */
    long run(URI target, int connections, Duration duration) throws IOException, InterruptedException;

    /** For the table. */
    String description();

    static LoadGenerator best() throws InterruptedException {
        if (Wrk.isInstalled()) {
            return new Wrk();
        }
        System.out.println("!!! wrk is not installed (Debian: apt-get install wrk). A Java client asks instead: it is"
                + " slower, so requests per second show the client, not the application.");
        return new JavaClients();
    }
}
