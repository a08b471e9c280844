package org.mycambridge.centre;

import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.mycambridge.history.History;
import org.mycambridge.history.KeycloakClock;
import org.mycambridge.policy.LinkStatus;
import org.mycambridge.policy.Relation;
import org.mycambridge.tables.AssignmentRow;
import org.mycambridge.tables.CentreRow;
import org.mycambridge.tables.Tables;

/** Which child centres a person at the parent looks after: at most 50 (F32, D14). */
public final class Assignments {

    private Assignments() {}

    /**
     * Assigns a child centre to a person at its parent; done twice it is done once.
     *
     * @return whether it is new
     */
    public static boolean assign(
            KeycloakSession session, ActorRef actor, CentreNumber number, String userId) {
        CentreRow centre = Centres.locked(session, number);
        if (centre.parentId == null || centre.linkStatus == LinkStatus.ENDED) {
            throw Refusal.conflict(
                    "not-linked", "Centre " + centre.number + " has no parent that looks after it");
        }
        EntityManager em = Tables.of(session);
        refuseOutsider(em, centre.parentId, userId);
        Persons.locked(session, userId);
        // Whoever ends a membership holds this lock too: asked again, the answer stays true.
        refuseOutsider(em, centre.parentId, userId);
        AssignmentRow existing =
                em.find(AssignmentRow.class, new AssignmentRow.Key(userId, centre.id));
        if (existing != null && existing.parentId.equals(centre.parentId)) {
            return false;
        }
        write(em, existing, userId, centre.id, centre.parentId, centre.realmId);
        refuseTooMany(session, userId);
        record(session, "assigned", actor, centre, userId);
        return true;
    }

    private static void write(
            EntityManager em,
            AssignmentRow existing,
            String userId,
            String centreId,
            String parentId,
            String realmId) {
        AssignmentRow row = existing == null ? new AssignmentRow() : existing;
        row.userId = userId;
        row.centreId = centreId;
        row.realmId = realmId;
        row.parentId = parentId;
        row.assignedAt = KeycloakClock.UTC.millis();
        em.persist(row);
    }

    private static void refuseTooMany(KeycloakSession session, String userId) {
        int most = Policies.current(session).catalogue().settings().centresPerPerson();
        if (placesTaken(session, userId) > most) {
            throw Refusal.conflict(
                            "too-many-centres",
                            "We cannot assign more than "
                                    + most
                                    + " centres to a single Cambridge Associate/British Council"
                                    + " email address")
                    .with(Map.of("most", most));
        }
    }

    /** The ids of the centres that somebody looks after through this parent. */
    public static List<String> through(KeycloakSession session, CentreRow parent, String userId) {
        return Tables.of(session)
                .createQuery(
                        "select a.centreId from AssignmentRow a where a.parentId = :parent and"
                                + " a.userId = :user order by a.centreId",
                        String.class)
                .setParameter("parent", parent.id)
                .setParameter("user", userId)
                .getResultList();
    }

    /**
     * Leaves these centres to who takes the place of somebody at the parent. The caller has locked
     * both persons' rows.
     */
    public static void handOver(
            KeycloakSession session, CentreRow parent, List<String> centreIds, String userId) {
        EntityManager em = Tables.of(session);
        for (String id : centreIds) {
            AssignmentRow existing =
                    em.find(AssignmentRow.class, new AssignmentRow.Key(userId, id));
            write(em, existing, userId, id, parent.id, parent.realmId);
        }
        if (!centreIds.isEmpty()) {
            refuseTooMany(session, userId);
        }
    }

    /** Takes the assignment back. */
    public static void unassign(
            KeycloakSession session, ActorRef actor, CentreNumber number, String userId) {
        CentreRow centre = Centres.locked(session, number);
        EntityManager em = Tables.of(session);
        AssignmentRow row = em.find(AssignmentRow.class, new AssignmentRow.Key(userId, centre.id));
        if (row == null) {
            throw Refusal.notFound("That assignment");
        }
        em.remove(row);
        record(session, "unassigned", actor, centre, userId);
    }

    /** How many of the person's places are taken: ended links don't count, proposed ones do. */
    public static int placesTaken(KeycloakSession session, String userId) {
        return Tables.of(session)
                .createQuery(
                        "select count(a) from AssignmentRow a, CentreRow c where a.userId = :user"
                                + " and c.id = a.centreId and c.parentId = a.parentId and c.linkStatus"
                                + " <> :ended",
                        Long.class)
                .setParameter("user", userId)
                .setParameter("ended", LinkStatus.ENDED)
                .getSingleResult()
                .intValue();
    }

    /** The people a centre is assigned to. */
    public static List<String> assignees(KeycloakSession session, CentreRow centre) {
        return Tables.of(session)
                .createQuery(
                        "select a.userId from AssignmentRow a where a.centreId = :centre and"
                                + " a.parentId = :parent order by a.userId",
                        String.class)
                .setParameter("centre", centre.id)
                .setParameter("parent", centre.parentId)
                .getResultList();
    }

    private static void refuseOutsider(EntityManager em, String parentId, String userId) {
        long memberships =
                em.createQuery(
                                "select count(m) from MembershipRow m where m.centreId = :centre and"
                                        + " m.userId = :user",
                                Long.class)
                        .setParameter("centre", parentId)
                        .setParameter("user", userId)
                        .getSingleResult();
        if (memberships == 0) {
            throw Refusal.conflict(
                    "not-at-parent", "The person is not at the centre that looks after this one");
        }
    }

    private static void record(
            KeycloakSession session, String kind, ActorRef actor, CentreRow centre, String userId) {
        History.record(
                session,
                new History.Act(
                        kind,
                        Optional.of(actor.id()),
                        Optional.of(Relation.BOARD),
                        Optional.of(centre.id),
                        Optional.of(userId),
                        Map.of(),
                        actor.reason()));
    }
}
