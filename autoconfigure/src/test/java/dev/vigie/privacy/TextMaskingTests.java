package dev.vigie.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is masked in free texts, SQL and JSON, and what is not. */
class TextMaskingTests {

    private static final String JWT =
            "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U";

    private final Masking masking = Masking.of(List.of());

    static Stream<String> texts() {
        return Stream.of(
                "token " + JWT + " rejected ~> token *** rejected",
                "Authorization: Bearer abc.def ~> Authorization: ***",
                "Authorization: Digest username=\"x\", response=\"abc\" ~> Authorization: ***",
                "sent Bearer abc123 to it ~> sent Bearer *** to it",
                "sent basic dXNlcjpwYXNz. ~> sent basic ***",
                "card 4111 1111 1111 1111 declined ~> card *** declined",
                "card 4111-1111-1111-1111, ~> card ***,",
                "12 4111 1111 1111 1111 ~> 12 ***",
                "4111111111111111 ~> ***",
                "amex 3782 822463 10005 ~> amex ***",
                "diners 3056 930902 5904 ~> diners ***",
                "iban DE89 3704 0044 0532 0130 00 unknown ~> iban *** unknown",
                "GB82WEST12345698765432 ~> ***",
                "de89370400440532013000 ~> ***",
                "connect to postgres://crm:hunter2@db:5432/crm failed ~> connect to postgres://***@db:5432/crm failed",
                "mysql://u:p/ss@w@db/crm ~> mysql://***@db/crm",
                "https://ghp_0123456789abcdefghij@github.com/x ~> https://***@github.com/x",
                "jdbc:postgresql://db/crm?user=u&password=hunter2&ssl=true ~> jdbc:postgresql://db/crm?user=u&password=***&ssl=true",
                "jdbc:sqlserver://db;user=sa;password=hun;ter2;encrypt=true ~> jdbc:sqlserver://db;user=sa;password=***;encrypt=true",
                "jdbc:oracle:thin:scott/tiger@db:1521:x ~> jdbc:oracle:thin:***@db:1521:x",
                "Login[name=ada, password=p@ss,w0rd, remember=true] ~> Login[name=ada, password=***, remember=true]",
                "{user=ada, apiKey=k-123} ~> {user=ada, apiKey=***}",
                "password: hunter2 ~> password: ***",
                "password = 'it's secret' and so on ~> password = '***' and so on",
                "api key: k-123 ~> api key: ***",
                "card number = 12 ~> card number = ***",
                "secret => x ~> secret => ***",
                "p%61ssword=x y ~> p%61ssword=*** y",
                "tokens: [a, b] ~> tokens: ***",
                "{\"password\":\"a\\\"b\",\"x\":1} ~> {\"password\":\"***\",\"x\":1}",
                "{\"p\\u0061ssword\" : \"x\"} ~> {\"p\\u0061ssword\" : \"***\"}",
                "{\\\"token\\\":\\\"x\\\",\\\"a\\\":1} ~> {\\\"token\\\":\\\"***\\\",\\\"a\\\":1}",
                "{\"password\":\"cut o ~> {\"password\":\"***",
                "<user><password>x</password></user> ~> <user><password>***</password></user>",
                "key -----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY----- end ~> key *** end",
                "-----BEGIN PRIVATE KEY-----\nMIIE ~> ***",
                "privateKey=-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY----- end ~> privateKey=*** end",
                "Cookie: x -----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----\nend ~> Cookie: ***\nend",
                "access_token=Bearer abcdef0123456789 end ~> access_token=*** end",
                "iban: DE89 3704 0044 0532 0130 00 end ~> iban: *** end",
                "cardNumber: 4111 1111 1111 1111 end ~> cardNumber: *** end",
                "password=x,4111 1111 1111 1111 end ~> password=*** end",
                "AKIAIOSFODNN7EXAMPLE ~> ***",
                "xoxb-123456789012-abc ~> ***",
                "ERROR: duplicate key\n  Detail: Key (email)=(a@b.c) already exists. ~> ERROR: duplicate key\n  Detail: Key (email)=(***) already exists.",
                "Detail: Failing row contains (1, a@b.c, null). ~> Detail: Failing row contains (***).",
                "Duplicate entry 'a@b.c' for key 'users.email' ~> Duplicate entry '***' for key 'users.email'",
                "bad SQL grammar [insert into users (name) values ('O''Brien', 7)] ~> bad SQL grammar [insert into users (name) values ('***', 7)]");
    }

    @ParameterizedTest
    @MethodSource("texts")
    void masksInAText(String line) {
        int arrow = line.indexOf(" ~> ");
        String text = line.substring(0, arrow);
        String expected = line.substring(arrow + 4);

        assertThat(masking.text(text)).isEqualTo(expected);
        assertThat(masking.text(expected)).as("masked once more").isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Order 7 of customer 12 cannot be shipped",
                "550e8400-e29b-41d4-a716-446655440000",
                "12345678-1234-1234-1234-123456789012",
                "2024-01-31T12:30:45.123456789+01:00 took 1700000000000 ms, 1700000000000000000 ns",
                "order 4111111111111112 and 1234567890123",
                "0.4532015112830366",
                "author: Jane, authority: none",
                "className=Foo, businessName=Bar, footprint=3, passenger=Ada",
                "the token is a word, and a password too",
                "Unexpected token '<' in line 3",
                "token == null",
                "password=null",
                "Basic authentication is required; the bearer of good news",
                "WWW-Authenticate: Bearer realm=\"crm\"",
                "java.lang.IllegalStateException: broken\n\tat a.b.TokenFilter.doFilter(TokenFilter.java:52)",
                "org.springframework.security.web.csrf.MissingCsrfTokenException: Could not verify",
                "Caused by: com.auth0.TokenExpiredError: at 12:30",
                "http://localhost:8080/a?b=c&d=e#f",
                "https://crm.example/@ada/x",
                "ssh://git@github.com/a/b",
                "mail ada@example.org: 2 * (3 + 4) = 14",
                "It's time to select one, don't update",
                "select name from users where id = ?",
                "DE00 3704 0044 0532 0130 00",
                "keyJson.value and moneyJar.java",
                "a -> b => c",
                "{\"a\":1,\"b\":[true,null,\"x\"]}",
                "size 10 x 20, 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16",
                "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
            })
    void leavesAnInnocentTextAsItIs(String text) {
        assertThat(masking.text(text)).isSameAs(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"password\":\"x\",\"a\":1}|{\"password\":\"***\",\"a\":1}",
                "{\"cvv\":123,\"a\":1}|{\"cvv\":\"***\",\"a\":1}",
                "{\"tokens\":{\"a\":[\"}\"]},\"b\":2}|{\"tokens\":\"***\",\"b\":2}",
                "{\"tokens\":[\"a\",\"b\"],\"b\":2}|{\"tokens\":\"***\",\"b\":2}",
                "{\"note\":\"password=x\",\"b\":2}|{\"note\":\"password=***\",\"b\":2}",
                "{\"token\":null,\"b\":\"4111111111111111\"}|{\"token\":null,\"b\":\"***\"}",
                "{\"tokens\":[\"a\",\"cut|{\"tokens\":\"***\"",
                "[{\"api key\" : \"x\"}]|[{\"api key\" : \"***\"}]",
                "not json|not json",
            })
    void masksJsonAndKeepsItJson(String json, String masked) {
        assertThat(masking.json(json)).isEqualTo(masked);
    }

    @Test
    void keepsTheBeginningOfALongTextWithoutASecretThatTheEndCutsThrough() {
        String card = "4111 1111 1111 1111";
        for (int before = Masking.LONGEST_TEXT - 300; before < Masking.LONGEST_TEXT + 300; before++) {
            String text = "x".repeat(before - 1) + " " + card + " x".repeat(1_000);

            String masked = masking.text(text);

            assertThat(masked)
                    .hasSizeLessThanOrEqualTo(Masking.LONGEST_TEXT + 3)
                    .doesNotContain("4111");
        }
    }

    static Stream<String> adversaries() {
        return Stream.of(
                        "a=",
                        "token=",
                        "(",
                        "[{",
                        "eyJ",
                        "-eyJ",
                        "eyJa.",
                        "1",
                        "1 ",
                        "4111 ",
                        "4111-1111-",
                        "://",
                        "://a:",
                        "://:a/",
                        "\"",
                        "\":",
                        "\"token\":\"",
                        "'",
                        "select '",
                        "select ",
                        ")=(",
                        "AKIA",
                        "AIza",
                        "-",
                        "-----BEGIN ",
                        "-----BEGIN PRIVATE KEY-----",
                        "Bearer ",
                        "basic",
                        "<",
                        "<password>",
                        "\\",
                        "\\u0061",
                        "%61=",
                        "DE89",
                        "a ",
                        "$$",
                        "token=,",
                        "token=a,a",
                        "password='a",
                        "\uD800",
                        "\u0130=")
                .map(part -> part.repeat(1_000_000 / part.length()));
    }

    @ParameterizedTest
    @Timeout(60)
    @MethodSource("adversaries")
    void takesNoLongerThanTheTextIsLong(String text) {
        List<UnaryOperator<String>> ways =
                List.of(masking::text, masking::json, masking::sql, masking::query, masking::form);
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        for (UnaryOperator<String> way : ways) {
            long before = threads.getCurrentThreadCpuTime();
            String masked = way.apply(text);
            long took = threads.getCurrentThreadCpuTime() - before;
            // Processor time, because a busy machine says nothing of the text.
            assertThat(Duration.ofNanos(took)).as(text.substring(0, 30)).isLessThan(Duration.ofSeconds(1));
            assertThat(masked).isNotEqualTo(Masking.NOT_SHOWN).hasSizeLessThan(500_000);
        }
    }

    @Test
    void throwsNothingWhateverTheText() {
        Random random = new Random(42);
        String[] parts = {
            "token",
            "=",
            ":",
            " ",
            "\"",
            "'",
            "\\",
            "{",
            "}",
            "[",
            "]",
            "(",
            ")",
            "eyJ",
            ".",
            "4111",
            "1",
            "-",
            "://",
            "@",
            "select ",
            " from ",
            ")=(",
            "-----BEGIN ",
            "PRIVATE KEY-----",
            "Bearer ",
            "<",
            ">",
            "&",
            "%",
            "%6",
            "\\u00",
            "DE89",
            "$$",
            "\n",
            "é",
            "\uDC00"
        };
        for (int round = 0; round < 20_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(40); i >= 0; i--) {
                text.append(parts[random.nextInt(parts.length)]);
            }
            String made = text.toString();
            assertThat(List.of(masking.text(made), masking.json(made), masking.sql(made), masking.query(made)))
                    .as(made)
                    .doesNotContain(Masking.NOT_SHOWN);
        }
    }
}
