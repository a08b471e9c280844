package org.mycambridge.web.console;

import jakarta.ws.rs.core.NewCookie;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;
import org.keycloak.common.util.SecretGenerator;
import org.keycloak.models.KeycloakSession;

/**
 * What a browser takes along to the sign-in page and brings back: a random state, and the page it
 * wanted, in a cookie that no script and no other site can send for it.
 */
final class SignInState {

    private static final String COOKIE = "MC_SIGN_IN";
    private static final char APART = '.';
    private static final int AN_HOUR = 3600;

    private final String state;
    private final String page;

    private SignInState(String state, String page) {
        this.state = state;
        this.page = page;
    }

    static SignInState to(String page) {
        return new SignInState(random(), page);
    }

    /** What this browser was sent out with; empty where the state it brings back is another one. */
    static Optional<SignInState> broughtBack(KeycloakSession session, String state) {
        return Optional.ofNullable(
                        session.getContext()
                                .getHttpRequest()
                                .getHttpHeaders()
                                .getCookies()
                                .get(COOKIE))
                .flatMap(cookie -> parse(cookie.getValue()))
                .filter(
                        sent ->
                                state != null
                                        && MessageDigest.isEqual(
                                                sent.state.getBytes(StandardCharsets.UTF_8),
                                                state.getBytes(StandardCharsets.UTF_8)));
    }

    private static Optional<SignInState> parse(String value) {
        int apart = value.indexOf(APART);
        if (apart < 0) {
            return Optional.empty();
        }
        try {
            String page =
                    new String(
                            Base64.getUrlDecoder().decode(value.substring(apart + 1)),
                            StandardCharsets.UTF_8);
            // Checked again: a cookie can be written by whoever sits at the browser.
            return Addresses.returnable(page)
                    .map(known -> new SignInState(value.substring(0, apart), known));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    String state() {
        return state;
    }

    /** The page wanted, as a path below the home page. */
    String page() {
        return page;
    }

    NewCookie cookie(Addresses addresses) {
        String path =
                Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(page.getBytes(StandardCharsets.UTF_8));
        return cookie(addresses, state + APART + path, AN_HOUR);
    }

    /** Takes the cookie away. */
    static NewCookie noCookie(Addresses addresses) {
        return cookie(addresses, "", 0);
    }

    /**
     * The hash of a secret that is forgotten at once: nobody ever redeems the code that comes back,
     * since the session alone opens our pages.
     */
    static String challengeOfAForgottenVerifier() {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(random().getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every Java", e);
        }
    }

    private static NewCookie cookie(Addresses addresses, String value, int seconds) {
        return addresses.cookie(COOKIE, value, seconds);
    }

    private static String random() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(SecretGenerator.getInstance().randomBytes(32));
    }
}
