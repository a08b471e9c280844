package org.mycambridge.signin;

import org.keycloak.authentication.Authenticator;
import org.keycloak.authentication.authenticators.browser.UsernamePasswordFormFactory;
import org.keycloak.models.KeycloakSession;

/** Makes the sign-in form; it stands where Keycloak's form for user name and password would. */
public final class SignInFormFactory extends UsernamePasswordFormFactory {

    private static final String ID = "mc-sign-in-form";

    @Override
    public Authenticator create(KeycloakSession session) {
        return new SignInForm(session);
    }

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public String getDisplayType() {
        return "My Cambridge: sign-in form";
    }

    @Override
    public String getHelpText() {
        return "Asks for email address and password, or for the temporary password of an invitation.";
    }
}
