package org.mycambridge.web.api;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.representations.AccessToken;
import org.keycloak.services.managers.AppAuthManager;
import org.keycloak.services.managers.AuthenticationManager;
import org.mycambridge.centre.ActorRef;
import org.mycambridge.membership.Portfolio;
import org.mycambridge.service.Audience;
import org.mycambridge.service.ServiceView;
import org.mycambridge.tables.CentreRow;
import org.mycambridge.web.Answer;
import org.mycambridge.web.Params;
import org.mycambridge.web.Shapes;

/**
 * The delegated API and the service API: {@code /realms/{realm}/centres}. Open to the bearer token
 * (RFC 6750) of a person, issued with the delegated API's scope for its audience, or of the account
 * of a service of the catalogue, with those of the service API; any other token of the realm is
 * refused. Whose token it is decides which of the two answers.
 */
public final class CentresApi {

    /** The client scope of the delegated API, and the audience that its mapper adds. */
    static final String SCOPE = "centre-administration";

    /** The client scope of the service API, and the audience that its mapper adds. */
    static final String SERVICE_SCOPE = "centre-services";

    private final KeycloakSession session;

    CentresApi(KeycloakSession session) {
        this.session = session;
    }

    /** The centres a person may manage; or, for a service, those that have to do with it. */
    @GET
    public Response centres(@Context UriInfo uri) {
        Params params = new Params(uri.getQueryParameters());
        Access access = access();
        if (access instanceof Person person) {
            return Answer.to(() -> ofPerson(person, params));
        }
        if (access instanceof OfService service) {
            return Answer.to(() -> ofService(service, params));
        }
        return ((Nobody) access).refusal();
    }

    private Response ofPerson(Person person, Params params) {
        List<Portfolio.Entry> all = Portfolio.of(session, person.actor().id());
        List<Map<String, Object>> page =
                all.stream()
                        .skip(params.first())
                        .limit(params.max())
                        .map(entry -> Shapes.centre(entry.centre(), entry.rights()))
                        .toList();
        return Answer.page(page, all.size());
    }

    private Response ofService(OfService service, Params params) {
        ServiceView view = new ServiceView(session, service.audience());
        Optional<String> person = params.text("person");
        if (person.isPresent()) {
            List<ServiceView.At> all = view.centresOf(person.get());
            List<Map<String, Object>> page =
                    all.stream()
                            .skip(params.first())
                            .limit(params.max())
                            .map(
                                    at -> {
                                        Map<String, Object> shape = shape(at.centre());
                                        shape.put("roles", at.roles());
                                        return shape;
                                    })
                            .toList();
            return Answer.page(page, all.size());
        }
        ServiceView.CentrePage all = view.centres(params.first(), params.max());
        return Answer.page(all.centres().stream().map(CentresApi::shape).toList(), all.total());
    }

    private static Map<String, Object> shape(CentreRow centre) {
        Map<String, Object> shape = new LinkedHashMap<>();
        shape.put("number", centre.number);
        shape.put("name", centre.name);
        shape.put("type", centre.type);
        return shape;
    }

    /** What has happened, for a service. No centre has this number. */
    @Path("changes")
    public Object changes() {
        Access access = access();
        if (access instanceof OfService service) {
            return new ChangesRoute(session, service.audience());
        }
        return new Refused(
                access instanceof Nobody nobody ? nobody.refusal() : Refused.notForPeople());
    }

    /** What there is to ask at all: nobody needs a token to read that. */
    @GET
    @Path("openapi")
    public Response document(@Context Request request) {
        return ApiDocument.answer(session, request);
    }

    @Path("{number}")
    public Object centre(@PathParam("number") String number) {
        Access access = access();
        if (access instanceof Person person) {
            return new PersonRoutes(session, person.actor(), number);
        }
        if (access instanceof OfService service) {
            return new ServiceRoutes(session, service.audience(), number);
        }
        return new Refused(((Nobody) access).refusal());
    }

    /** Who asks, or why they may not. */
    private sealed interface Access permits Person, OfService, Nobody {}

    private record Person(ActorRef actor) implements Access {}

    private record OfService(Audience audience) implements Access {}

    private record Nobody(Response refusal) implements Access {}

    private Access access() {
        AuthenticationManager.AuthResult result =
                new AppAuthManager.BearerTokenAuthenticator(session).authenticate();
        if (result == null) {
            return new Nobody(
                    Answer.refused(
                            401,
                            "unauthenticated",
                            "Send a valid bearer token",
                            "Bearer error=\"invalid_token\""));
        }
        UserModel user = result.user();
        if (user.getServiceAccountClientLink() == null) {
            return isFor(result.token(), SCOPE)
                    ? new Person(ActorRef.person(user.getId()))
                    : new Nobody(Refused.notForServices());
        }
        Optional<Audience> audience =
                Optional.of(result.client())
                        // What was exchanged for another client's token speaks for neither.
                        .filter(client -> client.getId().equals(user.getServiceAccountClientLink()))
                        .filter(client -> isFor(result.token(), SERVICE_SCOPE))
                        .flatMap(client -> Audience.ofClient(session, client.getClientId()));
        return audience.isPresent()
                ? new OfService(audience.get())
                : new Nobody(
                        isFor(result.token(), SCOPE)
                                ? Refused.notForServices()
                                : Refused.notForPeople());
    }

    private static boolean isFor(AccessToken token, String scope) {
        String granted = Optional.ofNullable(token.getScope()).orElse("");
        return token.hasAudience(scope) && Arrays.asList(granted.split(" ")).contains(scope);
    }
}
