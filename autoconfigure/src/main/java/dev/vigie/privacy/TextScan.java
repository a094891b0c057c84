package dev.vigie.privacy;

/**
 * One pass over a text that masks what is secret in it. Most characters are looked at once and passed by; what begins
 * with one of a few is looked at more closely.
 */
final class TextScan {

    private static final byte PLAIN = 0;
    private static final byte SIGN = 1;
    private static final byte DIGIT = 2;
    private static final byte JWT = 3;
    private static final byte SCHEME = 4;
    private static final byte ACCESS_KEY = 5;
    private static final byte PREFIX = 6;
    private static final byte ELEMENT = 7;

    private static final byte[] KINDS = kinds();

    private final String text;
    private final MaskedCopy copy;
    private final KeyedValues values;

    private TextScan(String text, SecretKeys keys, boolean json) {
        this.text = text;
        this.copy = new MaskedCopy(text);
        this.values = new KeyedValues(text, keys, json, copy);
    }

    /** The text without its secrets; the same text when there are none. */
    static String masked(String text, SecretKeys keys, boolean json) {
        int first = nextSpecial(text, 0);
        return first == text.length() ? text : new TextScan(text, keys, json).from(first);
    }

    private String from(int first) {
        int at = first;
        while (at < text.length()) {
            at = nextSpecial(text, lookAt(at));
        }
        return copy.result();
    }

    private static int nextSpecial(String text, int from) {
        int at = from;
        while (at < text.length() && (text.charAt(at) >= KINDS.length || KINDS[text.charAt(at)] == PLAIN)) {
            at++;
        }
        return at;
    }

    /** Looks more closely at one place; returns where to go on. */
    private int lookAt(int at) {
        return switch (KINDS[text.charAt(at)]) {
            case SIGN -> sign(at);
            case DIGIT -> number(at);
            case JWT ->
                at >= 2 && text.startsWith("ey", at - 2) ? masked(at - 2, Tokens.jwtEnd(text, at - 2), at) : at + 1;
            case SCHEME -> credentials(at);
            case ACCESS_KEY -> masked(at, Tokens.accessKeyEnd(text, at), at);
            case PREFIX -> prefixed(at);
            case ELEMENT -> values.inElement(at);
            default -> at + 1;
        };
    }

    private int masked(int from, int end, int at) {
        if (end < 0) {
            return at + 1;
        }
        copy.replace(from, end, Masking.MASK);
        return end;
    }

    private int sign(int at) {
        if (text.startsWith("jdbc:oracle:", at - 4)) {
            int user = text.indexOf(':', at + 8) + 1;
            return user == 0 || user > at + 16 ? at + 1 : masked(user, Tokens.oracleUserEnd(text, user), at);
        }
        if (!text.startsWith("://", at)) {
            return values.behindSign(at);
        }
        int end = Tokens.userInfoEnd(text, at + 3);
        return end < 0 ? at + 3 : masked(at + 3, end, at);
    }

    private int number(int at) {
        int end = -1;
        if (at >= 2 && Numbers.isLetter(text.charAt(at - 1)) && Numbers.isLetter(text.charAt(at - 2))) {
            end = Numbers.ibanEnd(text, at - 2);
            if (end > 0) {
                return masked(at - 2, end, at);
            }
        }
        end = Numbers.cardEnd(text, at);
        return end < 0 ? Numbers.digitsEnd(text, at) : masked(at, end, at);
    }

    private int credentials(int at) {
        int start = Tokens.credentialsStart(text, at);
        return start < 0 ? at + 1 : masked(start, Tokens.credentialsEnd(text, start), at);
    }

    private int prefixed(int at) {
        int key = Tokens.privateKeyEnd(text, at);
        if (key >= 0) {
            return masked(at, key, at);
        }
        int start = Tokens.prefixStart(text, at);
        return start < 0 ? at + 1 : masked(start, Tokens.prefixedEnd(text, at + 1), at);
    }

    private static byte[] kinds() {
        byte[] kinds = new byte[128];
        for (char digit = '0'; digit <= '9'; digit++) {
            kinds[digit] = DIGIT;
        }
        kinds['='] = SIGN;
        kinds[':'] = SIGN;
        kinds['J'] = JWT;
        kinds['B'] = SCHEME;
        kinds['b'] = SCHEME;
        kinds['A'] = ACCESS_KEY;
        kinds['_'] = PREFIX;
        kinds['-'] = PREFIX;
        kinds['<'] = ELEMENT;
        return kinds;
    }
}
