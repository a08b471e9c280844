package org.mycambridge.web.console;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.NewCookie;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.keycloak.models.KeycloakSession;
import org.mycambridge.history.KeycloakClock;

/**
 * Something small that one person's browser keeps for us over a redirect: nothing of a form stays
 * on the server. Sealed, so that nobody else can put words into our pages; for one person, so that
 * the next one at the same browser doesn't see it; for a while only.
 */
enum SealedCookie {
    /** What has just been done, for the page that comes next. */
    DONE("MC_DONE", Duration.ofMinutes(2)),
    /** What was typed into a form when its sender had to sign in first. */
    DRAFT("MC_DRAFT", Duration.ofHours(1)),
    /** Which centres the board has open, so that an opening is recorded once. */
    OPENED("MC_OPENED", Duration.ofMinutes(30));

    private static final int LONGEST = 3_800;
    private static final int LARGEST = 256 * 1024;
    private static final char APART = '.';
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, Object>> VALUES = new TypeReference<>() {};

    private final String cookie;
    private final Duration life;

    SealedCookie(String cookie, Duration life) {
        this.cookie = cookie;
        this.life = life;
    }

    /** What this browser keeps for this person; empty for anything else. */
    Optional<Map<String, Object>> read(KeycloakSession session, String personId) {
        return kept(session).flatMap(value -> open(session, personId, value));
    }

    boolean isThere(KeycloakSession session) {
        return kept(session).isPresent();
    }

    private Optional<String> kept(KeycloakSession session) {
        Cookie found =
                session.getContext().getHttpRequest().getHttpHeaders().getCookies().get(cookie);
        return Optional.ofNullable(found).map(Cookie::getValue).filter(value -> !value.isEmpty());
    }

    private Optional<Map<String, Object>> open(
            KeycloakSession session, String personId, String value) {
        String[] parts = value.split("\\" + APART);
        if (parts.length != 3) {
            return Optional.empty();
        }
        try {
            byte[] seal = Base64.getUrlDecoder().decode(parts[2]);
            if (!MessageDigest.isEqual(seal, seal(session, personId, parts[0], parts[1]))
                    || Long.parseLong(parts[0]) < KeycloakClock.UTC.millis()) {
                return Optional.empty();
            }
            byte[] packed = Base64.getUrlDecoder().decode(parts[1]);
            try (InflaterInputStream in =
                    new InflaterInputStream(new ByteArrayInputStream(packed))) {
                return Optional.of(JSON.readValue(in.readNBytes(LARGEST), VALUES));
            }
        } catch (IllegalArgumentException | IOException e) {
            return Optional.empty();
        }
    }

    /** The cookie to send; empty where there is more to keep than a cookie holds. */
    Optional<NewCookie> keep(
            KeycloakSession session,
            Addresses addresses,
            String personId,
            Map<String, Object> values) {
        String until = Long.toString(KeycloakClock.UTC.millis() + life.toMillis());
        String packed = Base64.getUrlEncoder().withoutPadding().encodeToString(pack(values));
        String seal =
                Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(seal(session, personId, until, packed));
        return Optional.of(until + APART + packed + APART + seal)
                .filter(value -> value.length() <= LONGEST)
                .map(value -> cookie(addresses, value, (int) life.toSeconds()));
    }

    private static byte[] pack(Map<String, Object> values) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(packed)) {
            out.write(JSON.writeValueAsBytes(values));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    private byte[] seal(KeycloakSession session, String personId, String until, String packed) {
        return Seal.of(session, cookie).over(personId + "\n" + until + "\n" + packed);
    }

    /** Takes the cookie away. */
    NewCookie forget(Addresses addresses) {
        return cookie(addresses, "", 0);
    }

    private NewCookie cookie(Addresses addresses, String value, int seconds) {
        return addresses.cookie(cookie, value, seconds);
    }
}
