package dev.vigie.web;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Request ids and trace ids: which incoming ones are kept, and how new ones look. */
final class RequestIds {

    /** The header by which a request id comes and goes. */
    static final String HEADER = "X-Request-ID";

    private static final HexFormat HEX = HexFormat.of();
    private static final int LONGEST_REQUEST_ID = 64;
    /** version-traceid-parentid-flags, see the W3C Recommendation "Trace Context", section 3.2. */
    private static final int TRACEPARENT_LENGTH = 55;

    private RequestIds() {}

    /** The incoming id when it is {@code [A-Za-z0-9._-]{1,64}}, else a new one of 32 hexadecimal digits. */
    static String requestId(@Nullable String incoming) {
        return incoming != null && isRequestId(incoming) ? incoming : random128();
    }

    /** The trace id of a valid incoming traceparent header, else a new one of the same shape. */
    static String traceId(@Nullable String traceparent) {
        if (traceparent != null && isTraceparent(traceparent)) {
            return traceparent.substring(3, 35);
        }
        return random128();
    }

    private static boolean isRequestId(String id) {
        if (id.isEmpty() || id.length() > LONGEST_REQUEST_ID) {
            return false;
        }
        for (int i = 0; i < id.length(); i++) {
            char c = id.charAt(i);
            boolean letterOrDigit = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!letterOrDigit && c != '.' && c != '_' && c != '-') {
                return false;
            }
        }
        return true;
    }

    private static boolean isTraceparent(String header) {
        return header.length() >= TRACEPARENT_LENGTH
                && header.charAt(2) == '-'
                && header.charAt(35) == '-'
                && header.charAt(52) == '-'
                && !header.startsWith("ff")
                && isHexAndNotZero(header, 3, 35)
                && isHexAndNotZero(header, 36, 52);
    }

    private static boolean isHexAndNotZero(String text, int from, int to) {
        boolean zero = true;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) {
                return false;
            }
            zero &= c == '0';
        }
        return !zero;
    }

    /** Not from a secure source: an id is no secret, and this one costs a tenth. */
    private static String random128() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return HEX.toHexDigits(random.nextLong()) + HEX.toHexDigits(random.nextLong() | 1);
    }
}
