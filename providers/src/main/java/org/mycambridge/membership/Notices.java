package org.mycambridge.membership;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.keycloak.models.KeycloakSession;
import org.mycambridge.history.Letter;
import org.mycambridge.history.Outbox;
import org.mycambridge.policy.RoleCatalogue;
import org.mycambridge.tables.CentreRow;
import org.mycambridge.tables.MembershipRow;
import org.mycambridge.tables.Tables;

/** Who is told of an act: the person on each change of their access, and fellow User Managers. */
final class Notices {

    static final String ACCESS_CHANGED = "access-changed";
    static final String MANAGER_CHANGED = "manager-changed";
    static final String RESET_PASSWORD = "reset-password";

    private Notices() {}

    /** Owes the person a mail about an act. */
    static void toPerson(
            KeycloakSession session, String kind, CentreRow centre, String userId, long act) {
        Outbox.owe(
                session,
                new Letter.Order(
                        kind, userId, Optional.of(centre.id), Optional.of(Long.toString(act))));
    }

    /**
     * Owes a mail to everybody else who keeps this centre, where the act gave or took a role of
     * which one must be kept: User Management.
     */
    static void toManagers(
            KeycloakSession session,
            CentreRow centre,
            RoleCatalogue catalogue,
            Set<String> changed,
            Set<String> notTo,
            long act) {
        if (changed.stream().noneMatch(catalogue.rolesToKeep()::contains)) {
            return;
        }
        managers(session, centre, catalogue).stream()
                .filter(id -> !notTo.contains(id))
                .forEach(id -> toPerson(session, MANAGER_CHANGED, centre, id, act));
    }

    private static List<String> managers(
            KeycloakSession session, CentreRow centre, RoleCatalogue catalogue) {
        return Tables.of(session)
                .createQuery(
                        "select distinct m from MembershipRow m join GrantRow g on g.centreId ="
                                + " m.centreId and g.userId = m.userId where m.centreId = :centre and"
                                + " g.roleId in :roles and m.disabled = false and m.invitedUntil is"
                                + " null order by m.userId",
                        MembershipRow.class)
                .setParameter("centre", centre.id)
                .setParameter("roles", catalogue.rolesToKeep())
                .getResultList()
                .stream()
                .map(membership -> membership.userId)
                .toList();
    }

    /** The roles an act gave or took, out of what history says of it. */
    @SuppressWarnings("unchecked")
    static List<String> roles(Map<String, Object> detail, String which) {
        return detail.get(which) instanceof List<?> roles ? (List<String>) roles : List.of();
    }
}
