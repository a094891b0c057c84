package dev.vigie.login;

import dev.vigie.errors.ErrorUser;
import dev.vigie.privacy.PersonalData;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is told of a person at a login: no more than the privacy settings say. */
final class LoginFacts {

    private static final int LONGEST_NAME = 100;
    private static final int LEAST_TO_SHOW = 4;

    private final PersonalData personal;
    private final boolean maskUsername;
    private final CurrentRequest request;

    LoginFacts(PersonalData personal, boolean maskUsername, CurrentRequest request) {
        this.personal = personal;
        this.maskUsername = maskUsername;
        this.request = request;
    }

    Map<String, Object> ofUser(@Nullable ErrorUser user) {
        Map<String, Object> facts = new LinkedHashMap<>();
        if (user != null) {
            facts.putAll(user.attributes());
            put(facts, "id", personal.id(user.id()));
        }
        return facts;
    }

    Map<String, Object> ofAttempt(@Nullable String username) {
        Map<String, Object> facts = new LinkedHashMap<>();
        put(facts, "username", toldName(username));
        putClientIp(facts);
        return facts;
    }

    Map<String, Object> ofFailure(@Nullable String username, LoginFailure reason) {
        Map<String, Object> facts = new LinkedHashMap<>();
        put(facts, "username", toldName(username));
        facts.put("reason", reason.tag());
        putClientIp(facts);
        return facts;
    }

    private void putClientIp(Map<String, Object> facts) {
        put(facts, "client_ip", personal.ip(request.clientIp()));
    }

    private static void put(Map<String, Object> facts, String key, @Nullable String value) {
        if (value != null) {
            facts.put(key, value);
        }
    }

    private @Nullable String toldName(@Nullable String username) {
        String told = personal.name(username);
        return told == null ? null : maskUsername ? masked(told) : bounded(told);
    }

    /** First and last letter; of a short name nothing. */
    static String masked(String name) {
        if (name.codePointCount(0, name.length()) < LEAST_TO_SHOW) {
            return "***";
        }
        return name.substring(0, name.offsetByCodePoints(0, 1))
                + "***"
                + name.substring(name.offsetByCodePoints(name.length(), -1));
    }

    private static String bounded(String name) {
        return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME) + "...";
    }
}
