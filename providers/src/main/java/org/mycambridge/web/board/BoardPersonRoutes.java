package org.mycambridge.web.board;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.mycambridge.centre.ActorRef;
import org.mycambridge.centre.Work;
import org.mycambridge.membership.Dossier;
import org.mycambridge.membership.Erasure;
import org.mycambridge.web.Answer;
import org.mycambridge.web.Params;

/** What is kept about one person, and its end. No centre has this number. */
public final class BoardPersonRoutes {

    private static final int PAGE = 500;

    private final KeycloakSession session;
    private final ActorRef actor;

    BoardPersonRoutes(KeycloakSession session, ActorRef actor) {
        this.session = session;
        this.actor = actor;
    }

    /** Everything of ours about them, as one document. */
    @GET
    @Path("{id}")
    public Response dossier(@PathParam("id") String id) {
        return Answer.to(
                () -> {
                    Map<String, Object> facts = Dossier.of(session, Params.id(id)).facts();
                    // As for an export: the acts are read page by page, in transactions of their
                    // own.
                    session.getTransactionManager().commit();
                    StreamingOutput document = out -> write(out, facts, id);
                    return Response.ok(document, "application/json")
                            .header(HttpHeaders.CACHE_CONTROL, "no-store")
                            .header(
                                    HttpHeaders.CONTENT_DISPOSITION,
                                    "attachment; filename=\"person.json\"")
                            .build();
                });
    }

    private void write(OutputStream out, Map<String, Object> facts, String id) throws IOException {
        String document = Answer.asLine(facts);
        text(out, document.substring(0, document.length() - 1) + ",\"acts\":[");
        String between = "";
        long after = 0;
        List<Map<String, Object>> page;
        do {
            long last = after;
            page = read(inner -> Dossier.of(inner, id).acts(last, PAGE));
            for (Map<String, Object> act : page) {
                text(out, between + Answer.asLine(act));
                between = ",";
                after = (long) act.get("id");
            }
            out.flush();
        } while (page.size() == PAGE);
        text(out, "]}");
    }

    private <T> T read(Function<KeycloakSession, T> page) {
        return KeycloakModelUtils.runJobInTransactionWithResult(
                session.getKeycloakSessionFactory(),
                session.getContext(),
                page::apply,
                "my-cambridge person");
    }

    private static void text(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Erases them: memberships, account, and what names them. */
    @DELETE
    @Path("{id}")
    public Response erase(@PathParam("id") String id, @Context UriInfo uri) {
        return Answer.to(
                () -> {
                    boolean even = new Params(uri.getQueryParameters()).flag("even-if-needed");
                    String person = Params.id(id);
                    Erasure.Done done =
                            Work.write(
                                            session,
                                            inner -> Erasure.by(inner, actor).erase(person, even))
                                    .value();
                    return Answer.ok(Map.of("centres", done.centres(), "actsKept", done.acts()));
                });
    }
}
