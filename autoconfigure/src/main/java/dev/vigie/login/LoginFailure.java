package dev.vigie.login;

/** Why a login failed: a closed set, fit for a tag. */
public enum LoginFailure {
    /** There is nobody of that name. */
    UNKNOWN_USER("unknown user"),

    /** The user is known, the password is not theirs. */
    WRONG_PASSWORD("wrong password"),

    /** One of the two before; nobody could say which. */
    BAD_CREDENTIALS("bad credentials"),

    /** The account is locked. */
    LOCKED("account locked"),

    /** The account is switched off. */
    DISABLED("account disabled"),

    /** The account or its password is too old. */
    EXPIRED("account or password expired"),

    /** Not the user's fault: the store of the users did not answer. */
    SERVICE_FAILED("service failed"),

    /** Anything else. */
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
