package org.mycambridge.web.api;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.mycambridge.centre.Work;
import org.mycambridge.service.Audience;
import org.mycambridge.service.Feed;
import org.mycambridge.web.Answer;
import org.mycambridge.web.Params;

/** What has happened since a cursor, for one service. */
public final class ChangesRoute {

    private final KeycloakSession session;
    private final Audience audience;

    ChangesRoute(KeycloakSession session, Audience audience) {
        this.session = session;
        this.audience = audience;
    }

    @GET
    public Response changes(@Context UriInfo uri) {
        return Answer.to(
                () -> {
                    Params params = new Params(uri.getQueryParameters());
                    Optional<String> since = params.text("since");
                    int max = params.max();
                    Feed.Page page =
                            Work.write(session, inner -> Feed.since(inner, audience, since, max))
                                    .value();
                    Map<String, Object> body = new LinkedHashMap<>();
                    body.put("items", page.items());
                    body.put("next", page.next());
                    body.put("more", page.more());
                    return Answer.ok(body);
                });
    }
}
