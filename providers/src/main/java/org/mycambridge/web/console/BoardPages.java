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
import java.util.function.Supplier;
import org.mycambridge.centre.Refusal;
import org.mycambridge.web.Params;

/**
 * The pages for the board's own people, by path. Whoever may only look gets no further than GET,
 * and to no form.
 */
public final class BoardPages {

    private final Visit visit;
    private final boolean mayManage;

    BoardPages(Visit visit, boolean mayManage) {
        this.visit = visit;
        this.mayManage = mayManage;
    }

    /** What somebody is told who may look at everything and change nothing. */
    static Refusal mayOnlyLook() {
        return Refusal.forbidden("board-view-only", "You may look at this, and not change it");
    }

    @GET
    public Response home(@Context UriInfo uri) {
        return visit.page(
                () -> new BoardHomePage(visit, mayManage, uri.getQueryParameters()).show());
    }

    @GET
    @Path(NewCentrePage.PATH)
    public Response newCentreForm() {
        return form(() -> new NewCentrePage(visit).open());
    }

    @POST
    @Path(NewCentrePage.PATH)
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response newCentre() {
        return form(() -> new NewCentrePage(visit).send());
    }

    @GET
    @Path(PolicyPage.PATH)
    public Response policy() {
        return visit.page(() -> PolicyPage.show(visit, mayManage));
    }

    @GET
    @Path(PolicyPage.PATH + "/{version}")
    public Response policyDocument(@PathParam("version") String version) {
        return visit.page(() -> PolicyPage.document(visit, version));
    }

    @GET
    @Path(PolicyPage.PATH + "/" + ReplacePolicyPage.PATH)
    public Response replacePolicyForm() {
        return form(() -> new ReplacePolicyPage(visit).open());
    }

    @POST
    @Path(PolicyPage.PATH + "/" + ReplacePolicyPage.PATH)
    @Consumes({MediaType.MULTIPART_FORM_DATA, MediaType.APPLICATION_FORM_URLENCODED})
    public Response replacePolicy() {
        return form(() -> new ReplacePolicyPage(visit).send());
    }

    @GET
    @Path(WantedPage.PATH + "/{kind}")
    public Response wanted(@PathParam("kind") String kind, @Context UriInfo uri) {
        return visit.page(() -> WantedPage.show(visit, kind, uri.getQueryParameters()));
    }

    @GET
    @Path(DeliveriesPage.PATH)
    public Response deliveries(@Context UriInfo uri) {
        return visit.page(() -> DeliveriesPage.show(visit, mayManage, uri.getQueryParameters()));
    }

    @GET
    @Path(DeliveriesPage.PATH + "/{mail}/" + RetryMailPage.RETRY)
    public Response retryMailForm(@PathParam("mail") String mail) {
        return form(() -> new RetryMailPage(visit, Params.id(mail)).open());
    }

    @POST
    @Path(DeliveriesPage.PATH + "/{mail}/" + RetryMailPage.RETRY)
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response retryMail(@PathParam("mail") String mail) {
        return form(() -> new RetryMailPage(visit, Params.id(mail)).send());
    }

    @GET
    @Path(RetryPage.PATH + "/{service}/" + RetryPage.RETRY)
    public Response retryForm(@PathParam("service") String service) {
        return form(() -> new RetryPage(visit, service).open());
    }

    @POST
    @Path(RetryPage.PATH + "/{service}/" + RetryPage.RETRY)
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response retry(@PathParam("service") String service) {
        return form(() -> new RetryPage(visit, service).send());
    }

    @Path(Addresses.CENTRES + "/{number}")
    public BoardCentrePages centre(@PathParam("number") String number) {
        return new BoardCentrePages(visit, mayManage, number);
    }

    private Response form(Supplier<Response> page) {
        return visit.page(() -> ifMayManage(mayManage, page));
    }

    static Response ifMayManage(boolean mayManage, Supplier<Response> page) {
        if (!mayManage) {
            throw mayOnlyLook();
        }
        return page.get();
    }
}
