package dev.vigie.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is left of a statement, whichever database it is for. */
class SqlMaskingTests {

    private static final String SECRET = "hunter2secret";

    /** Values, each as the text of one database or another. */
    private static final String[] VALUES = {
        "'hunter2secret'",
        "'it''s hunter2secret'",
        "'''hunter2secret'''",
        "'it\\'s hunter2secret'",
        "'a\\\\', 'hunter2secret'",
        "'\\'', 'hunter2secret'",
        "'a\\', $$it's hunter2secret$$",
        "E'it\\'s hunter2secret'",
        "e'\\\\', 'hunter2secret'",
        "N'hunter2secret'",
        "x'hunter2secret'",
        "_utf8'hunter2secret'",
        "date'hunter2secret'",
        "U&'hunter2secret'",
        "$$hunter2secret$$",
        "$$it's hunter2secret$$",
        "$tag$ $$ hunter2secret $tag$",
        "q'[it's hunter2secret]'",
        "nq'{it's hunter2secret}'",
        "q'!it's hunter2secret!'",
        "\"hunter2secret\"",
        "\"it's hunter2secret\"",
        "\"a\"\"hunter2secret\"",
        "\"a\\\"hunter2secret\"",
        "N\"hunter2secret\"",
        "'\"', \"hunter2secret\"",
        "\"'\", 'hunter2secret'",
        "trim(both 'x' from \"hunter2secret\")",
        "a -- don't hunter2secret\n",
        "a --don't hunter2secret\n",
        "a # it's hunter2secret\n",
        "a #it's\n, 'hunter2secret'",
        "a /* it's hunter2secret */",
        "a /* /* ' */ hunter2secret */",
        "a /*! 'a*/hunter2secret' */",
        "`it's`, 'hunter2secret'",
        "[it's], 'hunter2secret'",
        "array['a]', 'hunter2secret']",
        "a like ? escape '\\' or b = 'hunter2secret'",
        "a like ? escape '\\\\' or b = 'hunter2secret'",
        "20406080",
        "-20406080",
        "0x20406080",
        "20406080.5e-20406080",
        "1.20406080",
        ".20406080",
        "$20406080.20406080",
        "$20406080",
        "in (1,20406080, -20406080)",
        "a[20406080:20406080]",
        "1e20406080",
    };

    private static final String[] UNFINISHED = {
        "'hunter2secret",
        "\"hunter2secret",
        "$$hunter2secret",
        "$a$hunter2secret $b$",
        "q'[hunter2secret'",
        "/* hunter2secret",
        "-- hunter2secret",
        "`hunter2secret",
        "'hunter2secret\\",
        "E'hunter2secret\\",
        "\\'hunter2secret",
    };

    private static final String[] AROUND = {
        "select ",
        " from t ",
        " where a = ",
        ", ",
        " and ",
        "(",
        ")",
        " = ",
        "\n",
        "\t",
        " ? ",
        " :name ",
        " $1 ",
        " t.\"Name\" ",
        " [name] ",
        " `name` ",
        "::text ",
        " || ",
        "",
        "''",
        "\"\"",
        "$$$$",
        "'x'",
        "\"x\"",
        "E'\\''",
        " data #>> ? ",
        " -- plain\n",
        " /* plain */ ",
        ";",
        "\u2028",
        "\u0085",
        "\r\n",
    };

    private final Masking masking = Masking.of(List.of());

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "select 1|select ?",
                "select * from a where b = 'secret' and c = 42.5|select * from a where b = ? and c = ?",
                "insert into a values ('it''s', -7, null)|insert into a values (?, -?, null)",
                "select address2, $1, :p1, :2, ? from t2|select address2, $1, :p1, :2, ? from t2",
                "update staff set salary = $4500 where id = $1 and x = $2|update staff set salary = $? where id = $1 and x = $2",
                "select $tag$ secret $tag$, $$secret$$ from a|select ?, ? from a",
                "select /* secret */ a -- secret|select a",
                "select  a,   b|select a, b",
                "select 'never closed secret|select ?...",
                "select 0xFF, 1e10, 1e-10, 1.5 from a|select ?, ?, ?, ? from a",
                "select $|select $",
                "select N'c', E'd\\'e' from a|select N?, E? from a",
                "select q'[it]' from a|select q? from a",
                "select 'a\\'b secret' from t2|select ?...",
                "select a from b where c like ? escape '\\' and d = ?|select a from b where c like ? escape ? and d = ?",
                "update \"t\" set a = \"x\" where t.b = \"u\".\"b\"|update \"t\" set a = ? where t.b = \"u\".\"b\"",
                "select \"o\".\"id\" from \"orders\" \"o\"|select \"o\".\"id\" from \"orders\" ?",
                "insert into t values (\"secret\")|insert into t values (?)",
                "select a from b where c[1] = array['x', 'y']|select a from b where c[?] = array[?, ?]",
                "select a #>> ? from b|select a #>> ? from b",
                "select a from b # it is secret|select a from b",
                "update users set password = ?, token = ? where id = ?|update users set password = ?, token = ? where id = ?",
                "alter user scott identified by tiger|alter user scott identified by ?",
            })
    void leavesTheValuesOut(String sql, String written) {
        assertThat(masking.sql(sql)).isEqualTo(written);
        assertThat(masking.sql(written)).as("written down once more").isEqualTo(written);
    }

    @Test
    void writesOneLineOfAtMost2000Characters() {
        String written = masking.sql("select a,\n\tb from c where d in (" + "x, ".repeat(50_000) + ")");

        assertThat(written)
                .startsWith("select a, b from c")
                .doesNotContain("\n")
                .endsWith("...");
        assertThat(written).hasSize(2003);
        assertThat(masking.sql(written)).isEqualTo(written);
    }

    /** Whatever stands before and behind it, and however many of them there are. */
    @Test
    void noValueSurvives() {
        Random random = new Random(7);
        for (int round = 0; round < 60_000; round++) {
            StringBuilder made = new StringBuilder();
            for (int i = random.nextInt(4); i >= 0; i--) {
                made.append(AROUND[random.nextInt(AROUND.length)]);
                // What stands right behind a name or a number is a part of it.
                made.append(' ').append(VALUES[random.nextInt(VALUES.length)]);
            }
            made.append(random.nextInt(3) == 0 ? " " + UNFINISHED[random.nextInt(UNFINISHED.length)] : "");
            String sql = made.toString();
            String written = masking.sql(sql);

            assertThat(written)
                    .as(sql)
                    .doesNotContain(SECRET, "hunter", "20406080", Masking.NOT_SHOWN)
                    .hasSizeLessThanOrEqualTo(2003)
                    .hasLineCount(1);
            assertThat(written.codePoints().noneMatch(c -> Character.isISOControl(c) || c == 0x2028))
                    .isTrue();
            assertThat(masking.sql(written)).as(sql).isEqualTo(written);
        }
    }

    /** In a message the statement may be quoted, and JSON has escapes of its own. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "bad SQL grammar [insert into t (a) values (\"hunter2secret\")]",
                "bad SQL grammar [select a from t where b in (\"hunter2secret\", 'hunter2secret')]",
                "failed: select a from t where b = 'it\\'s' and c = 'hunter2secret' - see the log",
                "failed: select a from t where b = 'a\\', $$it's hunter2secret$$",
                "failed: select a\n from t where b = $tag$it's hunter2secret$tag$",
                "failed: insert\n into t values ('hunter2secret')",
                "failed: select a from t where b = q'[it's hunter2secret]'",
                "failed: select a from t /* it's */ where b = 'hunter2secret'",
                "failed: select a from t where b like'hunter2secret'",
                "Executing \"update t set a = 'hunter2secret'\" took 5 ms",
                "don't: delete from t where a = 'hunter2secret' and it's over",
            })
    void noValueOfAStatementInATextSurvives(String text) {
        assertThat(masking.text(text)).doesNotContain(SECRET).contains("***");
    }

    @Test
    void onlyTheStatementInATextIsMasked() {
        assertThat(masking.text("Executing \"select a from t where b = 'x'\" took \"5 ms\", it's slow"))
                .isEqualTo("Executing \"select a from t where b = '***'\" took \"5 ms\", it's slow");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"sql\":\"select a from t where b = 'x'\",\"n\":\"it's\"}|{\"sql\":\"select a from t where b = '***'\",\"n\":\"it's\"}",
                "{\"sql\":\"update t set a = \\\"x\\\"\",\"n\":1}|{\"sql\":\"update t set a = \\\"***\",\"n\":1}",
                "{\"sql\":\"update t set a = 'it\\\\'s x'\",\"n\":1}|{\"sql\":\"update t set a = '***\",\"n\":1}",
                "{\"sql\":\"update t set a = \\u0027x\\u0027\",\"n\":1}|{\"sql\":\"update t set a = ***\",\"n\":1}",
            })
    void jsonWithAStatementStaysJson(String json, String masked) {
        assertThat(masking.json(json)).isEqualTo(masked);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'",
                "\"",
                "$$",
                "$a",
                "$a$",
                "`",
                "[",
                "[a]",
                "--",
                "/*",
                "/**/",
                "#",
                "# a",
                "#>",
                "1",
                "a",
                "q'[",
                "E'\\",
                "(",
                "\\'",
                " ",
                "'a' ",
                "''",
                "\"a\".",
                "select \"a\" "
            })
    void takesNoLongerThanTheStatementIsLong(String part) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        String sql = part.repeat(1_000_000 / part.length());
        long before = threads.getCurrentThreadCpuTime();
        String written = masking.sql(sql);
        long took = threads.getCurrentThreadCpuTime() - before;

        assertThat(Duration.ofNanos(took)).isLessThan(Duration.ofSeconds(1));
        assertThat(written).hasSizeLessThanOrEqualTo(2003);
    }
}
