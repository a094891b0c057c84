package dev.vigie.sample.crm.security;

import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;

/** Who is signed in, as JSON; all null when nobody is. */
record Session(@Nullable Long id, @Nullable String username, @Nullable String department) {

    static Session of(@Nullable Authentication authentication) {
        if (authentication != null && authentication.getPrincipal() instanceof CrmUser user) {
            return new Session(user.id(), user.getUsername(), user.department().label());
        }
        return new Session(null, null, null);
    }
}
