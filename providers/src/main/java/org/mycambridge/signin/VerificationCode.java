package org.mycambridge.signin;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * A code of six digits, derived and never stored (D32): the same for the same key and the same
 * circumstances, and unforeseeable without the key.
 */
final class VerificationCode {

    private static final int DIGITS = 6;
    private static final long CODES = 1_000_000;
    private static final long WORDS = 1L << 32;

    /** Below it every code has the same number of words. */
    private static final long FAIR = WORDS - WORDS % CODES;

    private static final String ALGORITHM = "HmacSHA512";

    /** Sets our use of the realm's key apart from Keycloak's, which signs tokens with it. */
    private static final String PURPOSE = "my-cambridge verification code 1";

    private final String digits;

    private VerificationCode(String digits) {
        this.digits = digits;
    }

    /**
     * Derives a code.
     *
     * @param key a secret key of the realm
     * @param circumstances what the code is good for: another person, another address or another
     *     nonce makes another code
     */
    static VerificationCode derive(SecretKey key, String... circumstances) {
        byte[] ours = hmac(key.getEncoded(), PURPOSE.getBytes(StandardCharsets.UTF_8));
        for (int round = 0; ; round++) {
            ByteBuffer words = ByteBuffer.wrap(hmac(ours, message(round, circumstances)));
            while (words.remaining() >= Integer.BYTES) {
                Optional<VerificationCode> code = fromWord(Integer.toUnsignedLong(words.getInt()));
                if (code.isPresent()) {
                    return code.get();
                }
            }
        }
    }

    /**
     * The code that a word of 32 random bits stands for; empty where it would favour some codes.
     */
    static Optional<VerificationCode> fromWord(long word) {
        return word < FAIR
                ? Optional.of(
                        new VerificationCode(String.format("%0" + DIGITS + "d", word % CODES)))
                : Optional.empty();
    }

    /**
     * What somebody typed, as digits: in whatever script, with spaces and hyphens taken out.
     *
     * @return empty where it can't be a code
     */
    static Optional<String> typed(String text) {
        StringBuilder digits = new StringBuilder();
        for (int c : Optional.ofNullable(text).orElse("").codePoints().limit(100).toArray()) {
            int digit = Character.digit(c, 10);
            if (digit >= 0) {
                digits.append(digit);
            } else if (!Character.isWhitespace(c)
                    && !Character.isSpaceChar(c)
                    && Character.getType(c) != Character.DASH_PUNCTUATION
                    && Character.getType(c) != Character.FORMAT) {
                return Optional.empty();
            }
        }
        return Optional.of(digits.toString()).filter(code -> code.length() == DIGITS);
    }

    /** Whether these are its digits; takes as long whichever of them differ. */
    boolean is(String typedDigits) {
        return MessageDigest.isEqual(
                digits.getBytes(StandardCharsets.US_ASCII),
                typedDigits.getBytes(StandardCharsets.US_ASCII));
    }

    /** For the mail, and nothing else. */
    String digits() {
        return digits;
    }

    /** Says nothing, so that no log line ever holds a code. */
    @Override
    public String toString() {
        return "VerificationCode[******]";
    }

    private static byte[] message(int round, String... parts) {
        StringBuilder message = new StringBuilder().append(round);
        for (String part : parts) {
            // With lengths, so that no two lists of parts make the same message.
            message.append('\n').append(part.length()).append(':').append(part);
        }
        return message.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] hmac(byte[] key, byte[] message) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(ALGORITHM + " is part of every Java", e);
        }
    }
}
