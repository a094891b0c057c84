package dev.vigie.sample.crm.watched;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigie.errors.ErrorLevel;
import dev.vigie.errors.ErrorTracker;
import dev.vigie.errors.ErrorUser;
import dev.vigie.login.LoginEvents;
import dev.vigie.login.LoginFailure;
import dev.vigie.sample.crm.CrmClient;
import dev.vigie.sample.crm.servers.CrmServers;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The scrape does not grow with what clients and people send. */
class SteadyScrapeTests {

    private static final Logger log = LoggerFactory.getLogger(SteadyScrapeTests.class);
    private static final int FEW = 10;
    private static final int MANY = 10_000;

    /** Who may sign in; their requests are those of signed-in users, in sessions of their own. */
    private static final List<String> PEOPLE = List.of("claire", "samir", "sofia");

    /**
     * A password is slow to check, so only one of so many requests is a login by the form, and the next a failed one.
     */
    private static final int LOGIN = 500;

    @Test
    void tenThousandAddressesUsersAndMessagesAddNoSeries() throws Exception {
        try (WatchedCrm watched = new WatchedCrm(
                CrmServers.shared(),
                "logging.level.root=warn",
                // One command that is late would be a series of its own, and rightly so.
                "spring.data.redis.timeout=30s",
                "spring.datasource.hikari.connection-timeout=30000")) {
            List<CrmClient> people =
                    PEOPLE.stream().map(watched.crm()::clientOf).toList();
            drive(watched, people, 0, FEW);
            Set<String> before = awaitSteady(watched);

            drive(watched, people, FEW, MANY);

            Scrape after = watched.scrape();
            assertThat(requests(after)).isGreaterThanOrEqualTo(MANY);
            assertThat(series(after)).isEqualTo(before);
            assertThat(after.text())
                    .doesNotContain("somebody", "junk", "message number", "Customer")
                    .doesNotContain(PEOPLE);
        }
    }

    private static void drive(WatchedCrm watched, List<CrmClient> people, int from, int to) throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Void>> work = IntStream.range(0, 4)
                    .<Callable<Void>>mapToObj(part -> () -> {
                        for (int i = from + part; i < to; i += 4) {
                            ask(people.get(i % people.size()), i);
                            signIn(watched, i);
                        }
                        return null;
                    })
                    .toList();
            for (Future<Void> done : clients.invokeAll(work)) {
                done.get();
            }
        } finally {
            clients.shutdownNow();
        }
        LoginEvents logins = watched.crm().bean(LoginEvents.class);
        ErrorTracker errors = watched.crm().bean(ErrorTracker.class);
        for (int i = from; i < to; i++) {
            logins.failed("somebody" + i, LoginFailure.WRONG_PASSWORD);
            logins.succeeded(new ErrorUser("somebody" + i, "somebody" + i, Map.of()));
            errors.captureMessage("message number " + i, ErrorLevel.WARNING);
            log.atError().addKeyValue("org_name", "Customer & Sons " + i).log("message number {}", i);
        }
    }

    /** Each with an address that nobody has asked for before. */
    private static void ask(CrmClient somebody, int i) {
        switch (i % 7) {
            case 0 -> somebody.get("/organisations/" + (1_000_000 + i));
            case 1 -> somebody.get("/organisations?q=junk" + i);
            case 2 -> somebody.send(somebody.request("/junk" + i).method("JUNK" + i, BodyPublishers.noBody()));
            case 3 -> somebody.send(somebody.request("/organisations").setHeader("X-Request-ID", "junk" + i));
            case 4 ->
                somebody.postJson(
                        "/organisations",
                        "{\"name\":\"Customer & Sons %d\",\"city\":\"Paris\",\"country\":\"FR\",\"category\":\"Company\"}"
                                .formatted(i));
            case 5 -> somebody.postJson("/organisations", "{\"name\":\"Customer %d".formatted(i));
            default -> somebody.get("/junk/" + i + "/of/all?kinds=" + i);
        }
    }

    private static void signIn(WatchedCrm watched, int i) {
        if (i % LOGIN == 0) {
            assertThat(watched.crm()
                            .clientOf(PEOPLE.get(i % PEOPLE.size()))
                            .get("/session")
                            .json()
                            .path("username")
                            .asText())
                    .isNotEmpty();
        } else if (i % LOGIN == 1) {
            assertThat(watched.crm().client().login("somebody" + i, "junk").status())
                    .isEqualTo(401);
        }
    }

    /** What comes in the first seconds of an application is there. */
    private static Set<String> awaitSteady(WatchedCrm watched) {
        Set<String> seen = new TreeSet<>();
        int[] same = {0};
        Awaitility.await().until(() -> {
            same[0] = seen.addAll(series(watched.scrape())) ? 0 : same[0] + 1;
            return same[0] == 20;
        });
        return seen;
    }

    private static double requests(Scrape scrape) {
        return scrape.histograms("http_server_requests_seconds").stream()
                .mapToDouble(histogram -> histogram.getSampleCount())
                .sum();
    }

    /** Without those of collections, whose causes come as they come, and their values. */
    private static Set<String> series(Scrape scrape) {
        return scrape.text()
                .lines()
                .filter(line -> !line.startsWith("#") && !line.startsWith("jvm_gc_"))
                .map(line -> line.substring(0, line.lastIndexOf(' ')))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
