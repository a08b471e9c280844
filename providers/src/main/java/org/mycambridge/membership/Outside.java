package org.mycambridge.membership;

import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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
            List.of(
                    "GrantRow",
                    "InvitationRow",
                    "MembershipRow",
                    "DeliveryRow",
                    "HistoryRow",
                    "ChangeRow");

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
                    "AnswerRow",
                    "ServiceRow",
                    "ChangeRow");

    private static final String WITHIN = "my-cambridge.joining-within";

    /** Somebody joins by a door of ours, which writes all that is to be written. */
    static void within(KeycloakSession session, Runnable joining) {
        session.setAttribute(WITHIN, Boolean.TRUE);
        try {
            joining.run();
        } finally {
            session.removeAttribute(WITHIN);
        }
    }

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

    static void joined(KeycloakSession session, OrganizationModel organization, UserModel user) {
        if (session.getAttribute(WITHIN) != null) {
            return;
        }
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
        record(session, "outside-joined", centre.id, user, Map.of());
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
                            List<String> revoked =
                                    Memberships.end(session, centre, membership, user);
                            record(
                                    session,
                                    "outside-left",
                                    centre.id,
                                    user,
                                    Map.of("revoked", revoked));
                        });
    }

    private static void record(
            KeycloakSession session,
            String kind,
            String centreId,
            UserModel user,
            Map<String, ?> detail) {
        History.record(
                session,
                new History.Act(
                        kind,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(centreId),
                        Optional.of(user.getId()),
                        detail,
                        Optional.empty()));
    }

    private static void centreRemoved(KeycloakSession session, OrganizationModel organization) {
        EntityManager em = Tables.of(session);
        CentreRow centre = em.find(CentreRow.class, organization.getId());
        if (centre == null) {
            return;
        }
        em.flush();
        List<String> roles = Centres.rolesHeld(session, centre);
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
                            Map.of("number", centre.number, "roles", roles),
                            Optional.empty()));
        }
    }

    private static void personRemoved(KeycloakSession session, UserModel user) {
        EntityManager em = Tables.of(session);
        em.flush();
        Map<String, List<String>> held = heldByCentre(em, user.getId());
        delete(em, OF_A_PERSON, "userId", user.getId());
        delete(em, List.of("DeliveryRow"), "recipientId", user.getId());
        delete(em, List.of("AnswerRow"), "actorId", user.getId());
        held.forEach(
                (centreId, revoked) ->
                        record(
                                session,
                                "account-deleted",
                                centreId,
                                user,
                                Map.of("revoked", revoked)));
    }

    /** The centres a person is at, with the roles they hold there. */
    private static Map<String, List<String>> heldByCentre(EntityManager em, String userId) {
        Map<String, List<String>> held = new TreeMap<>();
        em.createQuery(
                        "select m.centreId, g.roleId from MembershipRow m left join GrantRow g on"
                                + " g.centreId = m.centreId and g.userId = m.userId where m.userId ="
                                + " :user order by m.centreId, g.roleId",
                        Object[].class)
                .setParameter("user", userId)
                .getResultList()
                .forEach(
                        row -> {
                            List<String> roles =
                                    held.computeIfAbsent(
                                            (String) row[0], centre -> new ArrayList<>());
                            Optional.ofNullable((String) row[1]).ifPresent(roles::add);
                        });
        return held;
    }

    private static void realmRemoved(KeycloakSession session, RealmModel realm) {
        EntityManager em = Tables.of(session);
        em.flush();
        delete(em, OF_A_REALM, "realmId", realm.getId());
        Policies.forget(realm.getId());
        Estate.forget(realm.getId());
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
