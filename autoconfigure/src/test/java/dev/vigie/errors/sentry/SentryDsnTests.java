package dev.vigie.errors.sentry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SentryDsnTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://key@o1.ingest.sentry.io/42",
                "http://key@localhost:8969/1",
                " https://key:secret@sentry.example/path/42/ "
            })
    void acceptsADsn(String dsn) {
        assertThat(SentryDsn.problemOf(dsn)).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "not-a-url | it does not begin with https:// or http://",
                "ftp://key@host/1 | it does not begin with https:// or http://",
                "https://host/1 | it has no public key before the @",
                "https://:secret@host/1 | it has no public key before the @",
                "https://key@/1 | it has no valid host",
                "https://key@host | it has no project id at its end",
                "https://key@host/ | it has no project id at its end",
                "https://key@ho st/1 | it is not a URL",
            })
    void saysWhatIsWrongWithoutRepeatingIt(String dsn, String problem) {
        assertThat(SentryDsn.problemOf(dsn)).isEqualTo(problem);
    }
}
