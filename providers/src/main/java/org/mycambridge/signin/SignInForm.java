package org.mycambridge.signin;

import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.Optional;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.authentication.AuthenticationFlowError;
import org.keycloak.authentication.authenticators.browser.UsernamePasswordForm;
import org.keycloak.authentication.authenticators.util.AuthenticatorUtils;
import org.keycloak.events.Details;
import org.keycloak.events.Errors;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.models.credential.PasswordCredentialModel;
import org.keycloak.protocol.oidc.endpoints.AuthorizationEndpoint;
import org.keycloak.representations.idm.CredentialRepresentation;
import org.keycloak.services.managers.AuthenticationManager;
import org.mycambridge.invitation.Invitations;
import org.mycambridge.tables.CentreRow;
import org.mycambridge.tables.InvitationRow;
import org.mycambridge.tables.PersonRow;
import org.mycambridge.tables.Tables;

/**
 * Email and password on one page (F3). For somebody who comes from an invitation it is the
 * <em>temporary password</em> form with the email filled in (F68), and it refuses a temporary
 * password that has run out (D24).
 */
final class SignInForm extends UsernamePasswordForm {

    /** The request's parameter that names the invitation. */
    private static final String INVITATION_NOTE =
            AuthorizationEndpoint.LOGIN_SESSION_NOTE_ADDITIONAL_REQ_PARAMS_PREFIX + "invitation";

    SignInForm(KeycloakSession session) {
        super(session);
    }

    @Override
    protected Response challenge(
            AuthenticationFlowContext context, MultivaluedMap<String, String> formData) {
        showInvitation(context)
                .ifPresent(
                        user ->
                                formData.putSingle(
                                        AuthenticationManager.FORM_USERNAME, user.getEmail()));
        return super.challenge(context, formData);
    }

    @Override
    protected Response challenge(AuthenticationFlowContext context, String error, String field) {
        showInvitation(context);
        return super.challenge(context, error, field);
    }

    @Override
    public boolean validatePassword(
            AuthenticationFlowContext context,
            UserModel user,
            MultivaluedMap<String, String> inputData,
            boolean clearUser) {
        takeAsLongAsForAnybody(context, user, inputData);
        if (!super.validatePassword(context, user, inputData, clearUser)) {
            return false;
        }
        if (!TemporaryPasswords.hasRunOut(context.getSession(), user)) {
            return true;
        }
        // From here on as for a wrong password. Whoever sees the explanation knew the password.
        context.getAuthenticationSession().removeAuthNote(AuthenticationManager.PASSWORD_VALIDATED);
        context.getEvent()
                .user(user)
                .detail(Details.REASON, "temporary_password_expired")
                .error(Errors.INVALID_USER_CREDENTIALS);
        AuthenticatorUtils.setupReauthenticationInUsernamePasswordFormError(context);
        context.form().setAttribute("mcTemporaryPasswordExpired", true);
        Response page = challenge(context, null, null);
        context.failureChallenge(AuthenticationFlowError.INVALID_CREDENTIALS, page);
        if (clearUser) {
            context.clearUser();
        }
        return false;
    }

    /**
     * Keycloak hashes something for an email that has no account, since hashing is what takes time;
     * but not for somebody who is locked out, has no password, or left the field empty, who would
     * be known by the quick answer.
     */
    private static void takeAsLongAsForAnybody(
            AuthenticationFlowContext context,
            UserModel user,
            MultivaluedMap<String, String> inputData) {
        String typed = inputData.getFirst(CredentialRepresentation.PASSWORD);
        if (typed == null
                || typed.isEmpty()
                || AuthenticatorUtils.getDisabledByBruteForceEventError(context, user) != null
                || !user.credentialManager().isConfiguredFor(PasswordCredentialModel.TYPE)) {
            AuthenticatorUtils.dummyHash(context);
        }
    }

    /** Turns the page into the temporary password form where it is due, and says for whom. */
    private static Optional<UserModel> showInvitation(AuthenticationFlowContext context) {
        if (isUserSet(context)) {
            return Optional.empty();
        }
        KeycloakSession session = context.getSession();
        return Optional.ofNullable(
                        context.getAuthenticationSession().getClientNote(INVITATION_NOTE))
                .flatMap(id -> Invitations.find(session, id))
                .filter(row -> isForTemporaryPassword(session, row))
                .flatMap(row -> show(context, row));
    }

    /** A session is being confirmed: that is about its person, whatever the invitation says. */
    private static boolean isUserSet(AuthenticationFlowContext context) {
        return Boolean.parseBoolean(
                context.getAuthenticationSession()
                        .getAuthNote(USER_SET_BEFORE_USERNAME_PASSWORD_AUTH));
    }

    private static boolean isForTemporaryPassword(KeycloakSession session, InvitationRow row) {
        PersonRow person = Tables.of(session).find(PersonRow.class, row.userId);
        return person != null
                && person.firstSignIn == null
                && person.temporaryUntil != null
                && Invitations.linkState(session, row) == Invitations.LinkState.WELCOME;
    }

    private static Optional<UserModel> show(AuthenticationFlowContext context, InvitationRow row) {
        KeycloakSession session = context.getSession();
        UserModel user = session.users().getUserById(context.getRealm(), row.userId);
        CentreRow centre = Tables.of(session).find(CentreRow.class, row.centreId);
        if (user == null || user.getEmail() == null || centre == null) {
            return Optional.empty();
        }
        context.form()
                .setAttribute(
                        "mcInvitation",
                        Map.of("centreNumber", centre.number, "centreName", centre.name));
        return Optional.of(user);
    }
}
