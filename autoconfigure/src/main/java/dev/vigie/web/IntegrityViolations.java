package dev.vigie.web;

import dev.vigie.errors.Causes;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;

/**
 * Spring's exceptions about violated constraints, with the constraint's name as PostgreSQL, MySQL, MariaDB, H2, HSQLDB,
 * Oracle, SQL Server and SQLite put it into their messages: no driver is asked, none has to be there.
 */
final class IntegrityViolations implements StoredDataConflicts {

    private static final String UNKNOWN = "unknown";
    private static final int DEEPEST_CAUSE = 20;
    private static final int LONGEST_MESSAGE = 4096;

    /** A name without its schema; in the quotes of the database, or none. */
    private static final String NAME = "[\"'`\\[(]?(?:[A-Za-z0-9_$]{1,64}\\.){0,2}([A-Za-z0-9_$]{1,128})";

    private static final List<Pattern> MESSAGES = List.of(
            // PostgreSQL: violates unique constraint "name"; SQL Server: constraint 'name'; MySQL: CONSTRAINT `name`
            Pattern.compile("constraint " + NAME + "[\"'`]", Pattern.CASE_INSENSITIVE),
            // MySQL, MariaDB: Duplicate entry '..' for key 'table.name'
            Pattern.compile("for key " + NAME, Pattern.CASE_INSENSITIVE),
            // Oracle: unique constraint (SCHEMA.NAME) violated
            Pattern.compile(
                    "constraint \\((?:[A-Za-z0-9_$]{1,64}\\.)?([A-Za-z0-9_$]{1,128})\\)", Pattern.CASE_INSENSITIVE),
            // H2: primary key violation: "PUBLIC.NAME ON ..."; HSQLDB: ... ; NAME table: T
            Pattern.compile("violation: \"" + NAME, Pattern.CASE_INSENSITIVE),
            Pattern.compile("violation: .{0,100}; ([A-Za-z0-9_$]{1,128}) table:", Pattern.CASE_INSENSITIVE),
            // SQLite: UNIQUE constraint failed: table.column
            Pattern.compile("constraint failed: ([A-Za-z0-9_$.]{1,128})", Pattern.CASE_INSENSITIVE));

    @Override
    public @Nullable String constraintOf(Throwable thrown) {
        Throwable part = thrown;
        for (int depth = 0; part != null && depth < DEEPEST_CAUSE; depth++) {
            if (part instanceof DataIntegrityViolationException) {
                return nameIn(part);
            }
            part = Causes.of(part);
        }
        return null;
    }

    /** The database speaks in the innermost message; those around it repeat it, or the statement. */
    private static String nameIn(Throwable violation) {
        String name = UNKNOWN;
        Throwable part = violation;
        for (int depth = 0; part != null && depth < DEEPEST_CAUSE; depth++) {
            String found = nameIn(messageOf(part));
            name = found == null ? name : found;
            part = Causes.of(part);
        }
        return name;
    }

    private static @Nullable String nameIn(String message) {
        for (Pattern pattern : MESSAGES) {
            Matcher matcher = pattern.matcher(message);
            if (matcher.find()) {
                return matcher.group(1);
            }
        }
        return null;
    }

    private static String messageOf(Throwable part) {
        try {
            String message = part.getMessage();
            if (message == null) {
                return "";
            }
            return message.length() <= LONGEST_MESSAGE ? message : message.substring(0, LONGEST_MESSAGE);
        } catch (RuntimeException | StackOverflowError itsOwnTrouble) {
            return "";
        }
    }
}
