package org.mycambridge.membership;

import jakarta.persistence.EntityManager;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.keycloak.models.AdminRoles;
import org.keycloak.models.ClientModel;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.RoleUtils;
import org.mycambridge.centre.Refusal;
import org.mycambridge.history.KeycloakClock;
import org.mycambridge.policy.Centre;
import org.mycambridge.policy.RoleCatalogue;
import org.mycambridge.policy.Subject;
import org.mycambridge.tables.CentreRow;
import org.mycambridge.tables.MembershipRow;
import org.mycambridge.tables.PersonRow;
import org.mycambridge.tables.Tables;

/** What the rules need to know, read from the tables as they are in this transaction. */
final class Facts {

    /** A membership m that takes the seat of a single-holder role (D22). */
    static final String TAKES_SEAT = "(m.invitedUntil is null or m.invitedUntil > :now)";

    /** A membership m whose roles count: it isn't switched off, and was used or can still be. */
    static final String COUNTS = "m.disabled = false and " + TAKES_SEAT;

    /** A membership m of a person p with account u who counts as one that is kept (D30). */
    static final String IS_KEPT =
            "m.disabled = false and m.invitedUntil is null and p.firstSignIn is not null and"
                    + " u.enabled = true";

    private Facts() {}

    /** A centre with its taken seats (D22) and its counted User Managers (D30): two statements. */
    static Centre centre(KeycloakSession session, CentreRow row, RoleCatalogue catalogue) {
        EntityManager em = Tables.of(session);
        long now = KeycloakClock.UTC.millis();
        Map<String, Centre.Holder> seats = new HashMap<>();
        em.createQuery(
                        "select g.roleId, m, u.firstName, u.lastName from GrantRow g join"
                                + " MembershipRow m on m.centreId = g.centreId and m.userId = g.userId"
                                + " join UserEntity u on u.id = g.userId where g.centreId = :centre and"
                                + " g.roleId in :roles",
                        Object[].class)
                .setParameter("centre", row.id)
                .setParameter("roles", catalogue.rolesWithOneHolder())
                .getResultList()
                .forEach(
                        found -> {
                            MembershipRow holder = (MembershipRow) found[1];
                            if (holder.status(now).takesSeat()) {
                                seats.put(
                                        (String) found[0],
                                        new Centre.Holder(
                                                holder.userId,
                                                shownName(
                                                        holder,
                                                        (String) found[2],
                                                        (String) found[3])));
                            }
                        });
        Map<String, Integer> kept = new HashMap<>();
        em.createQuery(
                        "select g.roleId, count(g) from GrantRow g join MembershipRow m on"
                                + " m.centreId = g.centreId and m.userId = g.userId join PersonRow p on"
                                + " p.userId = g.userId join UserEntity u on u.id = g.userId where"
                                + " g.centreId = :centre and g.roleId in :roles and "
                                + IS_KEPT
                                + " group by g.roleId",
                        Object[].class)
                .setParameter("centre", row.id)
                .setParameter("roles", catalogue.rolesToKeep())
                .getResultList()
                .forEach(found -> kept.put((String) found[0], ((Long) found[1]).intValue()));
        return new Centre(row.number, row.type, row.status, seats, kept);
    }

    /**
     * The name this centre sees: as typed until the person signs in (D5), then the account's own.
     */
    static String shownName(MembershipRow membership, String firstName, String lastName) {
        return membership.typedFirstName != null
                ? MembershipRow.fullName(membership.typedFirstName, membership.typedLastName)
                : MembershipRow.fullName(firstName, lastName);
    }

    static Optional<MembershipRow> membership(
            KeycloakSession session, CentreRow centre, String userId) {
        if (isNobodysId(userId)) {
            return Optional.empty();
        }
        return Tables.of(session)
                .createQuery(
                        "from MembershipRow m where m.centreId = :centre and m.userId = :user",
                        MembershipRow.class)
                .setParameter("centre", centre.id)
                .setParameter("user", userId)
                .getResultStream()
                .findFirst();
    }

    /** Not every database can look for a text with a NUL in it. */
    static boolean isNobodysId(String id) {
        return id.indexOf('\0') >= 0;
    }

    /** A member of the centre, or not found. */
    static MembershipRow member(KeycloakSession session, CentreRow centre, String userId) {
        return membership(session, centre, userId).orElseThrow(() -> Refusal.notFound("That user"));
    }

    /** Whether an account has this address now, whatever a cache says. */
    static boolean hasAddress(KeycloakSession session, String userId, String email) {
        return Tables.of(session)
                        .createQuery(
                                "select count(u) from UserEntity u where u.id = :user and (u.email ="
                                        + " :email or u.username = :email)",
                                Long.class)
                        .setParameter("user", userId)
                        .setParameter("email", email)
                        .getSingleResult()
                > 0;
    }

    static Set<String> roles(KeycloakSession session, CentreRow centre, String userId) {
        return Set.copyOf(
                Tables.of(session)
                        .createQuery(
                                "select g.roleId from GrantRow g where g.centreId = :centre and"
                                        + " g.userId = :user",
                                String.class)
                        .setParameter("centre", centre.id)
                        .setParameter("user", userId)
                        .getResultList());
    }

    /** A member as the subject of an act. */
    static Subject subject(
            KeycloakSession session, CentreRow centre, MembershipRow membership, UserModel user) {
        PersonRow person = Tables.of(session).find(PersonRow.class, user.getId());
        return new Subject(
                user.getId(),
                shownName(membership, user.getFirstName(), user.getLastName()),
                roles(session, centre, user.getId()),
                membership.status(KeycloakClock.UTC.millis()),
                person != null && person.firstSignIn != null,
                isAdministrator(session, user));
    }

    /** Whether somebody holds a Keycloak admin role (D39), however they came by it. */
    static boolean isAdministrator(KeycloakSession session, UserModel user) {
        RealmModel realm = session.getContext().getRealm();
        Set<RoleModel> held =
                RoleUtils.getDeepUserRoleMappings(user).stream().collect(Collectors.toSet());
        ClientModel management = realm.getClientByClientId(Constants.REALM_MANAGEMENT_CLIENT_ID);
        String managementId = management == null ? "" : management.getId();
        return held.stream()
                .anyMatch(
                        role ->
                                role.isClientRole()
                                        ? role.getContainerId().equals(managementId)
                                                || isAdminOfMaster(realm, role)
                                        : List.of(AdminRoles.ADMIN, AdminRoles.CREATE_REALM)
                                                .contains(role.getName()));
    }

    private static boolean isAdminOfMaster(RealmModel realm, RoleModel role) {
        ClientModel client = realm.getClientById(role.getContainerId());
        return client != null
                && client.getClientId().endsWith("-realm")
                && AdminRoles.ALL_ROLES.contains(role.getName());
    }
}
