package org.mycambridge.membership;

import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.mycambridge.centre.Persons;
import org.mycambridge.tables.MembershipRow;
import org.mycambridge.tables.Tables;

/** Keeps what lists are sorted by and searched in true to the accounts' names and addresses. */
public final class Names {

    private Names() {}

    /** A person's account has changed. */
    public static void refresh(KeycloakSession session, String userId) {
        RealmModel realm = session.getContext().getRealm();
        UserModel user = session.users().getUserById(realm, userId);
        if (user == null || !isAnywhere(session, userId)) {
            return;
        }
        // Read under the lock: whoever changes what is shown here holds it too.
        Persons.locked(session, userId);
        Tables.of(session)
                .createQuery(
                        "from MembershipRow m where m.userId = :user order by m.centreId",
                        MembershipRow.class)
                .setParameter("user", userId)
                .getResultList()
                .forEach(membership -> index(membership, user));
    }

    private static boolean isAnywhere(KeycloakSession session, String userId) {
        return Tables.of(session)
                        .createQuery(
                                "select count(m) from MembershipRow m where m.userId = :user",
                                Long.class)
                        .setParameter("user", userId)
                        .getSingleResult()
                > 0;
    }

    static void index(MembershipRow membership, UserModel user) {
        String email = user.getEmail() == null ? user.getUsername() : user.getEmail();
        if (membership.typedFirstName != null) {
            membership.index(membership.typedFirstName, membership.typedLastName, email);
        } else {
            membership.index(user.getFirstName(), user.getLastName(), email);
        }
    }
}
