package dev.vigie.logging;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Writes milliseconds as {@code 2026-01-30T14:00:00.123Z}, formatting anew only when the second changes. */
final class LineTimestamp {

    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.", Locale.ROOT).withZone(ZoneOffset.UTC);

    private volatile Second last = Second.of(0);

    char[] format(long millis) {
        long second = Math.floorDiv(millis, 1_000L);
        Second current = last;
        if (current.epochSecond() != second) {
            current = Second.of(second);
            last = current;
        }
        String text = current.text();
        int length = text.length();
        char[] chars = new char[length + 4];
        text.getChars(0, length, chars, 0);
        int rest = (int) (millis - second * 1_000L);
        chars[length] = (char) ('0' + rest / 100);
        chars[length + 1] = (char) ('0' + rest / 10 % 10);
        chars[length + 2] = (char) ('0' + rest % 10);
        chars[length + 3] = 'Z';
        return chars;
    }

    private record Second(long epochSecond, String text) {

        static Second of(long epochSecond) {
            return new Second(epochSecond, SECONDS.format(Instant.ofEpochSecond(epochSecond)));
        }
    }
}
