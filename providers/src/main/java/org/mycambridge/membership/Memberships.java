package org.mycambridge.membership;

import jakarta.persistence.EntityManager;
import java.util.List;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.mycambridge.centre.Persons;
import org.mycambridge.invitation.Invitations;
import org.mycambridge.tables.CentreRow;
import org.mycambridge.tables.MembershipRow;
import org.mycambridge.tables.PersonRow;
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
        PersonRow person = Persons.locked(session, membership.userId);
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
        boolean anywhere = !centres(em, membership.userId).isEmpty();
        if (!anywhere && isUnused(person)) {
            Invitations.forgetSecrets(session, user);
        }
        Invitations.withdraw(session, membership.centreId, user, true);
        if (anywhere) {
            SignOut.atCentre(session, user, centre);
        } else {
            SignOut.everywhere(session, user);
        }
        return held;
    }

    /** Whether an invitation made an account that nobody has used, and that is at no centre. */
    static boolean isLeftOver(KeycloakSession session, PersonRow person) {
        return isUnused(person) && centres(Tables.of(session), person.userId).isEmpty();
    }

    /** Whether an invitation made an account that nobody has used, and that is at one centre. */
    static boolean isAtOneCentre(KeycloakSession session, PersonRow person) {
        return isUnused(person) && centres(Tables.of(session), person.userId).size() == 1;
    }

    private static boolean isUnused(PersonRow person) {
        return person.firstSignIn == null && person.madeByCentreId != null;
    }

    /** Up to two of the centres somebody is in. */
    private static List<String> centres(EntityManager em, String userId) {
        return em.createQuery(
                        "select m.centreId from MembershipRow m where m.userId = :user",
                        String.class)
                .setParameter("user", userId)
                .setMaxResults(2)
                .getResultList();
    }
}
