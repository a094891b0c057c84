package dev.vigie.logging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static net.logstash.logback.argument.StructuredArguments.kv;
import static net.logstash.logback.argument.StructuredArguments.value;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import dev.vigie.privacy.Masking;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import net.logstash.logback.marker.Markers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.event.KeyValuePair;

/** The fields of a line behind its message in text. */
class TextFieldsTests {

    private final LoggerContext context = RecordedLines.newContext();

    @AfterEach
    void stop() {
        context.stop();
    }

    @Test
    void standBehindTheMessage() {
        LoggingEvent event = event("request_completed");
        add(event, "method", "GET");
        add(event, "path", "/x");
        add(event, "status", 200);
        add(event, "nobody", null);

        assertThat(written("%-6logger : %msg%n", event))
                .isEqualTo("access : request_completed method=GET path=/x status=200 nobody=null\n");
    }

    @Test
    void standBeforeTheStack() {
        LoggingEvent event = event("failed", new IllegalStateException("why"));
        add(event, "org_id", 7);

        assertThat(written("%m%n", event)).startsWith("failed org_id=7\njava.lang.IllegalStateException: why\n\tat ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"%m {%kvp}%n", "%m {%-30kvp{NONE}}%n", "%m {%maskedKvp{x}}%n", "%m %replace(%kvp){'x','x'}%n"})
    void areLeftToAPatternThatShowsThem(String pattern) {
        LoggingEvent event = event("stored");
        add(event, "org_id", 7);

        assertThat(written(pattern, event)).containsOnlyOnce("org_id").startsWith("stored ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%m \\%kvp%n", "%m kvp%n", "%m%n"})
    void areShownByAPatternThatDoesNot(String pattern) {
        LoggingEvent event = event("stored");
        add(event, "org_id", 7);

        assertThat(written(pattern, event)).startsWith("stored org_id=7");
    }

    @Test
    void areNotToldTwiceWhenTheMessageTellsThem() {
        assertThat(written("%m%n", event("stored {} of {}", kv("org_id", 7), value("org_name", "Alforis"))))
                .isEqualTo("stored org_id=7 of Alforis\n");
        assertThat(written("%m%n", event("stored {}", 7, kv("org_id", 7)))).isEqualTo("stored 7 org_id=7\n");
        assertThat(written("%m%n", event("stored \\{} {}", kv("a", 1), kv("b", 2))))
                .isEqualTo("stored {} a=1 b=2\n");
    }

    @Test
    void ofStructuredMarkersAreShownToo() {
        LoggingEvent event = event("stored");
        event.addMarker(Markers.append("org_id", 7));

        assertThat(written("%m%n", event)).isEqualTo("stored org_id=7\n");
    }

    @Test
    void haveNoSecrets() {
        LoggingEvent event = event("stored");
        add(event, "password", "hunter2");
        add(event, "note", "token=hunter2");
        add(event, "nested", Map.of("api_key", List.of("hunter2", "hunter2 x")));
        add(event, "card", 4111111111111111L);

        assertThat(written("%m%n", event))
                .isEqualTo("stored password=*** note=token=*** nested={api_key=***} card=***\n");
    }

    @Test
    void makeNoLineAndLookLikeNoOther() {
        LoggingEvent event = event("stored");
        add(event, "a\n\u001b[0m", "b\n\u001b[31m\u202e");
        add(event, "name", "x status=500");
        add(event, "quoted", "say \"no\"");
        add(event, "empty", "");

        assertThat(written("%m%n", event))
                .isEqualTo("stored a\\n\\u001b[0m=b\\n\\u001b[31m\\u202e name=\"x status=500\""
                        + " quoted=\"say \\\"no\\\"\" empty=\"\"\n");
    }

    @Test
    void areBounded() {
        LoggingEvent event = event("stored");
        for (int i = 0; i < 300; i++) {
            add(event, "key" + i, "x".repeat(20_000));
        }
        assertThat(written("%m%n", event)).hasSizeLessThan(64 * 1024).endsWith(Line.CUT + "\n");

        LoggingEvent many = event("stored");
        for (int i = 0; i < 300; i++) {
            add(many, "key" + i, i);
        }
        assertThat(written("%m%n", many))
                .contains(" key99=99 ")
                .doesNotContain("key100=")
                .endsWith(Line.CUT + "\n");
    }

    @Test
    void aSecretIsNotCutInTwo() {
        LoggingEvent event = event("stored");
        add(event, "note", "x".repeat(LineLimits.NORMAL.value() - 12) + " password=hunter2hunter2");

        assertThat(written("%m%n", event)).doesNotContain("hunter");
    }

    @Test
    void hugeNumbersAreToldByTheirSize() {
        LoggingEvent event = event("stored");
        BigInteger huge = BigInteger.ONE.shiftLeft(4_000_000);
        add(event, "a", huge);
        add(event, "b", new BigDecimal(huge, 5));
        add(event, "c", List.of(huge));
        add(event, "d", BigInteger.TEN.pow(30));

        assertThat(written("%m%n", event))
                .isEqualTo("stored a=\"[number of 4000001 bits]\" b=\"[number of 4000001 bits]\""
                        + " c=\"[[number of 4000001 bits]]\" d=1000000000000000000000000000000\n");
    }

    @Test
    void hugeNumbersAreFrozenAsTheirSize() {
        BigInteger huge = BigInteger.ONE.shiftLeft(4_000_000);

        assertThat(new FrozenValues().of(huge)).isEqualTo("[number of 4000001 bits]");
        assertThat(new FrozenValues().of(Map.of(huge, 1))).isEqualTo(Map.of("[number of 4000001 bits]", 1));
        assertThat(new FrozenValues().of(BigInteger.TEN)).isSameAs(BigInteger.TEN);
    }

    @Test
    void areNotReadByAPatternThatShowsNone() {
        ShownTexts texts = new ShownTexts(Masking.of(List.of()));
        LoggingEvent event = event("stored");
        add(event, "org_id", 7);
        QueuedEvent line = new QueuedEvent(event, CategoryResolver.APPLICATION, false);

        @Nullable List<KeyValuePair> shown = line.withTexts(text -> text, texts).getKeyValuePairs();
        assertThat(shown).isInstanceOf(ShownPairs.class).hasSize(1);
        assertThat(shown).first().extracting(pair -> pair.value).isEqualTo("7");
    }

    private LoggingEvent event(String message, @Nullable Object... arguments) {
        return event(message, null, arguments);
    }

    private LoggingEvent event(String message, @Nullable Throwable thrown, @Nullable Object... arguments) {
        return new LoggingEvent("here", context.getLogger("access"), Level.INFO, message, thrown, arguments);
    }

    private static void add(LoggingEvent event, String key, @Nullable Object value) {
        event.addKeyValuePair(new KeyValuePair(key, value));
    }

    private String written(String pattern, LoggingEvent event) {
        event.setMDCPropertyMap(Map.of());
        TextLineEncoder encoder = new TextLineEncoder();
        encoder.setContext(context);
        encoder.setPattern(pattern);
        encoder.start();
        return new String(encoder.encode(event), UTF_8);
    }
}
