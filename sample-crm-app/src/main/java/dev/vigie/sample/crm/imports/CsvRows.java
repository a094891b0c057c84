package dev.vigie.sample.crm.imports;

import java.io.Closeable;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** The rows of a CSV file (RFC 4180), read one at a time, each with the line it begins on. */
class CsvRows implements Closeable {

    static final List<String> COLUMNS = List.of("name", "city", "country", "category");

    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final int LONGEST_SHOWN_HEADER = 100;

    private final CSVParser parser;
    private final Iterator<CSVRecord> records;

    /** A row as it stands in the file. */
    private record Line(long number, CSVRecord values) {}

    /** A row, with the names of its columns in the order of the file. */
    record Row(long line, CSVRecord values, List<String> header) {

        boolean isComplete() {
            return values.size() == header.size();
        }

        String value(String column) {
            return values.get(header.indexOf(column)).strip();
        }
    }

    CsvRows(Reader file) throws IOException {
        // Empty lines are skipped here: when the parser does it, it loses count of the lines.
        parser = CSVFormat.RFC4180.builder().setIgnoreEmptyLines(false).get().parse(file);
        records = parser.iterator();
    }

    /** @throws UnreadableFileException when there is no header, or not the right one */
    List<String> readHeader() {
        String expected = String.join(",", COLUMNS);
        Line first = readLine()
                .orElseThrow(
                        () -> new UnreadableFileException("The file is empty; its first line must be " + expected));
        List<String> header = first.values().stream().map(CsvRows::columnName).toList();
        if (header.size() != COLUMNS.size() || !header.containsAll(COLUMNS)) {
            throw new UnreadableFileException(
                    first.number(), "the header must be %s but is %s".formatted(expected, shown(header)));
        }
        return header;
    }

    /** The next row that is not an empty line. */
    Optional<Row> read(List<String> header) {
        return readLine().map(line -> new Row(line.number(), line.values(), header));
    }

    private Optional<Line> readLine() {
        while (true) {
            long number = parser.getCurrentLineNumber() + 1;
            if (!hasNext(number)) {
                return Optional.empty();
            }
            CSVRecord values = records.next();
            if (values.size() > 1 || !values.get(0).isBlank()) {
                return Optional.of(new Line(number, values));
            }
        }
    }

    private boolean hasNext(long line) {
        try {
            return records.hasNext();
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof CSVException) {
                throw new UnreadableFileException(line, "the quotes of the row that begins here are broken");
            }
            throw e;
        }
    }

    private static String columnName(String text) {
        // Excel writes a byte order mark in front of the first name.
        String name = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        return name.strip().toLowerCase(Locale.ROOT);
    }

    private static String shown(List<String> names) {
        String header = String.join(",", names).replaceAll("\\p{Cntrl}", " ");
        return header.length() <= LONGEST_SHOWN_HEADER ? header : header.substring(0, LONGEST_SHOWN_HEADER) + "...";
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }
}
