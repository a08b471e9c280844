package org.mycambridge.web.console;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.function.Function;
import org.mycambridge.centre.CentreNumber;
import org.mycambridge.centre.Refusal;
import org.mycambridge.membership.Roster;

/** The pages of one centre, by path. */
public final class CentrePages {

    private final Visit visit;
    private final String number;

    CentrePages(Visit visit, String number) {
        this.visit = visit;
        this.number = number;
    }

    @GET
    public Response centre() {
        return at(
                centre -> {
                    Roster roster = Roster.of(visit.session(), visit.actor(), centre);
                    return visit.redirect(
                            visit.addresses().centre(roster.centre().number, Addresses.USERS));
                });
    }

    @GET
    @Path(Addresses.USERS)
    public Response users(@Context UriInfo uri) {
        return at(centre -> new UsersPage(visit, centre, uri.getQueryParameters()).show());
    }

    @GET
    @Path(Addresses.USERS + "/" + UsersPage.EXPORT)
    public Response export(@Context UriInfo uri) {
        return at(
                centre ->
                        visit.file(
                                new UsersPage(visit, centre, uri.getQueryParameters()).export()));
    }

    @GET
    @Path(Addresses.USERS + "/" + UsersPage.ADD)
    public Response addForm() {
        return open(centre -> new AddPage(visit, centre));
    }

    @POST
    @Path(Addresses.USERS + "/" + UsersPage.ADD)
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response add() {
        return send(centre -> new AddPage(visit, centre));
    }

    @GET
    @Path(Addresses.USERS + "/" + UsersPage.ADD_SEVERAL)
    public Response addSeveralForm() {
        return open(centre -> new AddSeveralPage(visit, centre));
    }

    @POST
    @Path(Addresses.USERS + "/" + UsersPage.ADD_SEVERAL)
    @Consumes({MediaType.MULTIPART_FORM_DATA, MediaType.APPLICATION_FORM_URLENCODED})
    public Response addSeveral() {
        return send(centre -> new AddSeveralPage(visit, centre));
    }

    @GET
    @Path(Addresses.USERS + "/" + UsersPage.ADD_SEVERAL + "/" + AddSeveralPage.LIST_TEMPLATE)
    public Response template() {
        return at(
                centre -> {
                    Roster.of(visit.session(), visit.actor(), centre);
                    return visit.file(AddSeveralPage.template());
                });
    }

    @GET
    @Path(Addresses.USERS + "/{id}")
    public Response personForm(@PathParam("id") String id) {
        return open(centre -> new PersonPage(visit, centre, id));
    }

    @POST
    @Path(Addresses.USERS + "/{id}")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response person(@PathParam("id") String id) {
        return send(centre -> new PersonPage(visit, centre, id));
    }

    @GET
    @Path(Addresses.USERS + "/{id}/" + DetailsPage.PATH)
    public Response detailsForm(@PathParam("id") String id) {
        return open(centre -> new DetailsPage(visit, centre, id));
    }

    @POST
    @Path(Addresses.USERS + "/{id}/" + DetailsPage.PATH)
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response details(@PathParam("id") String id) {
        return send(centre -> new DetailsPage(visit, centre, id));
    }

    @GET
    @Path(Addresses.USERS + "/{id}/" + ReplacePage.PATH + "/{role}")
    public Response replaceForm(@PathParam("id") String id, @PathParam("role") String role) {
        return open(centre -> new ReplacePage(visit, centre, id, role));
    }

    @POST
    @Path(Addresses.USERS + "/{id}/" + ReplacePage.PATH + "/{role}")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response replace(@PathParam("id") String id, @PathParam("role") String role) {
        return send(centre -> new ReplacePage(visit, centre, id, role));
    }

    @GET
    @Path(Addresses.USERS + "/{id}/{act}")
    public Response actForm(@PathParam("id") String id, @PathParam("act") String act) {
        return open(centre -> new ActPage(visit, centre, id, known(act)));
    }

    @POST
    @Path(Addresses.USERS + "/{id}/{act}")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response act(@PathParam("id") String id, @PathParam("act") String act) {
        return send(centre -> new ActPage(visit, centre, id, known(act)));
    }

    private static Act known(String act) {
        return Act.at(act).orElseThrow(() -> Refusal.notFound("This page"));
    }

    @GET
    @Path(SchoolsPage.PATH)
    public Response schools(@Context UriInfo uri) {
        return at(centre -> new SchoolsPage(visit, centre, uri.getQueryParameters()).show());
    }

    @GET
    @Path(HistoryPage.PATH)
    public Response history(@Context UriInfo uri) {
        return at(centre -> HistoryPage.show(visit, centre, uri.getQueryParameters()));
    }

    private Response open(Function<CentreNumber, FormPage> page) {
        return at(centre -> page.apply(centre).open());
    }

    private Response send(Function<CentreNumber, FormPage> page) {
        return at(centre -> page.apply(centre).send());
    }

    private Response at(Function<CentreNumber, Response> page) {
        return visit.page(
                () ->
                        page.apply(
                                CentreNumber.parse(number)
                                        .orElseThrow(() -> Refusal.notFound("Centre"))));
    }
}
