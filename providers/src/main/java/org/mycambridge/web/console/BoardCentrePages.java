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

/**
 * The board's pages of one centre, by path: its own, and those that the centre's people have, to
 * look at. Each look is recorded.
 */
public final class BoardCentrePages {

    private final Visit visit;
    private final boolean mayManage;
    private final String number;

    BoardCentrePages(Visit visit, boolean mayManage, String number) {
        this.visit = visit;
        this.mayManage = mayManage;
        this.number = number;
    }

    @GET
    public Response centre() {
        return at(centre -> BoardCentrePage.show(visit, centre, mayManage));
    }

    @GET
    @Path(Addresses.USERS)
    public Response users(@Context UriInfo uri) {
        return look(centre -> new UsersPage(visit, centre, uri.getQueryParameters()).show());
    }

    @GET
    @Path(Addresses.USERS + "/{id}")
    public Response person(@PathParam("id") String id) {
        return look(
                centre -> new PersonPage(visit, centre, id).draw(200, PersonPage.Drawing.first()));
    }

    @GET
    @Path(SchoolsPage.PATH)
    public Response schools(@Context UriInfo uri) {
        return look(centre -> new SchoolsPage(visit, centre, uri.getQueryParameters()).show());
    }

    @GET
    @Path(HistoryPage.PATH)
    public Response history(@Context UriInfo uri) {
        return look(centre -> HistoryPage.show(visit, centre, uri.getQueryParameters()));
    }

    /** Somebody new at the centre, whom the board makes its first User Manager, say. */
    @GET
    @Path(Addresses.USERS + "/" + UsersPage.ADD)
    public Response addForm() {
        return form(centre -> new AddPage(visit, centre).open());
    }

    @POST
    @Path(Addresses.USERS + "/" + UsersPage.ADD)
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response add() {
        return form(centre -> new AddPage(visit, centre).send());
    }

    @GET
    @Path(ChangeCentrePage.PATH)
    public Response changeForm() {
        return form(centre -> new ChangeCentrePage(visit, centre).open());
    }

    @POST
    @Path(ChangeCentrePage.PATH)
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response change() {
        return form(centre -> new ChangeCentrePage(visit, centre).send());
    }

    @GET
    @Path(CentreStatusPage.PATH + "/{act}")
    public Response statusForm(@PathParam("act") String act) {
        return form(centre -> CentreStatusPage.of(visit, centre, act).open());
    }

    @POST
    @Path(CentreStatusPage.PATH + "/{act}")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response status(@PathParam("act") String act) {
        return form(centre -> CentreStatusPage.of(visit, centre, act).send());
    }

    @GET
    @Path(AssignmentsPage.PATH)
    public Response assignments(@Context UriInfo uri) {
        return at(
                centre -> AssignmentsPage.show(visit, centre, mayManage, uri.getQueryParameters()));
    }

    @GET
    @Path(AssigneesPage.PATH)
    public Response assigneesForm() {
        return form(centre -> new AssigneesPage(visit, centre).open());
    }

    @POST
    @Path(AssigneesPage.PATH)
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response assignees() {
        return form(centre -> new AssigneesPage(visit, centre).send());
    }

    @GET
    @Path(PlanPage.PATH)
    public Response planForm() {
        return form(centre -> new PlanPage(visit, centre).open());
    }

    @POST
    @Path(PlanPage.PATH)
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response plan() {
        return form(centre -> new PlanPage(visit, centre).send());
    }

    private Response look(Function<CentreNumber, Response> page) {
        return at(centre -> new Opening(visit, centre).of(() -> page.apply(centre)));
    }

    private Response form(Function<CentreNumber, Response> page) {
        return at(centre -> BoardPages.ifMayManage(mayManage, () -> page.apply(centre)));
    }

    private Response at(Function<CentreNumber, Response> page) {
        return visit.page(
                () ->
                        page.apply(
                                CentreNumber.parse(number)
                                        .orElseThrow(() -> Refusal.notFound("Centre"))));
    }
}
