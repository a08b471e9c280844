package org.mycambridge.web.console;

import java.util.Optional;
import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.services.managers.AuthenticationManager;
import org.keycloak.services.managers.AuthenticationManager.AuthResult;

/**
 * Whose browser this is. The identity cookie says who is signed in to the realm; a page is open to
 * them only with a session of our own client as well, and with nothing left to do at sign-in.
 *
 * @param user the person
 * @param session their session with our client
 */
record Visitor(UserModel user, AuthenticatedClientSessionModel session) {

    /** The person to whom pages are open; empty where they must sign in first. */
    static Optional<Visitor> find(KeycloakSession session) {
        RealmModel realm = session.getContext().getRealm();
        ClientModel client = realm.getClientByClientId(Addresses.CLIENT_ID);
        if (client == null || !client.isEnabled()) {
            return Optional.empty();
        }
        return cookie(session)
                .filter(found -> !hasPendingAction(realm, found.user()))
                .flatMap(
                        found ->
                                Optional.ofNullable(
                                                found.session()
                                                        .getAuthenticatedClientSessionByClient(
                                                                client.getId()))
                                        .filter(
                                                own ->
                                                        AuthenticationManager.isClientSessionValid(
                                                                realm,
                                                                client,
                                                                found.session(),
                                                                own))
                                        .map(own -> new Visitor(found.user(), own)));
    }

    /** Who is signed in to the realm in this browser, whether our pages are open to them or not. */
    static Optional<UserModel> signedIn(KeycloakSession session) {
        return cookie(session).map(AuthResult::user);
    }

    private static Optional<AuthResult> cookie(KeycloakSession session) {
        return Optional.ofNullable(
                        AuthenticationManager.authenticateIdentityCookie(
                                session, session.getContext().getRealm(), true))
                .filter(found -> found.user().isEnabled());
    }

    /** As Keycloak sees it: what the realm does not know or has switched off is passed over. */
    private static boolean hasPendingAction(RealmModel realm, UserModel user) {
        return user.getRequiredActionsStream()
                .map(realm::getRequiredActionProviderByAlias)
                .anyMatch(action -> action != null && action.isEnabled());
    }
}
