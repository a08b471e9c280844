package org.mycambridge.web.console;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.function.Function;
import org.keycloak.OAuth2Constants;
import org.keycloak.OAuthErrorException;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.services.ErrorPage;
import org.keycloak.services.messages.Messages;
import org.mycambridge.centre.Refusal;
import org.mycambridge.invitation.Invitations;
import org.mycambridge.tables.InvitationRow;

/** The pages, by path. Whatever is asked for with GET changes nothing (expected answer 28). */
public final class ConsoleResource {

    private static final String HOME = "";

    private final KeycloakSession session;
    private final Addresses addresses;
    private final Pages pages;
    private final SignIn signIn;

    ConsoleResource(KeycloakSession session) {
        RealmModel realm = session.getContext().getRealm();
        if (!realm.isEnabled() || realm.getClientByClientId(Addresses.CLIENT_ID) == null) {
            throw new NotFoundException();
        }
        this.session = session;
        this.addresses = new Addresses(session);
        this.pages = new Pages(session, addresses);
        this.signIn = new SignIn(session, addresses, pages);
    }

    @GET
    public Response home() {
        return open(
                HOME,
                visit ->
                        visit.showToAll(
                                HomePage.TEMPLATE,
                                HomePage.attributes(
                                        session, visit.user(), visit.texts().locale())));
    }

    /** The page behind the menu item "My Organisation" (F5). */
    @GET
    @Path(Addresses.ORGANISATION)
    public Response organisation() {
        return open(Addresses.ORGANISATION, OrganisationPage::show);
    }

    @GET
    @Path(Addresses.ROLES)
    public Response roles() {
        return open(Addresses.ROLES, visit -> new RolesPage(visit).show());
    }

    /** Chooses the language of the pages and mails for this person, and goes on where they were. */
    @POST
    @Path(Addresses.LANGUAGE)
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response language() {
        if (!new Origin(session, addresses).isOurs()) {
            return new Forbidden(pages).post();
        }
        Form form = Form.posted(session);
        String page = Addresses.returnable(form.text("page")).orElse(HOME);
        Visitor.find(session)
                .map(this::visit)
                .filter(visit -> visit.isOurs(form))
                .ifPresent(visit -> visit.speak(form.text("language")));
        return pages.redirect(addresses.page(page)).build();
    }

    /** All pages of a centre: for those who are signed in, and asked for by nobody but them. */
    @Path(Addresses.CENTRES + "/{number}")
    public Object centre(@PathParam("number") String number) {
        return guarded(visitor -> new CentrePages(visit(visitor), number));
    }

    /** The pages for the board's own people; to anybody else there are none. */
    @Path(Addresses.BOARD)
    public Object board() {
        return guarded(
                visitor -> {
                    Visit visit = visit(visitor);
                    return switch (BoardRights.of(session, visitor.user())) {
                        case NONE -> new NoPage(visit, Refusal.notFound("This page"));
                        case VIEW ->
                                reads()
                                        ? new BoardPages(visit.asBoard(), false)
                                        : new NoPage(visit, BoardPages.mayOnlyLook());
                        case MANAGE -> new BoardPages(visit.asBoard(), true);
                    };
                });
    }

    private Object guarded(Function<Visitor, Object> pages) {
        Origin origin = new Origin(session, addresses);
        if (origin.isEmbeddedElsewhere() || (!reads() && !origin.isOurs())) {
            return new Forbidden(this.pages);
        }
        return Visitor.find(session)
                .map(pages)
                .orElseGet(() -> new SignInFirst(session, addresses, signIn));
    }

    private boolean reads() {
        String method = session.getContext().getHttpRequest().getHttpMethod();
        return method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD);
    }

    private Visit visit(Visitor visitor) {
        return new Visit(session, visitor, addresses, pages);
    }

    /**
     * Where the link in a mail leads; open to everyone. What can be no id is no address: Keycloak
     * can't lay out a page at each of those.
     */
    @GET
    @Path(Addresses.INVITATIONS + "/{id: [A-Za-z0-9-]+}")
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
        return signIn.first(HOME, invitation.map(row -> row.id));
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
            return signIn.first(page, Optional.empty());
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
    private Response open(String path, Function<Visit, Response> page) {
        if (new Origin(session, addresses).isEmbeddedElsewhere()) {
            return new Forbidden(pages).get();
        }
        return Visitor.find(session)
                .map(this::visit)
                .map(visit -> visit.page(() -> page.apply(visit)))
                .orElseGet(() -> signIn.first(path, Optional.empty()));
    }

    private boolean isClosed() {
        return Visitor.find(session).isEmpty();
    }
}
