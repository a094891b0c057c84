package dev.vigie.sample.crm.security;

import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tells the page who is signed in. */
@RestController
class SessionController {

    @GetMapping("/session")
    Session session(@Nullable Authentication authentication) {
        return Session.of(authentication);
    }
}
