package dev.vigie.sample.crm.imports;

import dev.vigie.errors.ErrorLevel;
import dev.vigie.errors.ErrorTracker;
import dev.vigie.sample.crm.organisation.OrganisationService;
import jakarta.validation.Validator;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.InputStreamSource;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/** Imports a file of organisations: all its good rows in one transaction, or nothing. */
@Service
class OrganisationImport {

    private static final Logger log = LoggerFactory.getLogger(OrganisationImport.class);

    private final OrganisationService organisations;
    private final Validator validator;
    private final TransactionOperations transaction;
    private final ImportLock lock;
    private final ErrorTracker errors;

    OrganisationImport(
            OrganisationService organisations,
            Validator validator,
            TransactionOperations transaction,
            ImportLock lock,
            ErrorTracker errors) {
        this.organisations = organisations;
        this.validator = validator;
        this.transaction = transaction;
        this.lock = lock;
        this.errors = errors;
    }

    /**
     * @param strict whether one bad row rejects the whole file
     * @throws UnreadableFileException when the file is no CSV file with the right header
     * @throws ImportRunningException when another import is running
     * @throws RejectedFileException when the import is strict and a row is bad
     */
    ImportReport run(String filename, InputStreamSource file, boolean strict) throws IOException {
        errors.captureMessage("Starting import from " + filename, ErrorLevel.INFO);
        try {
            Utf8Check.check(file.getInputStream());
            ImportRun run = new ImportRun(organisations, validator);
            transaction.executeWithoutResult(status -> read(file, run, strict));
            Rejections rejections = run.rejections();
            sayCompleted(filename, run.successCount(), rejections.count());
            return new ImportReport(filename, run.successCount(), rejections.count(), rejections.byLine());
        } catch (RejectedFileException e) {
            sayCompleted(filename, 0, e.errorCount());
            throw e;
        } catch (UnreadableFileException | ImportRunningException e) {
            log.atWarn()
                    .addKeyValue("filename", filename)
                    .addKeyValue("reason", e.getBody().getDetail())
                    .log("import_rejected");
            throw e;
        }
    }

    /** Whatever is thrown here rolls back the rows that are written already. */
    private void read(InputStreamSource file, ImportRun run, boolean strict) {
        lock.take();
        try (Reader reader = new InputStreamReader(file.getInputStream(), StandardCharsets.UTF_8)) {
            run.read(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (strict && run.rejections().count() > 0) {
            throw new RejectedFileException(run.rejections());
        }
    }

    private void sayCompleted(String filename, int successCount, int errorCount) {
        errors.captureMessage(
                "Import completed: %d success, %d errors".formatted(successCount, errorCount),
                errorCount == 0 ? ErrorLevel.INFO : ErrorLevel.WARNING);
        log.atInfo()
                .addKeyValue("filename", filename)
                .addKeyValue("success_count", successCount)
                .addKeyValue("error_count", errorCount)
                .log("import_completed");
    }
}
