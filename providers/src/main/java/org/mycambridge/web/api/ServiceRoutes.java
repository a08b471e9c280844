package org.mycambridge.web.api;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.keycloak.models.KeycloakSession;
import org.mycambridge.centre.CentreNumber;
import org.mycambridge.centre.Refusal;
import org.mycambridge.service.Audience;
import org.mycambridge.service.Holder;
import org.mycambridge.service.ServiceView;
import org.mycambridge.web.Answer;
import org.mycambridge.web.Params;
import org.mycambridge.web.Shapes;

/** What a service application is told of one centre. Everything else here is for people alone. */
public final class ServiceRoutes {

    private static final String ANY = "{any:.*}";

    private final ServiceView view;
    private final String number;

    ServiceRoutes(KeycloakSession session, Audience audience, String number) {
        this.view = new ServiceView(session, audience);
        this.number = number;
    }

    /** Who holds a role of the service, where it counts. */
    @GET
    @Path("holders")
    public Response holders(@Context UriInfo uri) {
        return Answer.to(
                () -> {
                    Params params = new Params(uri.getQueryParameters());
                    ServiceView.Page page =
                            view.holders(
                                    centreNumber(),
                                    params.text("role"),
                                    params.first(),
                                    params.max());
                    return Answer.page(shapes(page.people()), page.total());
                });
    }

    /** Who gets a notification, all of them: whoever left one out would leave somebody untold. */
    @GET
    @Path("recipients")
    public Response recipients(@Context UriInfo uri) {
        return Answer.to(
                () -> {
                    Params params = new Params(uri.getQueryParameters());
                    ServiceView.Recipients recipients =
                            view.recipients(
                                    centreNumber(),
                                    params.text("service"),
                                    params.text("submitter"));
                    Map<String, Object> body = new LinkedHashMap<>();
                    body.put("items", shapes(recipients.people()));
                    body.put("total", recipients.people().size());
                    body.put("warnings", Shapes.warnings(recipients.nobodyHolds()));
                    return Answer.ok(body);
                });
    }

    private static List<Map<String, Object>> shapes(List<Holder> people) {
        return people.stream().map(ServiceRoutes::shape).toList();
    }

    private static Map<String, Object> shape(Holder holder) {
        Map<String, Object> shape = new LinkedHashMap<>();
        shape.put("id", holder.id());
        shape.put("firstName", holder.firstName());
        shape.put("lastName", holder.lastName());
        shape.put("fullName", holder.fullName());
        shape.put("email", holder.email());
        shape.put("status", holder.status());
        shape.put("roles", holder.roles());
        return shape;
    }

    private CentreNumber centreNumber() {
        return CentreNumber.parse(number).orElseThrow(() -> Refusal.notFound("Centre " + number));
    }

    @GET
    @Path(ANY)
    public Response get() {
        return Refused.notForServices();
    }

    @POST
    @Path(ANY)
    public Response post() {
        return Refused.notForServices();
    }

    @PUT
    @Path(ANY)
    public Response put() {
        return Refused.notForServices();
    }

    @PATCH
    @Path(ANY)
    public Response patch() {
        return Refused.notForServices();
    }

    @DELETE
    @Path(ANY)
    public Response delete() {
        return Refused.notForServices();
    }
}
