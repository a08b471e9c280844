package org.mycambridge.web.board;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.mycambridge.centre.ActorRef;
import org.mycambridge.centre.Assignments;
import org.mycambridge.centre.CentreNumber;
import org.mycambridge.centre.Centres;
import org.mycambridge.centre.Refusal;
import org.mycambridge.centre.Work;
import org.mycambridge.membership.Roster;
import org.mycambridge.policy.LinkStatus;
import org.mycambridge.web.Answer;
import org.mycambridge.web.Body;
import org.mycambridge.web.CentreRoutes;
import org.mycambridge.web.Csv;
import org.mycambridge.web.Params;

/** Everything of the delegated API at one centre with the board as actor, and what is its alone. */
public final class BoardCentreRoutes extends CentreRoutes {

    private static final int PAGE = 500;

    private final KeycloakSession session;
    private final ActorRef actor;
    private final String number;

    BoardCentreRoutes(KeycloakSession session, ActorRef actor, String number) {
        super(session, actor, number);
        this.session = session;
        this.actor = actor;
        this.number = number;
    }

    private CentreNumber centreNumber() {
        return CentreNumber.parse(number).orElseThrow(() -> Refusal.notFound("Centre " + number));
    }

    /** Replaces the centre's facts; carries the version they were read in. */
    @PUT
    public Response change(@Context HttpHeaders headers, InputStream in) {
        return Answer.to(
                () -> {
                    Body body = Body.read(headers, in, Drafts.CHANGED_CENTRE);
                    int version = body.number("version");
                    boolean endHoldings = body.flag(Drafts.END_HOLDINGS, false);
                    Centres.Draft draft = Drafts.centre(body, Optional.of(centreNumber()));
                    return Answer.ok(
                            Work.write(
                                            session,
                                            inner ->
                                                    changed(
                                                            Centres.change(
                                                                    inner,
                                                                    actor,
                                                                    version,
                                                                    draft,
                                                                    endHoldings)))
                                    .value());
                });
    }

    private static Map<String, Object> changed(Centres.Changed changed) {
        Map<String, Object> shape = BoardApi.shape(changed.centre());
        shape.put("ended", changed.ended());
        return shape;
    }

    /** The whole history of the centre, newest first, as CSV (RFC 4180). */
    @GET
    @Path("history/export")
    public Response exportHistory() {
        return Answer.to(
                () ->
                        Csv.answer(
                                "history-" + centreNumber().value() + ".csv",
                                List.of(
                                        "id",
                                        "at",
                                        "kind",
                                        "actor",
                                        "relation",
                                        "subjectId",
                                        "subject",
                                        "reason",
                                        "sentence"),
                                pages(Roster.of(session, actor, centreNumber()))));
    }

    private static Iterator<List<Map<String, Object>>> pages(Roster roster) {
        return new Iterator<>() {
            private int first;
            private List<Map<String, Object>> next = read();

            private List<Map<String, Object>> read() {
                return roster.history(Optional.empty(), Optional.empty(), first, PAGE, Locale.ROOT);
            }

            @Override
            public boolean hasNext() {
                return !next.isEmpty();
            }

            @Override
            public List<Map<String, Object>> next() {
                List<Map<String, Object>> page = next;
                if (page.isEmpty()) {
                    throw new NoSuchElementException();
                }
                first += page.size();
                next = page.size() < PAGE ? List.of() : read();
                return page;
            }
        };
    }

    @DELETE
    public Response delete() {
        return Answer.to(
                () -> {
                    CentreNumber centre = centreNumber();
                    Work.write(
                            session,
                            inner -> {
                                Centres.delete(inner, actor, centre);
                                return centre;
                            });
                    return Response.noContent().build();
                });
    }

    @PUT
    @Path("link")
    public Response link(@Context HttpHeaders headers, InputStream in) {
        return Answer.to(
                () -> {
                    Body body = Body.read(headers, in, "parent", "status", Drafts.END_HOLDINGS);
                    boolean endHoldings = body.flag(Drafts.END_HOLDINGS, false);
                    CentreNumber parent = CentreNumber.of(body.text("parent"), "parent");
                    LinkStatus status =
                            body.constant("status", LinkStatus.class)
                                    .orElseThrow(
                                            () ->
                                                    Refusal.invalid(
                                                            "required",
                                                            "status",
                                                            "status is required"));
                    CentreNumber child = centreNumber();
                    return Answer.ok(
                            Work.write(
                                            session,
                                            inner ->
                                                    changed(
                                                            Centres.link(
                                                                    inner,
                                                                    actor,
                                                                    child,
                                                                    parent,
                                                                    status,
                                                                    endHoldings)))
                                    .value());
                });
    }

    @PUT
    @Path("assignments/{userId}")
    public Response assign(@PathParam("userId") String userId) {
        return Answer.to(
                () -> {
                    CentreNumber centre = centreNumber();
                    int taken =
                            Work.write(
                                            session,
                                            inner -> {
                                                Assignments.assign(
                                                        inner, actor, centre, Params.id(userId));
                                                return Assignments.placesTaken(inner, userId);
                                            })
                                    .value();
                    return Answer.ok(
                            Map.of("centre", centre.value(), "userId", userId, "taken", taken));
                });
    }

    @DELETE
    @Path("assignments/{userId}")
    public Response unassign(@PathParam("userId") String userId) {
        return Answer.to(
                () -> {
                    CentreNumber centre = centreNumber();
                    Work.write(
                            session,
                            inner -> {
                                Assignments.unassign(inner, actor, centre, Params.id(userId));
                                return centre;
                            });
                    return Response.noContent().build();
                });
    }
}
