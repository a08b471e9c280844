package org.mycambridge.web.board;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.LinkedHashMap;
import java.util.Map;
import org.keycloak.models.KeycloakSession;
import org.mycambridge.centre.ActorRef;
import org.mycambridge.centre.FailedMails;
import org.mycambridge.centre.Work;
import org.mycambridge.history.Outbox;
import org.mycambridge.web.Answer;
import org.mycambridge.web.Params;
import org.mycambridge.web.Shapes;

/** The mails that have failed, for the board. No centre has this number. */
public final class DeliveryRoutes {

    private final KeycloakSession session;
    private final ActorRef actor;

    DeliveryRoutes(KeycloakSession session, ActorRef actor) {
        this.session = session;
        this.actor = actor;
    }

    /** Those that wait for their next try and those that were given up, the latest first. */
    @GET
    public Response failed(@Context UriInfo uri) {
        return Answer.to(
                () -> {
                    Params params = new Params(uri.getQueryParameters());
                    Outbox.Trouble trouble = Outbox.trouble(session, params.first(), params.max());
                    return Answer.page(
                            trouble.mails().stream().map(DeliveryRoutes::shape).toList(),
                            trouble.total());
                });
    }

    private static Map<String, Object> shape(Outbox.Troubled mail) {
        Map<String, Object> shape = new LinkedHashMap<>();
        shape.put("id", mail.id());
        shape.put("kind", mail.kind());
        shape.put("person", mail.recipientId());
        mail.centre().ifPresent(number -> shape.put("centre", number));
        shape.put("since", mail.since().toString());
        mail.next().ifPresent(next -> shape.put("next", next.toString()));
        shape.put("attempts", mail.attempts());
        shape.put("error", mail.error());
        return shape;
    }

    /** Has one of them tried now. */
    @POST
    @Path("{id}/retry")
    public Response retry(@PathParam("id") String id) {
        return Answer.to(
                () -> {
                    String mail = Params.id(id);
                    Work.Done<String> done =
                            Work.write(session, inner -> FailedMails.retry(inner, actor, mail));
                    Map<String, Object> shape = new LinkedHashMap<>();
                    shape.put("kind", done.value());
                    done.mail().ifPresent(outcome -> shape.put("mail", Shapes.mail(outcome)));
                    return Answer.ok(shape);
                });
    }
}
