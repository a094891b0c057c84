package dev.vigie.situation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One error is one complete event, in every situation and in every combination of settings: a real application, a real
 * client, and Sentry's own transport to a real receiver.
 */
class SituationsTests {

    private static final List<Situation> SITUATIONS = Stream.of(
                    HandlerSituations.all(),
                    AnsweredSituations.all(),
                    FilterSituations.all(),
                    SecuritySituations.all(),
                    InputSituations.all(),
                    AsyncSituations.all(),
                    StreamSituations.all(),
                    LoggedSituations.all(),
                    HostileSituations.all(),
                    OperatorSituations.all(),
                    BackgroundSituations.all(),
                    StartSituations.all())
            .flatMap(List::stream)
            .toList();

    private static final Map<Combination, Map<Situation, Observation>> SEEN = new LinkedHashMap<>();

    @BeforeAll
    static void playThemAll() {
        for (Combination combination : Combination.all()) {
            if (combination.isPossibleHere()) {
                SEEN.put(combination, new SituationRun(combination).play(SITUATIONS));
            } else {
                // Not by a logger: the applications of this test have switched the console off.
                System.err.printf("NOT PLAYED: %s; that needs JDK 21, this is %s%n", combination, Runtime.version());
            }
        }
    }

    static Stream<Combination> combinations() {
        return Combination.all().stream();
    }

    static Stream<Situation> situations() {
        return SITUATIONS.stream();
    }

    static Stream<Arguments> situationsInCombinations() {
        return SEEN.keySet().stream()
                .flatMap(combination -> SITUATIONS.stream().map(situation -> Arguments.of(combination, situation)));
    }

    @ParameterizedTest
    @MethodSource("combinations")
    void everyCombinationIsPlayed(Combination combination) {
        Assumptions.assumeTrue(
                combination.isPossibleHere(),
                () -> "NOT PLAYED: " + combination + " need JDK 21, this is " + Runtime.version());
        assertThat(SEEN.get(combination)).hasSameSizeAs(SITUATIONS);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("situationsInCombinations")
    void isAsExpected(Combination combination, Situation situation) {
        Observation seen = SEEN.get(combination).get(situation);
        new SituationCheck(situation, seen, combination).run();
    }

    @ParameterizedTest
    @MethodSource("situations")
    void isTheSameInEveryCombination(Situation situation) {
        Map<List<String>, Set<Combination>> rows = new LinkedHashMap<>();
        SEEN.forEach(
                (combination, seen) -> rows.computeIfAbsent(seen.get(situation).row(), row -> new LinkedHashSet<>())
                        .add(combination));
        assertThat(rows).hasSize(1);
    }

    @Test
    void namesAreGivenOnce() {
        assertThat(SITUATIONS).extracting(Situation::toString).doesNotHaveDuplicates();
        assertThat(SITUATIONS).extracting(Situation::requestId).doesNotHaveDuplicates();
    }

    @Test
    void thePageOfAllSituationsIsCurrent() throws IOException {
        Path page = SituationsPage.path();
        String current = SituationsPage.of(SEEN.values().iterator().next());
        if (Boolean.getBoolean(SituationsPage.WRITE)) {
            Files.writeString(page, current);
        }
        assertThat(Files.exists(page) ? Files.readString(page) : "")
                .as(
                        """
                        docs/situations.md is out of date. Write it again and commit it: \
                        mvn -pl autoconfigure test -Dtest=SituationsTests -D%s=true""",
                        SituationsPage.WRITE)
                .isEqualTo(current);
    }
}
