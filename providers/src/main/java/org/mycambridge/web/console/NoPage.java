package org.mycambridge.web.console;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import org.mycambridge.centre.Refusal;

/** Stands for every page that somebody may not have, whether there is one or not. */
public final class NoPage {

    private static final String ANY = "{any:.*}";

    private final Visit visit;
    private final Refusal refusal;

    NoPage(Visit visit, Refusal refusal) {
        this.visit = visit;
        this.refusal = refusal;
    }

    @GET
    @Path(ANY)
    public Response get() {
        return visit.refused(refusal);
    }

    @POST
    @Path(ANY)
    public Response post() {
        return get();
    }
}
