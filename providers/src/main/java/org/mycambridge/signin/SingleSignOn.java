package org.mycambridge.signin;

import java.util.List;
import org.keycloak.Config;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.authentication.Authenticator;
import org.keycloak.authentication.AuthenticatorFactory;
import org.keycloak.authentication.AuthenticatorUtil;
import org.keycloak.models.AuthenticationExecutionModel.Requirement;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.provider.ProviderConfigProperty;

/**
 * Keeps single sign-on where the request names an organisation. Keycloak's cookie authenticator
 * then stops short of success, so that its own organisation step can ask for one; our flow has no
 * such step, and the person would be asked for the password again. It belongs right after the
 * cookie.
 *
 * <p>It adds no trust of its own: the note it looks for is written by the cookie authenticator
 * alone, as the last thing before its success, where the cookie is good, no fresh sign-in is asked
 * for (prompt, max_age), no higher level of authentication is, and the flow was not forked; it is
 * cleared with the other notes when a flow starts again.
 */
public final class SingleSignOn implements Authenticator, AuthenticatorFactory {

    private static final String ID = "mc-single-sign-on";

    @Override
    public void authenticate(AuthenticationFlowContext context) {
        if (context.getUser() != null
                && AuthenticatorUtil.isSSOAuthentication(context.getAuthenticationSession())
                && !AuthenticatorUtil.isForcedReauthentication(context.getAuthenticationSession())
                && !AuthenticatorUtil.isForkedFlow(context.getAuthenticationSession())) {
            context.success();
        } else {
            context.attempted();
        }
    }

    @Override
    public void action(AuthenticationFlowContext context) {
        context.attempted();
    }

    @Override
    public boolean requiresUser() {
        return false;
    }

    @Override
    public boolean configuredFor(KeycloakSession session, RealmModel realm, UserModel user) {
        return true;
    }

    @Override
    public void setRequiredActions(KeycloakSession session, RealmModel realm, UserModel user) {}

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public String getDisplayType() {
        return "My Cambridge: single sign-on with an organisation";
    }

    @Override
    public String getHelpText() {
        return "Accepts the session that the Cookie step before it has accepted, where the request names"
                + " an organisation.";
    }

    @Override
    public String getReferenceCategory() {
        return "cookie";
    }

    @Override
    public boolean isConfigurable() {
        return false;
    }

    @Override
    public boolean isUserSetupAllowed() {
        return false;
    }

    @Override
    public Requirement[] getRequirementChoices() {
        return new Requirement[] {Requirement.ALTERNATIVE, Requirement.DISABLED};
    }

    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        return List.of();
    }

    @Override
    public Authenticator create(KeycloakSession session) {
        return this;
    }

    @Override
    public void init(Config.Scope config) {}

    @Override
    public void postInit(KeycloakSessionFactory factory) {}

    @Override
    public void close() {}
}
