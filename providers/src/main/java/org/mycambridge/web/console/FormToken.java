package org.mycambridge.web.console;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import org.keycloak.common.util.SecretGenerator;
import org.keycloak.models.KeycloakSession;

/**
 * The synchroniser token of our forms: it proves that a form was drawn by us for this session. It
 * is derived from the session instead of kept with it, so that drawing a page writes nothing and
 * two tabs agree. Each page carries it under a mask of its own, so that nothing about it can be
 * told from the length of compressed pages.
 */
final class FormToken {

    private static final int BYTES = 32;

    private FormToken() {}

    static String of(KeycloakSession session, Visitor visitor) {
        byte[] mask = SecretGenerator.getInstance().randomBytes(BYTES);
        byte[] masked = Arrays.copyOf(mask, 2 * BYTES);
        System.arraycopy(xor(mask, secret(session, visitor)), 0, masked, BYTES, BYTES);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(masked);
    }

    static boolean isOf(KeycloakSession session, Visitor visitor, String token) {
        byte[] masked;
        try {
            masked = Base64.getUrlDecoder().decode(token);
        } catch (IllegalArgumentException e) {
            return false;
        }
        return masked.length == 2 * BYTES
                && MessageDigest.isEqual(
                        secret(session, visitor),
                        xor(
                                Arrays.copyOf(masked, BYTES),
                                Arrays.copyOfRange(masked, BYTES, 2 * BYTES)));
    }

    private static byte[] secret(KeycloakSession session, Visitor visitor) {
        return Seal.of(session, "form")
                .over(visitor.session().getUserSession().getId() + "\n" + visitor.user().getId());
    }

    private static byte[] xor(byte[] one, byte[] other) {
        byte[] both = new byte[BYTES];
        for (int i = 0; i < BYTES; i++) {
            both[i] = (byte) (one[i] ^ other[i]);
        }
        return both;
    }
}
