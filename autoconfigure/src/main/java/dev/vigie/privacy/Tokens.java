package dev.vigie.privacy;

import static dev.vigie.privacy.Numbers.isDigit;
import static dev.vigie.privacy.Numbers.isLetter;
import static dev.vigie.privacy.Numbers.isLetterOrDigit;

/** What is secret by its looks, without a key beside it: tokens, keys, and credentials in addresses. */
final class Tokens {

    private static final String[] PREFIXES_WITH_DASH = {"glpat-", "xoxb-", "xoxp-", "xoxa-"};
    private static final String[] PREFIXES_WITH_UNDERSCORE = {
        "ghp_", "gho_", "ghs_", "ghu_", "ghr_", "github_pat_", "sk_live_", "rk_live_"
    };
    private static final int LONGEST_WORD = 15;
    private static final int SHORTEST_AFTER_PREFIX = 12;
    private static final int LONGEST_NO_JWT = 40;
    private static final int LONGEST_USER_INFO = 256;

    private Tokens() {}

    /** Where the JSON web token ends that begins here with {@code eyJ}, or -1. */
    static int jwtEnd(String text, int from) {
        if (from > 0 && isLetterOrDigit(text.charAt(from - 1))) {
            return -1;
        }
        int end = from;
        int firstDot = -1;
        while (end < text.length() && isOfToken(text.charAt(end))) {
            if (firstDot < 0 && text.charAt(end) == '.') {
                firstDot = end;
            }
            end++;
        }
        boolean signed = firstDot - from >= 8 && end > firstDot + 1;
        // Longer without a dot it is one that was cut off; this also bounds what is looked at in vain.
        return signed || end - from >= LONGEST_NO_JWT ? end : -1;
    }

    /** Where what follows {@code Bearer} or {@code Basic} begins, or -1 when neither stands here. */
    static int credentialsStart(String text, int at) {
        if (at > 0 && isLetterOrDigit(text.charAt(at - 1))) {
            return -1;
        }
        int word =
                text.regionMatches(true, at, "bearer", 0, 6) ? 6 : text.regionMatches(true, at, "basic", 0, 5) ? 5 : 0;
        int start = at + word;
        while (word > 0 && start < text.length() && text.charAt(start) == ' ') {
            start++;
        }
        return word > 0 && start > at + word && start < text.length() ? start : -1;
    }

    /** Where the credentials that begin here end; -1 when it is a word of a sentence. */
    static int credentialsEnd(String text, int from) {
        int end = from;
        int lower = 0;
        int upper = 0;
        boolean others = false;
        for (; end < text.length() && (isOfToken(text.charAt(end)) || isOfBase64(text.charAt(end))); end++) {
            char c = text.charAt(end);
            if (c >= 'a' && c <= 'z') {
                lower++;
            } else if (c >= 'A' && c <= 'Z' && end > from) {
                upper++;
            } else {
                others |= !isLetter(c) && c != '.' && c != '-' && c != '/';
            }
        }
        boolean isParameter =
                end > from && text.charAt(end - 1) == '=' && end < text.length() && text.charAt(end) == '"';
        boolean isWord = !others && (lower == 0 || upper == 0);
        return end - from >= (isWord ? LONGEST_WORD + 1 : 5) && !isParameter ? end : -1;
    }

    /** Where the access key of a cloud ends that begins with the A here, or -1. */
    static int accessKeyEnd(String text, int from) {
        boolean aws = text.startsWith("AKIA", from) || text.startsWith("ASIA", from);
        if ((!aws && !text.startsWith("AIza", from)) || (from > 0 && isLetterOrDigit(text.charAt(from - 1)))) {
            return -1;
        }
        int end = from;
        while (end < text.length() && (isLetterOrDigit(text.charAt(end)) || (!aws && isOfToken(text.charAt(end))))) {
            end++;
        }
        return end - from >= 16 ? end : -1;
    }

    /** Where the token begins whose well-known prefix ends with the character here, or -1. */
    static int prefixStart(String text, int at) {
        // Ids and routes are full of dashes, which fewer of them end with.
        for (String prefix : text.charAt(at) == '-' ? PREFIXES_WITH_DASH : PREFIXES_WITH_UNDERSCORE) {
            int start = at + 1 - prefix.length();
            if (start >= 0 && text.startsWith(prefix, start)) {
                return start > 0 && isLetterOrDigit(text.charAt(start - 1)) ? -1 : start;
            }
        }
        return -1;
    }

    /** Where the token ends whose prefix ends before here, or -1 when too little follows. */
    static int prefixedEnd(String text, int from) {
        int end = from;
        while (end < text.length() && isOfToken(text.charAt(end)) && text.charAt(end) != '.') {
            end++;
        }
        return end - from >= SHORTEST_AFTER_PREFIX ? end : -1;
    }

    /** Where the private key in PEM ends that begins here, or -1; without an end it is all that follows. */
    static int privateKeyEnd(String text, int from) {
        if (!text.startsWith("-----BEGIN ", from)) {
            return -1;
        }
        int label = text.indexOf("-----", from + 11);
        if (label < 0 || label - from > 64 || !text.startsWith("PRIVATE KEY", label - 11)) {
            return -1;
        }
        int last = text.indexOf("-----END ", label);
        int end = last < 0 ? -1 : text.indexOf("-----", last + 9);
        return end < 0 ? text.length() : end + 5;
    }

    /** Where the {@code user:password} ends that begins here behind {@code ://}, which is its {@code @}; or -1. */
    static int userInfoEnd(String text, int from) {
        int farthest = Math.min(text.length(), from + LONGEST_USER_INFO);
        int at = -1;
        int colon = -1;
        for (int i = from; i < farthest; i++) {
            char c = text.charAt(i);
            if (c <= ' ' || c == '"' || c == '<' || c == '>') {
                break;
            } else if (c == '@') {
                at = i;
            } else if (c == ':' && colon < 0) {
                colon = i;
            } else if (c == '/' || c == '?' || c == '#') {
                // A password may hold them; the number of a port does not.
                if (at >= 0 || colon < 0 || isPort(text, colon + 1, i)) {
                    break;
                }
            }
        }
        boolean credentials = at >= 0 && ((colon >= 0 && colon < at) || at - from >= 16);
        return credentials ? at : -1;
    }

    /** Where the {@code user/password} ends of the Oracle address that begins here, which is its {@code @}; or -1. */
    static int oracleUserEnd(String text, int from) {
        int farthest = Math.min(text.length(), from + LONGEST_USER_INFO);
        for (int i = from; i < farthest && text.charAt(i) > ' '; i++) {
            if (text.charAt(i) == '@') {
                return i;
            }
        }
        return -1;
    }

    private static boolean isPort(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!isDigit(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isOfToken(char c) {
        return isLetterOrDigit(c) || c == '-' || c == '_' || c == '.';
    }

    private static boolean isOfBase64(char c) {
        return c == '+' || c == '/' || c == '=' || c == '~';
    }
}
