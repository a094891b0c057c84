package dev.vigie.sample.crm.imports;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Lets one import run at a time, on however many instances: two with the same names would wait for each other. */
@Component
class ImportLock {

    private static final long KEY = 0x494d504f5254L; // any number that nothing else in this database locks

    private final JdbcClient jdbc;

    ImportLock(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Takes the lock until the caller's transaction ends.
     *
     * @throws ImportRunningException when another import has it
     */
    void take() {
        boolean taken = jdbc.sql("select pg_try_advisory_xact_lock(?)")
                .param(KEY)
                .query(Boolean.class)
                .single();
        if (!taken) {
            throw new ImportRunningException();
        }
    }
}
