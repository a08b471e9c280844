package org.mycambridge.web;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.keycloak.models.KeycloakSession;
import org.mycambridge.centre.ActorRef;
import org.mycambridge.centre.CentreNumber;
import org.mycambridge.centre.Refusal;
import org.mycambridge.centre.Work;
import org.mycambridge.membership.AssociateCentres;
import org.mycambridge.membership.CentreUsers;
import org.mycambridge.membership.PersonDetails;
import org.mycambridge.membership.Roster;
import org.mycambridge.membership.Standing;
import org.mycambridge.policy.MembershipStatus;
import org.mycambridge.policy.RoleCatalogue;
import org.mycambridge.policy.Service;
import org.mycambridge.service.Acknowledgements;

/** The routes below one centre: the same for a person at the delegated API and for the board. */
public class CentreRoutes {

    private final KeycloakSession session;
    private final ActorRef actor;
    private final String number;

    public CentreRoutes(KeycloakSession session, ActorRef actor, String number) {
        this.session = session;
        this.actor = actor;
        this.number = number;
    }

    @GET
    public Response centre() {
        return Answer.to(
                () -> {
                    Roster roster = roster();
                    Map<String, Object> shape =
                            Shapes.centre(roster.centre(), roster.standing().rights());
                    if (actor.board()) {
                        shape.put("version", roster.centre().version);
                        AssociateCentres.parent(session, roster.centre())
                                .ifPresent(parent -> shape.put("parent", parent.number));
                        shape.put(
                                "assignedTo", AssociateCentres.assignees(session, roster.centre()));
                    }
                    return Answer.ok(shape);
                });
    }

    @GET
    @Path("associate-centres")
    public Response associateCentres(@Context UriInfo uri) {
        return Answer.to(
                () -> {
                    Params params = new Params(uri.getQueryParameters());
                    AssociateCentres centres =
                            AssociateCentres.of(session, actor, centreNumber(), params.search());
                    return Answer.page(
                            centres.page(params.first(), params.max()).stream()
                                    .map(centre -> Shapes.centre(centre, Set.of()))
                                    .toList(),
                            centres.count());
                });
    }

    @GET
    @Path("users")
    public Response users(@Context UriInfo uri) {
        return Answer.to(
                () -> {
                    Roster roster = roster();
                    Params params = new Params(uri.getQueryParameters());
                    Roster.Page page = roster.page(query(roster, params));
                    return Answer.page(
                            page.people().stream().map(Shapes::person).toList(), page.total());
                });
    }

    private static Roster.Query query(Roster roster, Params params) {
        Optional<String> role = params.text("role");
        RoleCatalogue catalogue = roster.standing().policy().catalogue();
        role.filter(id -> catalogue.role(id).isEmpty())
                .ifPresent(
                        id -> {
                            throw Refusal.invalid("unknown-role", "role", "There is no role " + id);
                        });
        String sort = params.text("sort").orElse("name");
        boolean descending = sort.startsWith("-");
        return new Roster.Query(
                params.search(),
                params.constant("status", MembershipStatus.class),
                role.map(Set::of).orElse(Set.of()),
                Params.constant(descending ? sort.substring(1) : sort, "sort", Roster.Sort.class),
                descending,
                params.first(),
                params.max());
    }

    @POST
    @Path("users")
    public Response add(
            @Context HttpHeaders headers,
            @HeaderParam(Idempotency.HEADER) String key,
            InputStream in) {
        return Answer.to(
                () -> {
                    Body.requireType(headers, "application/json");
                    String text = Body.text(in, Body.LIMIT);
                    Body body =
                            actor.board()
                                    ? Body.parse(
                                            text,
                                            "firstName",
                                            "lastName",
                                            "email",
                                            "roles",
                                            "invite")
                                    : Body.parse(text, "firstName", "lastName", "email", "roles");
                    CentreUsers.NewUser draft =
                            new CentreUsers.NewUser(
                                    PersonDetails.of(
                                            body.text("firstName"),
                                            body.text("lastName"),
                                            body.text("email")),
                                    body.texts("roles"),
                                    body.flag("invite", true));
                    return write(
                            201,
                            request(key, "add " + number, text),
                            (users, centre) -> users.add(centre, draft));
                });
    }

    @GET
    @Path("users/{id}")
    public Response user(@PathParam("id") String id) {
        return Answer.to(
                () -> {
                    Roster roster = roster();
                    Map<String, Object> shape = Shapes.person(roster.person(id));
                    shape.put("actions", Shapes.actions(roster.actions(id)));
                    shape.put(
                            "services",
                            Acknowledgements.of(
                                            session,
                                            roster.standing().policy().catalogue(),
                                            roster.centre().id,
                                            id,
                                            Locale.ROOT)
                                    .stream()
                                    .map(Shapes::told)
                                    .toList());
                    return Answer.ok(shape);
                });
    }

    @PATCH
    @Path("users/{id}")
    public Response change(
            @PathParam("id") String id, @Context HttpHeaders headers, InputStream in) {
        return Answer.to(
                () -> {
                    Body body =
                            Body.read(
                                    headers,
                                    in,
                                    "version",
                                    "grant",
                                    "revoke",
                                    "firstName",
                                    "lastName",
                                    "email");
                    int version = body.number("version");
                    Optional<PersonDetails> details = details(id, body);
                    CentreUsers.Change change =
                            new CentreUsers.Change(
                                    version, body.texts("grant"), body.texts("revoke"), details);
                    return write(
                            200,
                            Optional.empty(),
                            (users, centre) -> users.change(centre, id, change));
                });
    }

    /** Names and address, those that are not given as they are. */
    private Optional<PersonDetails> details(String id, Body body) {
        if (!body.has("firstName") && !body.has("lastName") && !body.has("email")) {
            return Optional.empty();
        }
        Roster.Person now = roster().person(id);
        return Optional.of(
                PersonDetails.of(
                        body.optionalText("firstName").orElse(now.firstName()),
                        body.optionalText("lastName").orElse(now.lastName()),
                        body.optionalText("email").orElse(now.email())));
    }

    @DELETE
    @Path("users/{id}")
    public Response remove(@PathParam("id") String id) {
        return Answer.to(
                () -> {
                    CentreNumber centre = centreNumber();
                    Work.Done<CentreUsers.Outcome> done =
                            Work.write(
                                    session,
                                    inner -> CentreUsers.of(inner, actor).remove(centre, id));
                    return Answer.ok(Map.of("warnings", Shapes.warnings(done.value().warnings())));
                });
    }

    @POST
    @Path("users/{id}/disable")
    public Response disable(
            @PathParam("id") String id, @HeaderParam(Idempotency.HEADER) String key) {
        return act(id, "disable", key, (users, centre) -> users.disable(centre, id));
    }

    @POST
    @Path("users/{id}/enable")
    public Response enable(
            @PathParam("id") String id, @HeaderParam(Idempotency.HEADER) String key) {
        return act(id, "enable", key, (users, centre) -> users.enable(centre, id));
    }

    @POST
    @Path("users/{id}/reset-password")
    public Response resetPassword(
            @PathParam("id") String id, @HeaderParam(Idempotency.HEADER) String key) {
        return act(id, "reset-password", key, (users, centre) -> users.resetPassword(centre, id));
    }

    @POST
    @Path("users/{id}/resend-invitation")
    public Response resendInvitation(
            @PathParam("id") String id, @HeaderParam(Idempotency.HEADER) String key) {
        return act(
                id,
                "resend-invitation",
                key,
                (users, centre) -> users.resendInvitation(centre, id));
    }

    private Response act(
            String id,
            String what,
            String key,
            BiFunction<CentreUsers, CentreNumber, CentreUsers.Outcome> act) {
        return Answer.to(() -> write(200, request(key, what + " " + number + " " + id, ""), act));
    }

    @POST
    @Path("roles/{role}/replace-holder")
    public Response replaceHolder(
            @PathParam("role") String role,
            @Context HttpHeaders headers,
            @HeaderParam(Idempotency.HEADER) String key,
            InputStream in) {
        return Answer.to(
                () -> {
                    Body.requireType(headers, "application/json");
                    String text = Body.text(in, Body.LIMIT);
                    Body body = Body.parse(text, "userId", "version");
                    String id =
                            body.optionalText("userId")
                                    .orElseThrow(
                                            () ->
                                                    Refusal.invalid(
                                                            "required",
                                                            "userId",
                                                            "userId is required"));
                    int version = body.number("version");
                    return write(
                            200,
                            request(key, "replace-holder " + number + " " + role, text),
                            (users, centre) -> users.replaceHolder(centre, role, id, version));
                });
    }

    @GET
    @Path("roles")
    public Response roles(@Context UriInfo uri) {
        return Answer.to(
                () -> {
                    Roster roster = roster();
                    RoleCatalogue catalogue = roster.standing().policy().catalogue();
                    List<Map<String, Object>> items =
                            roster
                                    .roles(new Params(uri.getQueryParameters()).text("subject"))
                                    .stream()
                                    .map(
                                            state ->
                                                    Shapes.role(
                                                            state,
                                                            catalogue
                                                                    .service(state.role().service())
                                                                    .map(Service::name)
                                                                    .orElseThrow()))
                                    .toList();
                    return Answer.page(items, items.size());
                });
    }

    @GET
    @Path("history")
    public Response history(@Context UriInfo uri) {
        return Answer.to(
                () -> {
                    Roster roster = roster();
                    Params params = new Params(uri.getQueryParameters());
                    Optional<String> subject = params.text("subject");
                    Optional<String> kind = params.text("kind");
                    return Answer.page(
                            roster.history(
                                    subject, kind, params.first(), params.max(), Locale.ROOT),
                            roster.historyCount(subject, kind));
                });
    }

    private Roster roster() {
        return Roster.of(session, actor, centreNumber());
    }

    /** A number that can be none is a centre that isn't there. */
    private CentreNumber centreNumber() {
        return CentreNumber.parse(number).orElseThrow(() -> Refusal.notFound("Centre " + number));
    }

    /** The same key at the other door is another request, even where the actor is the same. */
    private Optional<Idempotency.Request> request(String key, String what, String body) {
        return Idempotency.Request.of(key, (actor.board() ? "board " : "person ") + what, body);
    }

    private Response write(
            int status,
            Optional<Idempotency.Request> request,
            BiFunction<CentreUsers, CentreNumber, CentreUsers.Outcome> act) {
        CentreNumber centre = centreNumber();
        Work.Done<Idempotency.Kept> done =
                Work.write(
                        session,
                        inner -> {
                            // Whoever has lost their rights here gets no answer of before either.
                            Standing.of(inner, actor, centre);
                            return Idempotency.once(
                                    inner,
                                    actor.id(),
                                    request,
                                    () -> {
                                        CentreUsers.Outcome outcome =
                                                act.apply(CentreUsers.of(inner, actor), centre);
                                        return new Idempotency.Kept(
                                                status,
                                                Answer.write(person(inner, centre, outcome)));
                                    });
                        });
        return done.mail().isEmpty()
                ? Answer.text(done.value().status(), done.value().body())
                : withMail(done);
    }

    private Map<String, Object> person(
            KeycloakSession inner, CentreNumber centre, CentreUsers.Outcome outcome) {
        org.mycambridge.tables.Tables.of(inner).flush();
        Map<String, Object> shape =
                new LinkedHashMap<>(
                        Shapes.person(Roster.of(inner, actor, centre).person(outcome.userId())));
        shape.put("warnings", Shapes.warnings(outcome.warnings()));
        shape.remove("mail"); // not tried yet: said once it is
        return shape;
    }

    /** The answer was written before the mail was tried; how that went is added to it here. */
    private static Response withMail(Work.Done<Idempotency.Kept> done) {
        try {
            Map<String, Object> shape =
                    Answer.JSON.readValue(
                            done.value().body(),
                            new com.fasterxml.jackson.core.type.TypeReference<>() {});
            shape.put("mail", Shapes.mail(done.mail().get()));
            return Answer.of(done.value().status(), shape);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
