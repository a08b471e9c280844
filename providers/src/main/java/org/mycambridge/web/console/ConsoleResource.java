package org.mycambridge.web.console;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriBuilder;
import java.util.Optional;
import java.util.function.Function;
import org.keycloak.OAuth2Constants;
import org.keycloak.OAuthErrorException;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.services.ErrorPage;
import org.keycloak.services.messages.Messages;
import org.mycambridge.invitation.Invitations;
import org.mycambridge.tables.InvitationRow;

/** The pages, by path. Whatever is asked for with GET changes nothing (expected answer 28). */
public final class ConsoleResource {

    private static final String HOME = "";

    private final KeycloakSession session;
    private final Addresses addresses;
    private final Pages pages;

    ConsoleResource(KeycloakSession session) {
        RealmModel realm = session.getContext().getRealm();
        if (!realm.isEnabled() || realm.getClientByClientId(Addresses.CLIENT_ID) == null) {
            throw new NotFoundException();
        }
        this.session = session;
        this.addresses = new Addresses(session);
        this.pages = new Pages(session, addresses);
    }

    @GET
    public Response home() {
        return open(
                HOME,
                visitor ->
                        pages.show(
                                HomePage.TEMPLATE,
                                visitor.user(),
                                HomePage.attributes(session, visitor.user(), addresses)));
    }

    /** Where the link in a mail leads; open to everyone. */
    @GET
    @Path(Addresses.INVITATIONS + "/{id}")
    public Response invitation(@PathParam("id") String id) {
        return pages.guarded(new InvitationPage(session, addresses).show(id));
    }

    /** Starts signing in, with the temporary password form for an invitation. */
    @GET
    @Path(Addresses.SIGN_IN)
    public Response signIn(@QueryParam("invitation") String invitationId) {
        Optional<InvitationRow> invitation =
                Optional.ofNullable(invitationId).flatMap(id -> Invitations.find(session, id));
        if (invitation.isPresent()
                && new InvitationPage(session, addresses)
                        .somebodyElse(invitation.get())
                        .isPresent()) {
            // Signing in would go on as the other person; the page says so and how to sign out.
            return pages.redirect(addresses.invitation(invitationId)).build();
        }
        return toSignIn(HOME, invitation.map(row -> row.id));
    }

    /** Where Keycloak sends the browser once somebody has signed in. */
    @GET
    @Path(Addresses.CALLBACK)
    public Response callback(
            @QueryParam(OAuth2Constants.STATE) String state,
            @QueryParam(OAuth2Constants.ERROR) String error) {
        Optional<SignInState> sent = SignInState.broughtBack(session, state);
        String page = sent.map(SignInState::page).orElse(HOME);
        // Too long at the sign-in page, as Keycloak says it: from the start, to the same page.
        boolean startAgain = OAuthErrorException.TEMPORARILY_UNAVAILABLE.equals(error);
        if (startAgain && sent.isPresent()) {
            return toSignIn(page, Optional.empty());
        }
        // Never round in circles: whom Keycloak lets in and we do not is told so.
        if ((error != null && !startAgain) || (sent.isPresent() && isClosed())) {
            return ErrorPage.error(
                    session, null, Response.Status.BAD_REQUEST, Messages.INVALID_REQUEST);
        }
        return pages.redirect(addresses.page(page)).cookie(SignInState.noCookie(addresses)).build();
    }

    /** To Keycloak's own page, which asks first: a link alone signs nobody out. */
    @GET
    @Path(Addresses.SIGN_OUT)
    public Response signOut(@QueryParam("invitation") String invitationId) {
        String backTo =
                Optional.ofNullable(invitationId)
                        .flatMap(id -> Invitations.find(session, id))
                        .map(row -> addresses.invitation(row.id))
                        .orElseGet(addresses::home)
                        .toString();
        return pages.redirect(
                        addresses
                                .logout()
                                .queryParam(OAuth2Constants.CLIENT_ID, Addresses.CLIENT_ID)
                                .queryParam(
                                        OIDCLoginProtocol.POST_LOGOUT_REDIRECT_URI_PARAM,
                                        "{backTo}")
                                .build(backTo))
                .build();
    }

    /**
     * A page for those who are signed in.
     *
     * @param path its path below the home page, to come back to after signing in
     * @param page makes it
     */
    private Response open(String path, Function<Visitor, Response> page) {
        return Visitor.find(session).map(page).orElseGet(() -> toSignIn(path, Optional.empty()));
    }

    private boolean isClosed() {
        return Visitor.find(session).isEmpty();
    }

    private Response toSignIn(String page, Optional<String> invitationId) {
        SignInState sent = SignInState.to(page);
        UriBuilder to =
                addresses
                        .authorisation()
                        .queryParam(OAuth2Constants.CLIENT_ID, Addresses.CLIENT_ID)
                        .queryParam(OAuth2Constants.RESPONSE_TYPE, OAuth2Constants.CODE)
                        .queryParam(OAuth2Constants.SCOPE, OAuth2Constants.SCOPE_OPENID)
                        .queryParam(OAuth2Constants.REDIRECT_URI, "{redirect}")
                        .queryParam(OAuth2Constants.STATE, sent.state())
                        .queryParam(
                                OAuth2Constants.CODE_CHALLENGE,
                                SignInState.challengeOfAForgottenVerifier())
                        .queryParam(OAuth2Constants.CODE_CHALLENGE_METHOD, "S256");
        invitationId.ifPresent(id -> to.queryParam("invitation", id));
        return pages.redirect(to.build(addresses.callback().toString()))
                .cookie(sent.cookie(addresses))
                .build();
    }
}
