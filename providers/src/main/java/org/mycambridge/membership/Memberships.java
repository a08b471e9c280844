package org.mycambridge.membership;

import jakarta.persistence.EntityManager;
import java.util.List;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.mycambridge.centre.Persons;
import org.mycambridge.invitation.Invitations;
import org.mycambridge.tables.CentreRow;
import org.mycambridge.tables.MembershipRow;
import org.mycambridge.tables.Tables;

/** What ends with a membership, whoever ends it. */
final class Memberships {

    private Memberships() {}

    /**
     * Grants, assignments through this centre, open invitations and what services hold for this
     * centre end with the membership; with the last membership, all sessions.
     *
     * @return the ids of the roles that ended with it, sorted
     */
    static List<String> end(
            KeycloakSession session, CentreRow centre, MembershipRow membership, UserModel user) {
        EntityManager em = Tables.of(session);
        Persons.locked(session, membership.userId);
        List<String> held =
                em.createQuery(
                                "select g.roleId from GrantRow g where g.centreId = :centre and"
                                        + " g.userId = :user order by g.roleId",
                                String.class)
                        .setParameter("centre", membership.centreId)
                        .setParameter("user", membership.userId)
                        .getResultList();
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
        if (isAnywhere(em, user)) {
            SignOut.atCentre(session, user, centre);
        } else {
            SignOut.everywhere(session, user);
        }
        return held;
    }

    private static boolean isAnywhere(EntityManager em, UserModel user) {
        return !em.createQuery(
                        "select m.id from MembershipRow m where m.userId = :user", String.class)
                .setParameter("user", user.getId())
                .setMaxResults(1)
                .getResultList()
                .isEmpty();
    }
}
