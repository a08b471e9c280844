package org.mycambridge.web.api;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.services.managers.AppAuthManager;
import org.keycloak.services.managers.AuthenticationManager;
import org.mycambridge.centre.ActorRef;
import org.mycambridge.membership.Portfolio;
import org.mycambridge.web.Answer;
import org.mycambridge.web.CentreRoutes;
import org.mycambridge.web.Params;
import org.mycambridge.web.Shapes;

/**
 * The delegated API: {@code /realms/{realm}/centres}. Open to the bearer token of a person (RFC
 * 6750), issued with this API's scope for this API's audience; any other token of the realm is
 * refused.
 */
public final class CentresApi {

    /** The client scope, and the audience that its mapper adds. */
    static final String SCOPE = "centre-administration";

    private final KeycloakSession session;

    CentresApi(KeycloakSession session) {
        this.session = session;
    }

    @GET
    public Response centres(@Context UriInfo uri) {
        Access access = access();
        return access.refusal()
                .orElseGet(
                        () ->
                                Answer.to(
                                        () -> {
                                            Params params = new Params(uri.getQueryParameters());
                                            List<Portfolio.Entry> all =
                                                    Portfolio.of(session, access.actor().id());
                                            List<Map<String, Object>> page =
                                                    all.stream()
                                                            .skip(params.first())
                                                            .limit(params.max())
                                                            .map(
                                                                    entry ->
                                                                            Shapes.centre(
                                                                                    entry.centre(),
                                                                                    entry.rights()))
                                                            .toList();
                                            return Answer.page(page, all.size());
                                        }));
    }

    @Path("{number}")
    public Object centre(@PathParam("number") String number) {
        Access access = access();
        return access.refusal().isPresent()
                ? new Refused(access.refusal().get())
                : new CentreRoutes(session, access.actor(), number);
    }

    /** Who asks, or why they may not. */
    private record Access(ActorRef actor, Optional<Response> refusal) {

        static Access of(ActorRef actor) {
            return new Access(actor, Optional.empty());
        }

        static Access refused(Response refusal) {
            return new Access(ActorRef.person(""), Optional.of(refusal));
        }
    }

    private Access access() {
        AuthenticationManager.AuthResult result =
                new AppAuthManager.BearerTokenAuthenticator(session).authenticate();
        if (result == null) {
            return Access.refused(
                    Answer.refused(
                            401,
                            "unauthenticated",
                            "Send a valid bearer token",
                            "Bearer error=\"invalid_token\""));
        }
        String scope = Optional.ofNullable(result.token().getScope()).orElse("");
        boolean meantForUs =
                result.token().hasAudience(SCOPE)
                        && Arrays.asList(scope.split(" ")).contains(SCOPE);
        UserModel user = result.user();
        if (!meantForUs || user.getServiceAccountClientLink() != null) {
            return Access.refused(
                    Answer.refused(
                            403,
                            "wrong-token",
                            "This token was not issued to a person for the scope " + SCOPE,
                            "Bearer error=\"insufficient_scope\", scope=\"" + SCOPE + "\""));
        }
        return Access.of(ActorRef.person(user.getId()));
    }
}
