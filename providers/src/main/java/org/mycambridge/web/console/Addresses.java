package org.mycambridge.web.console;

import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.UriBuilder;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.urls.UrlType;

/** Where things are, as the browser sees them. */
final class Addresses {

    static final String ROOT = "my-organisation";

    /** The client that stands for these pages. */
    static final String CLIENT_ID = ROOT;

    static final String SIGN_IN = "sign-in";
    static final String SIGN_OUT = "sign-out";
    static final String CALLBACK = "callback";
    static final String INVITATIONS = "invitations";
    static final String ORGANISATION = "organisation";
    static final String ROLES = "roles";
    static final String LANGUAGE = "language";
    static final String CENTRES = "centres";
    static final String USERS = "users";

    /** The pages for the board's own people. */
    static final String BOARD = "board";

    private static final int LONGEST_PAGE = 200;
    private static final Pattern PAGE =
            Pattern.compile("([A-Za-z0-9-]+(/[A-Za-z0-9][A-Za-z0-9.-]*)*/?)?");

    /** Paths that are no pages: nobody is sent back to them. */
    private static final Set<String> NO_PAGES = Set.of(SIGN_IN, SIGN_OUT, CALLBACK, LANGUAGE);

    private final URI base;
    private final String realm;
    private final String aboveCentres;

    Addresses(KeycloakSession session) {
        this(
                session.getContext().getUri(UrlType.FRONTEND).getBaseUri(),
                session.getContext().getRealm().getName(),
                "");
    }

    private Addresses(URI base, String realm, String aboveCentres) {
        this.base = base;
        this.realm = realm;
        this.aboveCentres = aboveCentres;
    }

    /** The same with the pages of centres as the board opens them. */
    Addresses ofTheBoard() {
        return new Addresses(base, realm, BOARD + "/");
    }

    /** The home page; it ends with a slash, and every page is below it. */
    URI home() {
        return realm().path(ROOT).path("/").build(realm);
    }

    /** A page by its path below the home page. */
    URI page(String path) {
        return UriBuilder.fromUri(home()).path(path).build();
    }

    /** A page of a centre, by the parts of its path below the centre's. */
    URI centre(String number, String... parts) {
        return page(pathOfCentre(number, parts));
    }

    /** The same as a path below the home page. */
    String pathOfCentre(String number, String... parts) {
        StringBuilder path =
                new StringBuilder(aboveCentres).append(CENTRES).append('/').append(number);
        for (String part : parts) {
            path.append('/').append(part);
        }
        return path.toString();
    }

    /** The board's home, or a page below it. */
    URI board(String... parts) {
        return page(pathOfBoard(parts));
    }

    /** The same as a path below the home page. */
    static String pathOfBoard(String... parts) {
        return parts.length == 0 ? BOARD : BOARD + "/" + String.join("/", parts);
    }

    /** The page that this request is for, as a path below the home page. */
    String wanted(KeycloakSession session) {
        String home = home().getRawPath();
        String path = session.getContext().getUri().getRequestUri().getRawPath();
        return returnable(path.startsWith(home) ? path.substring(home.length()) : "").orElse("");
    }

    URI invitation(String id) {
        return UriBuilder.fromUri(home()).path(INVITATIONS).path("{id}").build(id);
    }

    URI signIn() {
        return page(SIGN_IN);
    }

    URI signIn(String invitationId) {
        return UriBuilder.fromUri(signIn())
                .queryParam("invitation", "{invitation}")
                .build(invitationId);
    }

    URI signOut() {
        return page(SIGN_OUT);
    }

    URI signOut(String invitationId) {
        return UriBuilder.fromUri(signOut())
                .queryParam("invitation", "{invitation}")
                .build(invitationId);
    }

    URI callback() {
        return page(CALLBACK);
    }

    URI account() {
        return realm().path("account").path("/").build(realm);
    }

    UriBuilder authorisation() {
        return protocol().path("auth");
    }

    UriBuilder logout() {
        return protocol().path("logout");
    }

    /** A cookie for our pages alone, that no script reads and no other site's form brings along. */
    NewCookie cookie(String name, String value, int seconds) {
        return new NewCookie.Builder(name)
                .value(value)
                .path(home().getRawPath())
                .maxAge(seconds)
                .httpOnly(true)
                .secure("https".equals(base.getScheme()))
                .sameSite(NewCookie.SameSite.LAX)
                .build();
    }

    /** Keycloak's address itself, without a realm. */
    URI base() {
        return base;
    }

    /**
     * The path of a page that somebody may be sent back to after signing in; empty for anything
     * that is none. It is only ever put below the home page.
     */
    static Optional<String> returnable(String path) {
        return Optional.ofNullable(path)
                .filter(page -> page.length() <= LONGEST_PAGE)
                .filter(page -> PAGE.matcher(page).matches())
                .filter(page -> !NO_PAGES.contains(page.split("/", 2)[0]));
    }

    private UriBuilder realm() {
        return UriBuilder.fromUri(base).path("realms/{realm}");
    }

    private UriBuilder protocol() {
        return UriBuilder.fromUri(
                realm().path("protocol").path(OIDCLoginProtocol.LOGIN_PROTOCOL).build(realm));
    }
}
