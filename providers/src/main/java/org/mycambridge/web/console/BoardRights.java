package org.mycambridge.web.console;

import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.services.resources.admin.fgap.AdminPermissions;

/**
 * What somebody may do as the board, as Keycloak decides it: the same question that the board's API
 * asks, for a person of this realm whose browser is signed in.
 */
enum BoardRights {
    NONE,
    VIEW,
    MANAGE;

    static BoardRights of(KeycloakSession session, UserModel user) {
        RealmModel realm = session.getContext().getRealm();
        var organisations = AdminPermissions.evaluator(session, realm, realm, user).orgs();
        if (organisations.canManage()) {
            return MANAGE;
        }
        return organisations.canView() ? VIEW : NONE;
    }
}
