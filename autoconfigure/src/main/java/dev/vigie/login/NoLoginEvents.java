package dev.vigie.login;

import dev.vigie.errors.ErrorUser;

/** Where {@code login} is switched off. */
final class NoLoginEvents implements LoginEvents {

    @Override
    public void attempted(String username) {}

    @Override
    public void succeeded(ErrorUser user) {}

    @Override
    public void failed(String username, LoginFailure reason) {}

    @Override
    public void loggedOut(ErrorUser user) {}

    @Override
    public void signedIn(ErrorUser user) {}
}
