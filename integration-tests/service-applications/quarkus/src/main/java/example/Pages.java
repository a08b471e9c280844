package example;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.util.TreeSet;
import org.eclipse.microprofile.jwt.JsonWebToken;

@Path("/")
@Produces("text/plain;charset=utf-8")
public class Pages {

    @Inject SecurityIdentity identity;

    @GET
    public String home() {
        JsonWebToken token = (JsonWebToken) identity.getPrincipal();
        Object centre = identity.getAttribute(CentreRoles.CENTRE);
        return token.getClaim("name")
                + " at "
                + (centre == null ? "no centre" : centre)
                + ": "
                + String.join(", ", new TreeSet<>(identity.getRoles()));
    }

    @GET
    @Path("scripts")
    @RolesAllowed({"scripts.user", "centre.exams-officer"})
    public String scripts() {
        return "Scripts of " + identity.getAttribute(CentreRoles.CENTRE);
    }

    @GET
    @Path("examinations")
    @RolesAllowed("centre.exams-officer")
    public String examinations() {
        return "Examinations of " + identity.getAttribute(CentreRoles.CENTRE);
    }

    @GET
    @Path("signed-out")
    public String signedOut() {
        return "Signed out";
    }
}
