package dev.vigie.sample.crm.imports;

/**
 * A row that was not imported.
 *
 * @param line where the row begins in the file; the header is line 1
 * @param reason the field and what is wrong with it
 */
record RejectedRow(long line, String reason) {}
