package org.mycambridge.web.api;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import org.mycambridge.web.Answer;

/** Answers every route below it with one refusal: who may not come in learns no route. */
public final class Refused {

    private static final String ANY = "{any:.*}";

    private final Response refusal;

    Refused(Response refusal) {
        this.refusal = refusal;
    }

    /** The door is not for the token of a service. */
    static Response notForServices() {
        return wrongToken("a person", CentresApi.SCOPE);
    }

    /** The door is not for the token of a person. */
    static Response notForPeople() {
        return wrongToken("a service's own account", CentresApi.SERVICE_SCOPE);
    }

    private static Response wrongToken(String whom, String scope) {
        return Answer.refused(
                403,
                "wrong-token",
                "This token was not issued to " + whom + " for the scope " + scope,
                "Bearer error=\"insufficient_scope\", scope=\"" + scope + "\"");
    }

    @GET
    @Path(ANY)
    public Response get() {
        return refusal;
    }

    @POST
    @Path(ANY)
    public Response post() {
        return refusal;
    }

    @PUT
    @Path(ANY)
    public Response put() {
        return refusal;
    }

    @PATCH
    @Path(ANY)
    public Response patch() {
        return refusal;
    }

    @DELETE
    @Path(ANY)
    public Response delete() {
        return refusal;
    }
}
