package org.mycambridge.web.console;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import org.keycloak.models.KeycloakSession;

/**
 * Stands for every page of a centre as long as nobody is signed in: to the sign-in page and back
 * again, with whatever had been typed.
 */
public final class SignInFirst {

    private static final String ANY = "{any:.*}";

    private final KeycloakSession session;
    private final Addresses addresses;
    private final SignIn signIn;

    SignInFirst(KeycloakSession session, Addresses addresses, SignIn signIn) {
        this.session = session;
        this.addresses = addresses;
        this.signIn = signIn;
    }

    @GET
    @Path(ANY)
    public Response get() {
        return signIn.first(addresses.wanted(session), java.util.Optional.empty());
    }

    @POST
    @Path(ANY)
    public Response post() {
        String page = addresses.wanted(session);
        Form form = Form.posted(session);
        // A file is more than a browser keeps for us: better to say so than to keep half.
        Form kept = form.file().length > 0 ? Form.empty() : form;
        return signIn.first(page, new Draft(page, form.text(Form.BY), kept));
    }
}
