package example;

import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Each role of the claim "organization" is a role: @RolesAllowed("scripts.user"). */
@ApplicationScoped
public class CentreRoles implements SecurityIdentityAugmentor {

    /** The centre of the token, among the identity's attributes. */
    static final String CENTRE = "centre";

    @Override
    public Uni<SecurityIdentity> augment(
            SecurityIdentity identity, AuthenticationRequestContext context) {
        if (!(identity.getPrincipal() instanceof JsonWebToken token)) {
            return Uni.createFrom().item(identity);
        }
        JsonObject centres = token.getClaim("organization");
        // A role belongs to a centre: two centres' roles must never count as one's.
        if (centres == null || centres.size() != 1) {
            return Uni.createFrom().item(identity);
        }
        String number = centres.keySet().iterator().next();
        QuarkusSecurityIdentity.Builder builder =
                QuarkusSecurityIdentity.builder(identity).addAttribute(CENTRE, number);
        centres.getJsonObject(number)
                .getJsonArray("roles")
                .getValuesAs(JsonString.class)
                .forEach(role -> builder.addRole(role.getString()));
        return Uni.createFrom().item(builder.build());
    }
}
