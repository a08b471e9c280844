package org.mycambridge.web.console;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;

/** Stands for every page for a request that another site has made up. */
public final class Forbidden {

    private static final String ANY = "{any:.*}";

    private final Pages pages;

    Forbidden(Pages pages) {
        this.pages = pages;
    }

    @GET
    @Path(ANY)
    public Response get() {
        return pages.guarded(Response.status(Response.Status.FORBIDDEN));
    }

    @POST
    @Path(ANY)
    public Response post() {
        return get();
    }
}
