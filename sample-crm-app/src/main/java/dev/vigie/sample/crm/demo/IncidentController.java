package dev.vigie.sample.crm.demo;

import dev.vigie.logging.LogCategories;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** One request that leaves a line of every kind, and an error: something to investigate. */
@RestController
class IncidentController {

    private static final Logger log = LoggerFactory.getLogger(IncidentController.class);

    private final JdbcClient jdbc;

    IncidentController(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Begins an export of contracts, waits for the database, and fails. */
    @GetMapping("/demo/incidents/{id}")
    void incident(@PathVariable int id) {
        log.atInfo().addKeyValue("export_id", id).log("export_started");
        log.atWarn()
                .addMarker(LogCategories.SECURITY)
                .addKeyValue("export_id", id)
                .log("export_requested");
        jdbc.sql("select pg_sleep(0.7)").query().listOfRows();
        throw new IllegalStateException("Demo: the export of contracts failed");
    }
}
