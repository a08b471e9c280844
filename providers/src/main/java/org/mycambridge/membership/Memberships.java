package org.mycambridge.membership;

import jakarta.persistence.EntityManager;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.mycambridge.centre.Persons;
import org.mycambridge.invitation.Invitations;
import org.mycambridge.tables.MembershipRow;
import org.mycambridge.tables.Tables;

/** What ends with a membership, whoever ends it. */
final class Memberships {

    private Memberships() {}

    /** Grants, assignments through this centre, and open invitations end with the membership. */
    static void end(KeycloakSession session, MembershipRow membership, UserModel user) {
        EntityManager em = Tables.of(session);
        Persons.locked(session, membership.userId);
        em.createQuery("delete from GrantRow g where g.centreId = :centre and g.userId = :user")
                .setParameter("centre", membership.centreId)
                .setParameter("user", membership.userId)
                .executeUpdate();
        em.createQuery(
                        "delete from AssignmentRow a where a.parentId = :centre and a.userId = :user")
                .setParameter("centre", membership.centreId)
                .setParameter("user", membership.userId)
                .executeUpdate();
        em.remove(membership);
        em.flush();
        Invitations.withdraw(session, membership.centreId, user, true);
    }
}
