package org.mycambridge.web.board;

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
import java.util.Set;
import org.keycloak.models.KeycloakSession;
import org.keycloak.services.resources.admin.fgap.AdminPermissionEvaluator;
import org.mycambridge.centre.ActorRef;
import org.mycambridge.centre.Centres;
import org.mycambridge.centre.Policies;
import org.mycambridge.centre.Work;
import org.mycambridge.policy.Relation;
import org.mycambridge.tables.CentreRow;
import org.mycambridge.web.Answer;
import org.mycambridge.web.Body;
import org.mycambridge.web.Params;
import org.mycambridge.web.Shapes;

/**
 * The board's API: {@code /admin/realms/{realm}/centres}, for administrators with {@code
 * view-organizations} (to read) and {@code manage-organizations}. The path is reached with any
 * token of the realm, so every route asks first.
 */
public final class BoardApi {

    private static final int LONGEST_REASON = 500;

    private final KeycloakSession session;
    private final AdminPermissionEvaluator auth;

    BoardApi(KeycloakSession session, AdminPermissionEvaluator auth) {
        this.session = session;
        this.auth = auth;
    }

    private ActorRef actor() {
        return ActorRef.board(auth.adminAuth().getUser().getId(), reason());
    }

    /** The query parameter {@code reason} of any route that changes something; kept in history. */
    private Optional<String> reason() {
        return Optional.ofNullable(
                        session.getContext().getUri().getQueryParameters().getFirst("reason"))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .map(
                        text ->
                                text.length() > LONGEST_REASON
                                        ? text.substring(0, LONGEST_REASON)
                                        : text);
    }

    @GET
    public Response centres(@Context UriInfo uri) {
        auth.orgs().requireView();
        return Answer.to(
                () -> {
                    Params params = new Params(uri.getQueryParameters());
                    if (params.text("not-set-up").isPresent()) {
                        return notSetUp();
                    }
                    String search = params.search().orElse("");
                    List<Map<String, Object>> items =
                            Centres.list(session, search, params.first(), params.max()).stream()
                                    .map(BoardApi::shape)
                                    .toList();
                    return Answer.page(items, Centres.count(session, search));
                });
    }

    private Response notSetUp() {
        List<Map<String, Object>> items =
                Centres.notSetUp(session).stream()
                        .map(
                                row ->
                                        Map.of(
                                                "id", row[0],
                                                "name", row[1],
                                                "alias", row[2],
                                                "status", "NOT_SET_UP"))
                        .toList();
        return Answer.page(items, items.size());
    }

    @POST
    public Response create(@Context HttpHeaders headers, InputStream in) {
        auth.orgs().requireManage();
        return Answer.to(
                () -> {
                    Centres.Draft draft =
                            Drafts.centre(Body.read(headers, in, Drafts.CENTRE), Optional.empty());
                    ActorRef actor = actor();
                    return Answer.of(
                            201,
                            Work.write(session, inner -> shape(Centres.create(inner, actor, draft)))
                                    .value());
                });
    }

    /** Centres, people and assignments, a line each; done twice it is done once. */
    @POST
    @Path("import")
    public Response importLines(
            @Context HttpHeaders headers, @Context UriInfo uri, InputStream in) {
        auth.orgs().requireManage();
        return Answer.to(
                () ->
                        new Import(
                                        session,
                                        actor(),
                                        new Params(uri.getQueryParameters()).flag("dry-run"))
                                .answer(headers, in));
    }

    /** All of it as lines that the import reads. */
    @GET
    @Path("export")
    public Response exportLines(@Context HttpHeaders headers) {
        auth.orgs().requireView();
        return Answer.to(() -> new Export(session).answer(headers));
    }

    @GET
    @Path("policy")
    public Response policy() {
        auth.orgs().requireView();
        return Answer.to(
                () -> {
                    int version = Policies.version(session).number();
                    return Answer.ok(policyShape(version, Policies.document(session, version)));
                });
    }

    /** Puts a new policy in force: {@code {"version": the one it was made from, "policy": {…}}}. */
    @PUT
    @Path("policy")
    public Response replacePolicy(@Context HttpHeaders headers, InputStream in) {
        auth.orgs().requireManage();
        return Answer.to(
                () -> {
                    Body body = Body.read(headers, in, "version", "policy");
                    int basedOn = body.number("version");
                    String document = body.json("policy");
                    ActorRef actor = actor();
                    int version =
                            Work.write(
                                            session,
                                            inner ->
                                                    Policies.replace(
                                                            inner,
                                                            actor,
                                                            basedOn,
                                                            document == null ? "null" : document))
                                    .value()
                                    .number();
                    return Answer.ok(policyShape(version, document));
                });
    }

    /** Checks a policy and says what it would change, and changes nothing. */
    @POST
    @Path("policy/dry-run")
    public Response dryRun(@Context HttpHeaders headers, InputStream in) {
        auth.orgs().requireView();
        return Answer.to(
                () -> {
                    String document = Body.read(headers, in, "version", "policy").json("policy");
                    Policies.Preview preview =
                            Policies.preview(session, document == null ? "null" : document);
                    Map<String, Object> shape = new LinkedHashMap<>();
                    shape.put("version", Policies.version(session).number());
                    shape.put("rights", preview.rights());
                    shape.put("illegalHoldings", preview.illegalHoldings());
                    return Answer.ok(shape);
                });
    }

    private static Map<String, Object> policyShape(int version, String document) {
        Map<String, Object> shape = new LinkedHashMap<>();
        shape.put("version", version);
        shape.put("policy", new com.fasterxml.jackson.databind.util.RawValue(document));
        return shape;
    }

    /** The services and their webhooks. No centre has this number. */
    @Path("services")
    public ServiceWebhookRoutes services() {
        requireAsFor(session.getContext().getHttpRequest().getHttpMethod());
        return new ServiceWebhookRoutes(session, actor());
    }

    /** The mails that have failed. No centre has this number. */
    @Path("deliveries")
    public DeliveryRoutes deliveries() {
        requireAsFor(session.getContext().getHttpRequest().getHttpMethod());
        return new DeliveryRoutes(session, actor());
    }

    /** What is kept about one person: to read it all is no less than to change it. */
    @Path("people")
    public BoardPersonRoutes people() {
        auth.orgs().requireManage();
        return new BoardPersonRoutes(session, actor());
    }

    private void requireAsFor(String method) {
        if (method.equals("GET")) {
            auth.orgs().requireView();
        } else {
            auth.orgs().requireManage();
        }
    }

    @Path("{number}")
    public BoardCentreRoutes centre(@PathParam("number") String number) {
        requireAsFor(session.getContext().getHttpRequest().getHttpMethod());
        return new BoardCentreRoutes(session, actor(), number);
    }

    static Map<String, Object> shape(CentreRow centre) {
        Map<String, Object> shape = Shapes.centre(centre, Set.of(Relation.BOARD));
        shape.put("id", centre.id);
        shape.put("version", centre.version);
        return shape;
    }
}
