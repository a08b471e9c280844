package org.mycambridge.membership;

import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.OrganizationModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.provider.ProviderEvent;
import org.keycloak.provider.ProviderEventListener;
import org.mycambridge.centre.Centres;
import org.mycambridge.centre.Policies;
import org.mycambridge.history.History;
import org.mycambridge.history.KeycloakClock;
import org.mycambridge.tables.CentreRow;
import org.mycambridge.tables.MembershipRow;
import org.mycambridge.tables.PersonRow;
import org.mycambridge.tables.Tables;

/**
 * What is done outside our doors, in Keycloak's own console or by its own jobs: ours follows, in
 * the same transaction, and nothing is orphaned. It counts as an act of the board: never vetoed,
 * recorded as outside (design decision 1).
 */
public final class Outside implements ProviderEventListener {

    /** In the order in which writers lock: the person first (design decision 4). */
    private static final List<String> OF_A_PERSON =
            List.of("PersonRow", "GrantRow", "AssignmentRow", "InvitationRow", "MembershipRow");

    private static final List<String> OF_A_CENTRE =
            List.of("GrantRow", "InvitationRow", "MembershipRow", "DeliveryRow", "HistoryRow");

    /** In the order in which writers lock: centres, people, and the rest. */
    private static final List<String> OF_A_REALM =
            List.of(
                    "CentreRow",
                    "PersonRow",
                    "GrantRow",
                    "AssignmentRow",
                    "InvitationRow",
                    "MembershipRow",
                    "DeliveryRow",
                    "HistoryRow",
                    "PolicyRow",
                    "AnswerRow");

    @Override
    public void onEvent(ProviderEvent event) {
        if (event instanceof OrganizationModel.OrganizationMemberJoinEvent joined) {
            joined(joined.getSession(), joined.getOrganization(), joined.getUser());
        } else if (event instanceof OrganizationModel.OrganizationMemberLeaveEvent left) {
            left(left.getSession(), left.getOrganization(), left.getUser());
        } else if (event instanceof OrganizationModel.OrganizationRemovedEvent removed) {
            centreRemoved(removed.getKeycloakSession(), removed.getOrganization());
        } else if (event instanceof UserModel.UserRemovedEvent removed) {
            personRemoved(removed.getKeycloakSession(), removed.getUser());
        } else if (event instanceof RealmModel.RealmRemovedEvent removed) {
            realmRemoved(removed.getKeycloakSession(), removed.getRealm());
        }
    }

    private static void joined(
            KeycloakSession session, OrganizationModel organization, UserModel user) {
        CentreRow centre = Tables.of(session).find(CentreRow.class, organization.getId());
        if (centre == null || Facts.membership(session, centre, user.getId()).isPresent()) {
            return;
        }
        MembershipRow membership = new MembershipRow();
        membership.id = KeycloakModelUtils.generateId();
        membership.realmId = centre.realmId;
        membership.centreId = centre.id;
        membership.userId = user.getId();
        membership.joinedAt = KeycloakClock.UTC.millis();
        Names.index(membership, user);
        Tables.of(session).persist(membership);
        record(session, "outside-joined", centre, user);
    }

    private static void left(
            KeycloakSession session, OrganizationModel organization, UserModel user) {
        CentreRow centre = Tables.of(session).find(CentreRow.class, organization.getId());
        if (centre == null) {
            return;
        }
        Facts.membership(session, centre, user.getId())
                .ifPresent(
                        membership -> {
                            Memberships.end(session, centre, membership, user);
                            record(session, "outside-left", centre, user);
                        });
    }

    private static void record(
            KeycloakSession session, String kind, CentreRow centre, UserModel user) {
        History.record(
                session,
                new History.Act(
                        kind,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(centre.id),
                        Optional.of(user.getId()),
                        Map.of(),
                        Optional.empty()));
    }

    private static void centreRemoved(KeycloakSession session, OrganizationModel organization) {
        EntityManager em = Tables.of(session);
        CentreRow centre = em.find(CentreRow.class, organization.getId());
        if (centre == null) {
            return;
        }
        em.flush();
        delete(em, OF_A_CENTRE, "centreId", centre.id);
        em.createQuery("delete from AssignmentRow a where a.centreId = :id or a.parentId = :id")
                .setParameter("id", centre.id)
                .executeUpdate();
        em.createQuery(
                        "update PersonRow p set p.madeByCentreId = :gone where p.madeByCentreId ="
                                + " :id")
                .setParameter("gone", PersonRow.CENTRE_GONE)
                .setParameter("id", centre.id)
                .executeUpdate();
        em.createQuery(
                        "update CentreRow c set c.parentId = null, c.linkStatus = null where"
                                + " c.parentId = :id")
                .setParameter("id", centre.id)
                .executeUpdate();
        em.remove(centre);
        if (!Centres.isDeleting(session, centre)) {
            History.record(
                    session,
                    new History.Act(
                            "centre-deleted",
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            Map.of("number", centre.number),
                            Optional.empty()));
        }
    }

    private static void personRemoved(KeycloakSession session, UserModel user) {
        EntityManager em = Tables.of(session);
        em.flush();
        delete(em, OF_A_PERSON, "userId", user.getId());
        delete(em, List.of("DeliveryRow"), "recipientId", user.getId());
        delete(em, List.of("AnswerRow"), "actorId", user.getId());
    }

    private static void realmRemoved(KeycloakSession session, RealmModel realm) {
        EntityManager em = Tables.of(session);
        em.flush();
        delete(em, OF_A_REALM, "realmId", realm.getId());
        Policies.forget(realm.getId());
    }

    private static void delete(
            EntityManager em, List<String> rows, String attribute, String value) {
        for (String row : rows) {
            em.createQuery("delete from " + row + " r where r." + attribute + " = :value")
                    .setParameter("value", value)
                    .executeUpdate();
        }
    }
}
