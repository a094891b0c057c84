package dev.vigie.login;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;

/** Numbers that stand for names and addresses: the same ones while the process runs, and no way back. */
final class OneWayHash {

    private static final int LONGEST = 256;

    /** Without it all addresses of the internet could be tried in a minute. */
    private final byte[] salt = new byte[16];

    OneWayHash() {
        new SecureRandom().nextBytes(salt);
    }

    long of(String text) {
        String bounded = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(salt);
            return ByteBuffer.wrap(digest.digest(bounded.getBytes(StandardCharsets.UTF_8)))
                    .getLong();
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("Every Java platform has SHA-256", missing);
        }
    }
}
