package dev.vigie.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;

class AcceptedAnswerTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/html",
                "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
                "application/json;q=0.5, text/html"
            })
    void seesABrowser(String accept) {
        assertThat(isPage(accept)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*/*",
                "application/json",
                "application/problem+json",
                "text/*",
                "application/json, text/html;q=0.5",
                "text/html;q=0",
                "text/html;;;=",
                "html"
            })
    void seesAProgram(String accept) {
        assertThat(isPage(accept)).isFalse();
    }

    @Test
    void takesAClientThatSaysNothingForAProgram() {
        assertThat(AcceptedAnswer.isPage(new MockHttpServletRequest())).isFalse();
    }

    private static boolean isPage(String accept) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.addHeader("Accept", accept);
        return AcceptedAnswer.isPage(request);
    }
}
