package dev.vigie.login;

import dev.vigie.errors.ErrorUser;
import java.security.Principal;
import org.jspecify.annotations.Nullable;

/**
 * Says what events and log lines tell of a signed-in person. A bean of this type replaces the default, which tells the
 * principal's name as id and name and nothing else.
 */
@FunctionalInterface
public interface UserDetailsMapper {

    /**
     * The person behind a principal, or null when nobody is to be told.
     *
     * @param principal as {@code HttpServletRequest.getUserPrincipal()} gives it; with Spring Security its
     *     {@code Authentication}
     */
    @Nullable
    ErrorUser map(Principal principal);
}
