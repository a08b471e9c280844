package org.mycambridge.membership;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.keycloak.OAuth2Constants;
import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.OrganizationModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.oidc.TokenManager;
import org.mycambridge.history.KeycloakClock;
import org.mycambridge.tables.CentreRow;

/** Ends sessions of a person, online and offline, in the transaction of the act that ends them. */
final class SignOut {

    private static final String SCOPE_OF_ONE = OAuth2Constants.ORGANIZATION + ':';

    private SignOut() {}

    /** All sessions; tokens given out until now are good for nothing any more. */
    static void everywhere(KeycloakSession session, UserModel user) {
        RealmModel realm = session.getContext().getRealm();
        session.sessions().removeUserSessions(realm, user);
        session.sessions()
                .getOfflineUserSessionsStream(realm, user)
                .toList()
                .forEach(each -> session.sessions().removeOfflineUserSession(realm, each));
        session.users()
                .setNotBeforeForUser(
                        realm, user, Math.toIntExact(KeycloakClock.UTC.instant().getEpochSecond()));
    }

    /**
     * What services hold for this one centre: asked for by its number, or chosen at sign-in. The
     * person stays signed in, and what is for other centres or for all of them goes on.
     */
    static void atCentre(KeycloakSession session, UserModel user, CentreRow centre) {
        RealmModel realm = session.getContext().getRealm();
        List<UserSessionModel> all =
                Stream.concat(
                                session.sessions().getUserSessionsStream(realm, user),
                                session.sessions().getOfflineUserSessionsStream(realm, user))
                        .toList();
        for (UserSessionModel each : all) {
            List<AuthenticatedClientSessionModel> atServices =
                    List.copyOf(each.getAuthenticatedClientSessions().values());
            List<AuthenticatedClientSessionModel> ended =
                    atServices.stream().filter(one -> isFor(one, centre)).toList();
            ended.forEach(AuthenticatedClientSessionModel::detachFromUserSession);
            if (each.isOffline() && !ended.isEmpty() && ended.size() == atServices.size()) {
                session.sessions().removeOfflineUserSession(realm, each);
            }
        }
    }

    private static boolean isFor(AuthenticatedClientSessionModel atService, CentreRow centre) {
        List<String> scopes =
                TokenManager.parseScopeParameter(
                                Optional.ofNullable(atService.getNote(OAuth2Constants.SCOPE))
                                        .orElse(""))
                        .toList();
        List<String> named =
                scopes.stream().filter(scope -> scope.startsWith(SCOPE_OF_ONE)).toList();
        if (!named.isEmpty()) {
            return named.equals(List.of(SCOPE_OF_ONE + centre.number));
        }
        return scopes.contains(OAuth2Constants.ORGANIZATION)
                && centre.id.equals(atService.getNote(OrganizationModel.ORGANIZATION_ATTRIBUTE));
    }
}
