package dev.vigie.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The address of a request that is over is the one it had while it ran. */
class EndedRequestTests {

    @ParameterizedTest
    @CsvSource({
        "http, shop.example, 80, http://shop.example/orders",
        "https, shop.example, 443, https://shop.example/orders",
        "https, shop.example, 80, https://shop.example:80/orders",
        "http, shop.example, 8080, http://shop.example:8080/orders",
        "http, [::1], 8080, http://[::1]:8080/orders",
        "http, shop.example, -1, http://shop.example/orders"
    })
    void namesThePortWhereItIsNotTheUsualOne(String scheme, String host, int port, String url) {
        assertThat(ended(new EndedRequest.Origin(scheme, host, port)).url("/orders"))
                .isEqualTo(url);
    }

    @Test
    void isThePathWhereNothingElseIsKnown() {
        assertThat(new EndedRequest("/orders", null, null, null, 200, 1).url("/orders"))
                .isEqualTo("/orders");
    }

    private static EndedRequest ended(EndedRequest.Origin origin) {
        return new EndedRequest("/orders", origin, null, null, 200, 1);
    }
}
