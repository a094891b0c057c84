package dev.vigie.login;

/** Why a login failed: a closed set, fit for a tag. */
enum LoginFailure {
    UNKNOWN_USER("unknown user"),
    WRONG_PASSWORD("wrong password"),
    LOCKED("account locked"),
    DISABLED("account disabled"),
    EXPIRED("account or password expired"),
    OTHER("other reason");

    private final String words;

    LoginFailure(String words) {
        this.words = words;
    }

    /** As it stands in messages: {@code Login failed - unknown user}. */
    String words() {
        return words;
    }

    /** As it stands in tags and lines: {@code unknown_user}. */
    String tag() {
        return words.replace(' ', '_');
    }
}
