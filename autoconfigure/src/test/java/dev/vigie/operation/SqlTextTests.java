package dev.vigie.operation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlTextTests {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "select 1 | select ?",
                "select * from a where b = 'secret' and c = 42.5 | select * from a where b = ? and c = ?",
                "insert into a values ('it''s', -7, null) | insert into a values (?, -?, null)",
                "select 'a\\'b secret' from t2 | select ? from t2",
                "select address2, $1, :p1 from \"Table 9\" | select address2, $1, :p1 from \"Table ?\"",
                "select $tag$ secret $tag$, $$secret$$ from a | select ?, ? from a",
                "select /* secret */ a -- secret | select a",
                "select  a,   b | select a, b",
                "select 'never closed secret | select ?",
                "select 0xFF, 1e10 | select ?, ?",
                "select $ | select $",
            })
    void leavesTheValuesOut(String sql, String masked) {
        assertThat(SqlText.masked(sql)).isEqualTo(masked);
    }

    @Test
    void writesOneLineOfAtMost2000Characters() {
        String masked = SqlText.masked("select a,\n\tb from c where d in (" + "x, ".repeat(5000) + ")");

        assertThat(masked).startsWith("select a, b from c").doesNotContain("\n").endsWith("...");
        assertThat(masked).hasSizeLessThanOrEqualTo(SqlText.LONGEST + 3);
    }
}
