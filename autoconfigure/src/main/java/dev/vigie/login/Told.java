package dev.vigie.login;

import dev.vigie.errors.ErrorUser;
import java.security.Principal;
import org.jspecify.annotations.Nullable;

/**
 * Who a request is about, as its events and lines were told.
 *
 * @param principal whom it was read from, or null when the application said it in a call
 */
record Told(@Nullable Principal principal, ErrorUser user) {

    /** The request attribute it is kept in. */
    static final String ATTRIBUTE = Told.class.getName();

    @SuppressWarnings("ReferenceEquality") // a principal's equals is the application's code
    boolean isOf(Principal other) {
        return principal == other;
    }
}
