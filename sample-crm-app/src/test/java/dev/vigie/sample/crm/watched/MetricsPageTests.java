package dev.vigie.sample.crm.watched;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigie.sample.crm.CrmClient;
import dev.vigie.sample.crm.servers.CrmServers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** {@code docs/metrics.md} lists the meters of the running application as they are. */
class MetricsPageTests {

    private static final String HOW =
            "mvn verify -pl sample-crm-app,sample-crm-app/compat/boot-4.1 -am -Dtest=MetricsPageTests"
                    + " -Dsurefire.failIfNoSpecifiedTests=false -D" + MetricsPage.WRITE + "=true";

    @Test
    void theTableOfAllMetersIsCurrent() throws Exception {
        Map<String, MetricsPage.Reviewed> reviewed = MetricsPage.reviewed();
        Map<String, Exposition.Meter> seen = metersOfABusyApplication(reviewed);

        List<String> unexplained = new ArrayList<>();
        Map<String, String> rows = new TreeMap<>();
        Map<String, String> before = MetricsPage.rows();
        seen.forEach((name, meter) -> {
            MetricsPage.Reviewed known = reviewed.getOrDefault(name, new MetricsPage.Reviewed(false, "", ""));
            if (known.meaning().isEmpty() && meter.help().isEmpty()) {
                unexplained.add(name);
            }
            rows.put(name, MetricsPage.row(meter, known));
        });
        assertThat(unexplained)
                .as("meters nobody has explained: give them a description where they are made, or a line in"
                        + " sample-crm-app/src/test/resources/reviewed-meters.txt")
                .isEmpty();
        before.forEach((name, row) -> {
            if (reviewed.containsKey(name) && reviewed.get(name).sometimes()) {
                rows.putIfAbsent(name, row);
            }
        });
        assertThat(reviewed.keySet())
                .as("reviewed meters that are not there (any more)")
                .allMatch(name -> rows.containsKey(name) || reviewed.get(name).sometimes());
        if (Boolean.getBoolean(MetricsPage.WRITE)) {
            MetricsPage.write(rows);
        }
        assertThat(MetricsPage.rows())
                .as("the table in docs/metrics.md is out of date. Write it again and commit it: " + HOW)
                .isEqualTo(rows);
    }

    private static Map<String, Exposition.Meter> metersOfABusyApplication(Map<String, MetricsPage.Reviewed> reviewed) {
        try (WatchedCrm watched = new WatchedCrm(CrmServers.shared())) {
            CrmClient claire = watched.crm().clientOf("claire");
            assertThat(claire.postJson(
                                    "/organisations",
                                    "{\"name\":\"Catalogue of Meters\",\"city\":\"Lyon\",\"category\":\"Institution\",\"country\":\"FR\"}")
                            .status())
                    .isEqualTo(201);
            long id = watched.crm()
                    .jdbc()
                    .sql("select min(id) from organisation")
                    .query(Long.class)
                    .single();
            assertThat(claire.get("/organisations/" + id).status()).isEqualTo(200);
            assertThat(claire.get("/organisations/" + id).status()).isEqualTo(200);
            assertThat(claire.get("/demo/slow").status()).isEqualTo(200);
            assertThat(claire.get("/demo/error").status()).isEqualTo(500);
            claire.logout();
            return Awaitility.await()
                    .until(() -> read(watched.scrape(), reviewed), meters -> reviewed.entrySet().stream()
                            .allMatch(known -> known.getValue().sometimes() || meters.containsKey(known.getKey())));
        }
    }

    private static Map<String, Exposition.Meter> read(Scrape scrape, Map<String, MetricsPage.Reviewed> reviewed) {
        Map<String, Exposition.Meter> meters = Exposition.read(scrape.text());
        reviewed.keySet().stream()
                .filter(name -> name.contains("*"))
                .forEach(pattern -> Exposition.merge(meters, pattern));
        return meters;
    }
}
