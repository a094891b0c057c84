package dev.vigie.sample.crm.imports;

import dev.vigie.sample.crm.imports.CsvRows.Row;
import dev.vigie.sample.crm.organisation.Category;
import dev.vigie.sample.crm.organisation.NewOrganisation;
import dev.vigie.sample.crm.organisation.OrganisationService;
import jakarta.validation.Validator;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The reading of one file: checks each row and writes the good ones in batches, in the caller's transaction. */
class ImportRun {

    private static final int BATCH_SIZE = 500;

    private final OrganisationService organisations;
    private final Validator validator;
    private final Rejections rejections = new Rejections();
    private final Map<String, Long> lineByName = new HashMap<>();
    private final List<Accepted> batch = new ArrayList<>();
    private int successCount;

    /** A good row that waits for its batch. */
    private record Accepted(long line, NewOrganisation organisation) {}

    ImportRun(OrganisationService organisations, Validator validator) {
        this.organisations = organisations;
        this.validator = validator;
    }

    void read(Reader file) throws IOException {
        try (CsvRows rows = new CsvRows(file)) {
            List<String> header = rows.readHeader();
            for (Optional<Row> row = rows.read(header); row.isPresent(); row = rows.read(header)) {
                accept(row.get());
            }
        }
        writeBatch();
    }

    int successCount() {
        return successCount;
    }

    Rejections rejections() {
        return rejections;
    }

    private void accept(Row row) {
        if (!row.isComplete()) {
            rejections.add(
                    row.line(),
                    "has %d values instead of %d"
                            .formatted(row.values().size(), row.header().size()));
            return;
        }
        NewOrganisation organisation = organisation(row);
        String problems = problems(organisation, row.line());
        if (problems != null) {
            rejections.add(row.line(), problems);
            return;
        }
        batch.add(new Accepted(row.line(), organisation));
        if (batch.size() == BATCH_SIZE) {
            writeBatch();
        }
    }

    private static NewOrganisation organisation(Row row) {
        return new NewOrganisation(
                row.value("name"),
                row.value("city"),
                row.value("country"),
                Category.of(row.value("category")).orElse(null));
    }

    private @Nullable String problems(NewOrganisation organisation, long line) {
        String violations = validator.validate(organisation).stream()
                .map(violation -> violation.getPropertyPath() + " " + violation.getMessage())
                .sorted()
                .collect(Collectors.joining("; "));
        if (!violations.isEmpty()) {
            return violations;
        }
        Long earlier = lineByName.putIfAbsent(String.valueOf(organisation.name()), line);
        return earlier == null ? null : "name is the same as on line " + earlier;
    }

    /** The database decides whether a name is free: asking it before would leave a gap for another import. */
    private void writeBatch() {
        boolean[] added =
                organisations.addAll(batch.stream().map(Accepted::organisation).toList());
        for (int i = 0; i < added.length; i++) {
            if (added[i]) {
                successCount++;
            } else {
                rejections.add(batch.get(i).line(), "name belongs to an organisation that exists already");
            }
        }
        batch.clear();
    }
}
