package org.mycambridge.web.board;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.keycloak.models.KeycloakSession;
import org.mycambridge.centre.ActorRef;
import org.mycambridge.centre.Work;
import org.mycambridge.service.Webhooks;
import org.mycambridge.web.Answer;
import org.mycambridge.web.Body;
import org.mycambridge.web.Params;

/** The services of the catalogue and their webhooks, for the board. */
public final class ServiceWebhookRoutes {

    private final KeycloakSession session;
    private final ActorRef actor;

    ServiceWebhookRoutes(KeycloakSession session, ActorRef actor) {
        this.session = session;
        this.actor = actor;
    }

    @GET
    public Response services() {
        return Answer.to(
                () -> {
                    List<Map<String, Object>> items =
                            new Webhooks(session)
                                    .list().stream().map(ServiceWebhookRoutes::shape).toList();
                    return Answer.page(items, items.size());
                });
    }

    private static Map<String, Object> shape(Webhooks.Status status) {
        Map<String, Object> shape = new LinkedHashMap<>();
        shape.put("service", status.service().id());
        shape.put("name", status.service().name());
        shape.put("client", status.service().client());
        status.url()
                .ifPresent(
                        url -> {
                            Map<String, Object> webhook = new LinkedHashMap<>();
                            webhook.put("url", url);
                            webhook.put("enabled", status.enabled());
                            webhook.put("failing", status.failing());
                            shape.put("webhook", webhook);
                        });
        shape.put("polls", status.polls());
        status.lastAcknowledged().ifPresent(at -> shape.put("lastAcknowledged", at.toString()));
        shape.put("waiting", status.waiting());
        status.oldest().ifPresent(at -> shape.put("oldestWaiting", at.toString()));
        shape.put("dead", status.dead());
        return shape;
    }

    /** Sets address and switch; the secret is in the answer when the webhook is new. */
    @PUT
    @Path("{service}/webhook")
    public Response set(
            @PathParam("service") String service, @Context HttpHeaders headers, InputStream in) {
        return Answer.to(
                () -> {
                    Body body = Body.read(headers, in, "url", "enabled");
                    String url = body.text("url");
                    boolean enabled = body.flag("enabled", true);
                    return changed(service, webhooks -> webhooks.set(actor, service, url, enabled));
                });
    }

    @DELETE
    @Path("{service}/webhook")
    public Response remove(@PathParam("service") String service) {
        return Answer.to(
                () -> {
                    write(
                            webhooks -> {
                                webhooks.remove(actor, service);
                                return service;
                            });
                    return Response.noContent().build();
                });
    }

    @POST
    @Path("{service}/webhook/rotate-secret")
    public Response rotate(@PathParam("service") String service) {
        return Answer.to(
                () -> changed(service, webhooks -> Optional.of(webhooks.rotate(actor, service))));
    }

    private Response changed(String service, Function<Webhooks, Optional<String>> change) {
        return Answer.ok(
                write(
                        webhooks -> {
                            Optional<String> secret = change.apply(webhooks);
                            Map<String, Object> shape = shape(webhooks.status(service));
                            secret.ifPresent(text -> shape.put("secret", text));
                            return shape;
                        }));
    }

    /** Sends a message of its own, and says what came of it. */
    @POST
    @Path("{service}/webhook/test")
    public Response test(@PathParam("service") String service) {
        return Answer.to(
                () -> {
                    Optional<String> failure = new Webhooks(session).ping(service);
                    Map<String, Object> shape = new LinkedHashMap<>();
                    shape.put("acknowledged", failure.isEmpty());
                    failure.ifPresent(text -> shape.put("error", text));
                    return Answer.ok(shape);
                });
    }

    @GET
    @Path("{service}/dead-letters")
    public Response deadLetters(@PathParam("service") String service, @Context UriInfo uri) {
        return Answer.to(
                () -> {
                    Params params = new Params(uri.getQueryParameters());
                    Webhooks webhooks = new Webhooks(session);
                    long total = webhooks.status(service).dead();
                    return Answer.page(
                            webhooks.deadLetters(service, params.first(), params.max()).stream()
                                    .map(ServiceWebhookRoutes::shape)
                                    .toList(),
                            total);
                });
    }

    private static Map<String, Object> shape(Webhooks.DeadLetter letter) {
        Map<String, Object> shape = new LinkedHashMap<>();
        shape.put("id", letter.id());
        shape.put("at", letter.at().toString());
        shape.put("kind", letter.kind());
        letter.centre().ifPresent(centre -> shape.put("centre", centre));
        letter.person().ifPresent(person -> shape.put("person", person));
        shape.put("attempts", letter.attempts());
        shape.put("error", letter.error());
        return shape;
    }

    /** Has every dead letter of the service tried again. */
    @POST
    @Path("{service}/dead-letters/retry")
    public Response retry(@PathParam("service") String service) {
        return Answer.to(
                () ->
                        Answer.ok(
                                Map.of(
                                        "retried",
                                        write(webhooks -> webhooks.retry(actor, service)))));
    }

    private <T> T write(Function<Webhooks, T> act) {
        return Work.write(session, inner -> act.apply(new Webhooks(inner))).value();
    }
}
