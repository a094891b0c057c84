package dev.vigie.test.boot3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import dev.vigie.OpenSecurity;
import dev.vigie.test.RecordSentry;
import dev.vigie.test.RecordedSentry;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.autoconfigure.web.servlet.WebMvcTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** In a slice, which has only the auto-configurations that are named for it; the annotation moved in 4.x. */
@RecordSentry
@WebMvcTest
class RecordSentryInASliceTests {

    @Autowired
    private MockMvc mvc;

    @Test
    void seesAnErrorOfAMockedRequest(RecordedSentry sentry) throws Exception {
        mvc.perform(get("/a/7")).andExpect(status().isInternalServerError());

        assertThat(sentry)
                .capturedExactlyOne(IllegalStateException.class)
                .withTransaction("GET /a/{id}")
                .withRequest("GET", "/a/7")
                .unhandled();
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    @Import(OpenSecurity.class)
    static class App {

        @Bean
        Handlers handlers() {
            return new Handlers();
        }
    }

    @RestController
    static class Handlers {

        @GetMapping("/a/{id}")
        String fails(@PathVariable String id) {
            throw new IllegalStateException("no " + id);
        }
    }
}
