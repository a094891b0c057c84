package dev.vigie.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;

/** The name of a violated constraint, out of what the databases say. */
class IntegrityViolationsTests {

    private final IntegrityViolations violations = new IntegrityViolations();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    organisation_name_key | ERROR: duplicate key value violates unique constraint "organisation_name_key"
                    contact_org_fk | ERROR: insert or update on table "contact" violates foreign key constraint "contact_org_fk"
                    age_check | ERROR: new row for relation "person" violates check constraint "age_check"
                    uk_email | Duplicate entry 'a@b.example' for key 'person.uk_email'
                    fk_contact_org | Cannot add or update a child row: a foreign key constraint fails (`crm`.`contact`, CONSTRAINT `fk_contact_org` FOREIGN KEY (`org_id`))
                    UK_NAME_INDEX_2 | Unique index or primary key violation: "PUBLIC.UK_NAME_INDEX_2 ON PUBLIC.ORG(NAME NULLS FIRST) VALUES ( /* 1 */ 'x' )"
                    UK_ORG_NAME | ORA-00001: unique constraint (CRM.UK_ORG_NAME) violated
                    UQ_Org_Name | Violation of UNIQUE KEY constraint 'UQ_Org_Name'. Cannot insert duplicate key in object 'dbo.org'.
                    org.name | [SQLITE_CONSTRAINT_UNIQUE] A UNIQUE constraint failed: org.name
                    SYS_IDX_10092 | integrity constraint violation: unique constraint or index violation; SYS_IDX_10092 table: ORG
                    """)
    void isReadOutOfTheMessageOfTheDatabase(String name, String message) {
        DataIntegrityViolationException thrown = new DataIntegrityViolationException(
                "could not execute statement [insert into org (name) values (?)]; SQL [n/a]",
                new SQLException(message));

        assertThat(violations.constraintOf(thrown)).isEqualTo(name);
        assertThat(violations.constraintOf(new IllegalStateException("service", thrown)))
                .isEqualTo(name);
    }

    @Test
    void isUnknownWhenNobodySaysIt() {
        assertThat(violations.constraintOf(new DuplicateKeyException("PreparedStatementCallback; duplicate")))
                .isEqualTo("unknown");
    }

    @Test
    void isNotLookedForInOtherExceptions() {
        assertThat(violations.constraintOf(new SQLException("violates unique constraint \"a\"")))
                .isNull();
    }

    @Test
    void isLookedForInAMessageWithoutEnd() {
        DataIntegrityViolationException thrown = new DataIntegrityViolationException(
                "constraint ".repeat(100_000), new SQLException("violated ".repeat(100_000)));

        assertThat(violations.constraintOf(thrown)).isEqualTo("unknown");
    }
}
