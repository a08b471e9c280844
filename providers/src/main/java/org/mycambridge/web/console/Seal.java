package org.mycambridge.web.console;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import org.keycloak.models.KeycloakSession;
import org.mycambridge.centre.RealmKeys;

/**
 * A mark that only this server can make (HMAC-SHA-256 with a key of the realm), for one purpose.
 */
final class Seal {

    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKey key;
    private final String purpose;

    private Seal(SecretKey key, String purpose) {
        this.key = key;
        this.purpose = purpose;
    }

    static Seal of(KeycloakSession session, String purpose) {
        return Optional.of(RealmKeys.current(session))
                .flatMap(id -> RealmKeys.find(session, id))
                .map(key -> new Seal(key, purpose))
                .orElseThrow(() -> new IllegalStateException("the realm has no key of its own"));
    }

    /** The mark over a text. */
    byte[] over(String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(("my-organisation " + purpose + "\n").getBytes(StandardCharsets.UTF_8));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC-SHA-256 is part of every Java", e);
        }
    }
}
