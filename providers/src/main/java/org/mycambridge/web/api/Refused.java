package org.mycambridge.web.api;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;

/** Answers every route below it with one refusal: who may not come in learns no route. */
public final class Refused {

    private static final String ANY = "{any:.*}";

    private final Response refusal;

    Refused(Response refusal) {
        this.refusal = refusal;
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
