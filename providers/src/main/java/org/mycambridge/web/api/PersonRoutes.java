package org.mycambridge.web.api;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import org.keycloak.models.KeycloakSession;
import org.mycambridge.centre.ActorRef;
import org.mycambridge.web.CentreRoutes;

/** The delegated API at one centre; what is there for services alone is refused to people. */
public final class PersonRoutes extends CentreRoutes {

    PersonRoutes(KeycloakSession session, ActorRef actor, String number) {
        super(session, actor, number);
    }

    @GET
    @Path("holders")
    public Response holders() {
        return Refused.notForPeople();
    }

    @GET
    @Path("recipients")
    public Response recipients() {
        return Refused.notForPeople();
    }
}
