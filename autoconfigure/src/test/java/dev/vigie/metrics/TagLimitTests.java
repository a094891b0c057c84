package dev.vigie.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigie.TestLogging;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class TagLimitTests {

    private final TagLimit limit = new TagLimit("The tag colour of the meter paint", 5, "paint.max", Set.of("none"));

    @BeforeAll
    static void readTheConsole() {
        TestLogging.asBefore();
    }

    @Test
    void theFirstOnesAreThemselvesAndAllOthersAreOne(CapturedOutput output) {
        assertThat(limit.limited("red")).isEqualTo("red");
        assertThat(limit.limited("green")).isEqualTo("green");
        assertThat(limit.limited("blue")).isEqualTo("blue");
        assertThat(output).doesNotContain("paint.max");

        assertThat(limit.limited("white")).isEqualTo("OTHER");
        assertThat(limit.limited("black")).isEqualTo("OTHER");
        assertThat(limit.limited("red")).isEqualTo("red");
        assertThat(limit.limited("none")).isEqualTo("none");
        assertThat(output.toString().lines().filter(line -> line.contains("paint.max raises the limit")))
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .contains("The tag colour of the meter paint has 5 values")
                        .doesNotContain("white"));
    }

    @Test
    void threadsTogetherGetNoMore() {
        Set<String> seen = ConcurrentHashMap.newKeySet();
        IntStream.range(0, 100_000).parallel().forEach(i -> seen.add(limit.limited("value " + i % 1000)));
        assertThat(seen).hasSize(4).contains("OTHER");
    }

    @Test
    void aLimitWithoutRoomIsNoTrouble() {
        TagLimit tight = new TagLimit("The tag", 0, "key", Set.of("none"));
        assertThat(tight.limited("red")).isEqualTo("OTHER");
        assertThat(tight.limited("none")).isEqualTo("none");
    }
}
