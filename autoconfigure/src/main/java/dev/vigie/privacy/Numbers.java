package dev.vigie.privacy;

/** Numbers that are money: payment cards and bank accounts. */
final class Numbers {

    /** Country and length of each IBAN (ISO 13616 registry). */
    private static final String IBANS = "AD24AE23AL28AT20AZ28BA20BE16BG22BH22BI27BR29BY28CH21CR22CY28CZ24DE22DJ27DK18"
            + "DO28EE20EG29ES24FI18FK18FO18FR27GB22GE22GI23GL18GR27GT28HN28HR21HU28IE22IL23IQ23IS26IT27JO30KW30KZ20LB28"
            + "LC32LI21LT20LU20LV21LY25MC27MD24ME22MK19MN20MR27MT31MU30NI28NL18NO15OM23PK24PL28PS29PT25QA29RO24RS22RU33"
            + "SA24SC31SD18SE24SI19SK24SM27SO23ST25SV28TL23TN24TR26UA29VA22VG24XK20YE30";

    private static final int FEWEST_DIGITS = 13;
    private static final int MOST_DIGITS = 19;

    private Numbers() {}

    /** Where the digits that begin here end. */
    static int digitsEnd(String text, int from) {
        int end = from;
        while (end < text.length() && isDigit(text.charAt(end))) {
            end++;
        }
        return end;
    }

    /** Where the card number that begins here ends, or -1 when none does. */
    static int cardEnd(String text, int from) {
        if (from > 0 && (isLetter(text.charAt(from - 1)) || isFraction(text, from))) {
            return -1;
        }
        int first = digitsEnd(text, from);
        int end = first - from == 4 ? groupsEnd(text, first) : first;
        if (end - from < FEWEST_DIGITS || (end < text.length() && isLetter(text.charAt(end)))) {
            return -1;
        }
        return isCard(text, from, end) ? end : -1;
    }

    private static boolean isFraction(String text, int from) {
        return text.charAt(from - 1) == '.' && from > 1 && isDigit(text.charAt(from - 2));
    }

    /** After the first four digits: 4-4-4 and up to 7 more, or 6-4, or 6-5; all with the same separator. */
    private static int groupsEnd(String text, int first) {
        char separator = first < text.length() ? text.charAt(first) : '.';
        if (separator != ' ' && separator != '-') {
            return first;
        }
        int end = first;
        for (int group = 1; group <= 4; group++) {
            if (end >= text.length() || text.charAt(end) != separator) {
                break;
            }
            int groupEnd = digitsEnd(text, end + 1);
            int size = groupEnd - end - 1;
            boolean amex = (group == 1 && size == 6) || (group == 2 && end - first == 7 && (size == 4 || size == 5));
            if (size == 0 || (group == 4 && size > 3) || (size > 4 && !amex)) {
                break;
            }
            end = groupEnd;
            if (size < 4 || (amex && group == 2)) {
                break;
            }
        }
        return end;
    }

    private static boolean isCard(String text, int from, int to) {
        int digits = 0;
        int sum = 0;
        for (int i = to - 1; i >= from; i--) {
            char c = text.charAt(i);
            if (isDigit(c)) {
                int value = c - '0';
                int counted = digits % 2 == 0 ? value : value * 2;
                sum += counted > 9 ? counted - 9 : counted;
                digits++;
            }
        }
        return digits >= FEWEST_DIGITS && digits <= MOST_DIGITS && sum % 10 == 0 && isIssued(text, from, digits);
    }

    /** By the first digits; a time in milliseconds, for example, begins with 1 and is no card. */
    private static boolean isIssued(String text, int from, int digits) {
        return switch (text.charAt(from)) {
            case '2' -> digits == 16;
            case '3' -> digits >= 14;
            case '4' -> true;
            case '5', '6' -> digits >= 14;
            default -> false;
        };
    }

    /** Where the account number ends whose country begins here, or -1 when it is none. */
    static int ibanEnd(String text, int from) {
        if (from > 0 && isLetterOrDigit(text.charAt(from - 1))) {
            return -1;
        }
        int length = ibanLength(text, from);
        int seen = 0;
        int end = from;
        while (seen < length && end < text.length()) {
            char c = text.charAt(end);
            if (isLetterOrDigit(c)) {
                seen++;
            } else if ((c != ' ' && c != '-') || !isLetterOrDigit(text.charAt(end - 1))) {
                return -1;
            }
            end++;
        }
        boolean whole = length > 0 && seen == length && (end == text.length() || !isLetterOrDigit(text.charAt(end)));
        return whole && remainder(text, from, end) == 1 ? end : -1;
    }

    private static int ibanLength(String text, int from) {
        for (int i = 0; i < IBANS.length(); i += 4) {
            if (IBANS.regionMatches(true, i, text, from, 2)) {
                return (IBANS.charAt(i + 2) - '0') * 10 + IBANS.charAt(i + 3) - '0';
            }
        }
        return 0;
    }

    /** Modulo 97, with country and check digits at the end. */
    private static int remainder(String text, int from, int to) {
        return remainder(text, from, from + 4, remainder(text, from + 4, to, 0));
    }

    private static int remainder(String text, int from, int to, int before) {
        int remainder = before;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (isDigit(c)) {
                remainder = (remainder * 10 + c - '0') % 97;
            } else if (isLetter(c)) {
                remainder = (remainder * 100 + (c | 0x20) - 'a' + 10) % 97;
            }
        }
        return remainder;
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    static boolean isLetter(char c) {
        return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
    }

    static boolean isLetterOrDigit(char c) {
        return isDigit(c) || isLetter(c);
    }
}
