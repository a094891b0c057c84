package dev.vigie.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestIdsTests {

    @ParameterizedTest
    @ValueSource(strings = {"a", "A-z.0_9", "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"})
    void keepsAValidRequestId(String incoming) {
        assertThat(RequestIds.requestId(incoming)).isEqualTo(incoming);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "a b", "a\r\nX: y", "ä", "a/b", "<script>", "a\u0000"})
    void makesOneInsteadOfAnyOther(String incoming) {
        assertThat(RequestIds.requestId(incoming)).matches("[0-9a-f]{32}");
    }

    @Test
    void refusesOneThatIsTooLong() {
        assertThat(RequestIds.requestId("x".repeat(65))).matches("[0-9a-f]{32}");
    }

    @Test
    void goesOnWithTheTraceOfTheCaller() {
        assertThat(RequestIds.traceId("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"))
                .isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
                "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00_4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
            })
    void beginsATraceInsteadOfAnInvalidOne(String traceparent) {
        assertThat(RequestIds.traceId(traceparent))
                .matches("[0-9a-f]{32}")
                .isNotEqualTo("00000000000000000000000000000000")
                .isNotEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
    }
}
