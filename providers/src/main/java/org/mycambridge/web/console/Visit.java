package org.mycambridge.web.console;

import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.keycloak.locale.LocaleUpdaterProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.services.managers.AuthenticationManager;
import org.mycambridge.centre.ActorRef;
import org.mycambridge.centre.Refusal;
import org.mycambridge.history.KeycloakClock;
import org.mycambridge.membership.Portfolio;
import org.mycambridge.tables.MembershipRow;
import org.mycambridge.web.Answer;

/** One request of somebody to whom the pages are open. */
final class Visit {

    /** What is done with great effect asks for a sign-in that is no older than this. */
    private static final Duration FRESH = Duration.ofMinutes(15);

    private final KeycloakSession session;
    private final Visitor visitor;
    private final Addresses addresses;
    private final Pages pages;
    private final Texts texts;
    private final ActorRef actor;

    Visit(KeycloakSession session, Visitor visitor, Addresses addresses, Pages pages) {
        this(
                session,
                visitor,
                addresses,
                pages,
                pages.texts(visitor.user()),
                ActorRef.person(visitor.user().getId()));
    }

    private Visit(
            KeycloakSession session,
            Visitor visitor,
            Addresses addresses,
            Pages pages,
            Texts texts,
            ActorRef actor) {
        this.session = session;
        this.visitor = visitor;
        this.addresses = addresses;
        this.pages = pages;
        this.texts = texts;
        this.actor = actor;
    }

    /**
     * The same request as one of the board's: the pages of a centre are read with its eyes, and
     * nothing can be done on them.
     */
    Visit asBoard() {
        return new Visit(
                session,
                visitor,
                addresses.ofTheBoard(),
                pages,
                texts,
                ActorRef.board(visitor.user().getId(), Optional.empty()));
    }

    /** Whether pages of a centre are looked at by the board, and not used. */
    boolean isBoards() {
        return actor.board();
    }

    KeycloakSession session() {
        return session;
    }

    UserModel user() {
        return visitor.user();
    }

    ActorRef actor() {
        return actor;
    }

    Addresses addresses() {
        return addresses;
    }

    Texts texts() {
        return texts;
    }

    /** Whether the person has proved who they are a short while ago. */
    boolean hasJustSignedIn() {
        String at = visitor.session().getUserSession().getNote(AuthenticationManager.AUTH_TIME);
        long now = KeycloakClock.UTC.instant().getEpochSecond();
        return at != null && now - Long.parseLong(at) <= FRESH.toSeconds();
    }

    String formToken() {
        return FormToken.of(session, visitor);
    }

    boolean isOurs(Form form) {
        return FormToken.isOf(session, visitor, form.text(Form.TOKEN));
    }

    /** A page that somebody may manage others on. */
    Response show(int status, String template, Map<String, Object> attributes) {
        return show(status, template, attributes, !isBoards() || mayManage());
    }

    /** A page for everybody who is signed in. */
    Response showToAll(String template, Map<String, Object> attributes) {
        return show(200, template, attributes, mayManage());
    }

    private boolean mayManage() {
        return !Portfolio.of(session, visitor.user().getId()).isEmpty();
    }

    private Response show(
            int status, String template, Map<String, Object> attributes, boolean mayManage) {
        Map<String, Object> all = new HashMap<>(frame());
        all.put("mcMayManage", mayManage);
        List<NewCookie> cookies = new ArrayList<>();
        if (SealedCookie.DONE.isThere(session)) {
            SealedCookie.DONE
                    .read(session, visitor.user().getId())
                    .ifPresent(done -> all.put("mcDone", done));
            cookies.add(SealedCookie.DONE.forget(addresses));
        }
        if (SealedCookie.DRAFT.isThere(session)) {
            cookies.add(SealedCookie.DRAFT.forget(addresses));
        }
        all.putAll(attributes);
        return pages.show(status, template, visitor.user(), all, cookies);
    }

    /** What every page shows around it. */
    private Map<String, Object> frame() {
        UserModel user = visitor.user();
        Map<String, Object> frame = new HashMap<>();
        frame.put(
                "mcPerson",
                Map.of(
                        "fullName",
                        MembershipRow.fullName(user.getFirstName(), user.getLastName()),
                        "email",
                        Objects.requireNonNullElse(user.getEmail(), user.getUsername())));
        frame.put("mcHomeUrl", addresses.home().getRawPath());
        frame.put("mcOrganisationUrl", addresses.page(Addresses.ORGANISATION).getRawPath());
        frame.put("mcRolesUrl", addresses.page(Addresses.ROLES).getRawPath());
        if (BoardRights.of(session, user) != BoardRights.NONE) {
            frame.put("mcBoardUrl", addresses.page(Addresses.BOARD).getRawPath());
        }
        frame.put("mcAccountUrl", addresses.account().toString());
        frame.put("mcSignOutUrl", addresses.signOut().getRawPath());
        List<Map<String, Object>> languages = pages.languages(texts.locale());
        if (languages.size() > 1) {
            frame.put("mcLanguages", languages);
            frame.put("mcLanguageUrl", addresses.page(Addresses.LANGUAGE).getRawPath());
            frame.put("mcToken", formToken());
            frame.put("mcPage", addresses.wanted(session));
        }
        return frame;
    }

    /** From now on pages and mails are in this language; one that there isn't changes nothing. */
    void speak(String language) {
        boolean known =
                pages.languages(texts.locale()).stream()
                        .anyMatch(each -> each.get("tag").equals(language));
        if (known) {
            LocaleUpdaterProvider locale = session.getProvider(LocaleUpdaterProvider.class);
            locale.updateUsersLocale(visitor.user(), language);
            locale.updateLocaleCookie(language);
        }
    }

    /** Makes a page; what it refuses becomes a page that says so. */
    Response page(Supplier<Response> page) {
        try {
            return page.get();
        } catch (Refusal refusal) {
            return refused(refusal);
        }
    }

    /** A page that says why there is none. */
    Response refused(Refusal refusal) {
        Map<String, Object> attributes = new HashMap<>();
        attributes.put(
                "mcKind",
                switch (refusal.kind()) {
                    case NOT_FOUND -> "not-found";
                    case FORBIDDEN -> "forbidden";
                    case BUSY -> "busy";
                    case CONFLICT, GONE, TOO_OFTEN -> "conflict";
                    case INVALID -> "bad-request";
                });
        if (refusal.kind() != Refusal.Kind.NOT_FOUND && refusal.kind() != Refusal.Kind.BUSY) {
            attributes.put("mcText", texts.say(refusal, ""));
        }
        return show(Answer.status(refusal), "mc-message.ftl", attributes, mayManage());
    }

    /** The same page, and one more thing that the browser is to keep. */
    Response with(Response page, NewCookie cookie) {
        return Response.fromResponse(page).cookie(cookie).build();
    }

    /** Sends the browser on to a page that says what has been done. */
    Response done(URI to, Map<String, Object> done) {
        Response.ResponseBuilder answer = pages.redirect(to);
        SealedCookie.DONE
                .keep(session, addresses, visitor.user().getId(), done)
                .ifPresent(answer::cookie);
        return answer.build();
    }

    /** What was typed into the form of this page before its sender had to sign in. */
    Optional<Form> draft(String page) {
        return SealedCookie.DRAFT
                .read(session, visitor.user().getId())
                .filter(draft -> page.equals(draft.get(Draft.PAGE)))
                .map(Draft::form);
    }

    /** To the sign-in page, and back here with what was typed. */
    Response signInAgain(String page, Form form) {
        return new SignIn(session, addresses, pages)
                .again(page, Optional.of(new Draft(page, visitor.user().getId(), form)));
    }

    /** A file, with the headers that all our answers have. */
    Response file(Response file) {
        return pages.guarded(file);
    }

    Response redirect(URI to) {
        return pages.redirect(to).build();
    }
}
