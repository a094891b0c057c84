package dev.vigie.sample.crm.imports;

import java.util.List;

/**
 * What became of a file.
 *
 * @param successCount rows that are now in the database
 * @param errorCount rows that are not
 * @param rejected at most a thousand of the rows that are not, by line
 */
record ImportReport(String filename, int successCount, int errorCount, List<RejectedRow> rejected) {}
