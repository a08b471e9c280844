package org.mycambridge.membership;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.keycloak.models.KeycloakSession;
import org.mycambridge.tables.Tables;

/** At which centres of some a person is, switched off or not, and with which roles. */
final class Held {

    /** Of somebody who is at none of them. */
    static final Held NOTHING = new Held("");

    private final String userId;
    private final Map<String, Boolean> disabled = new HashMap<>();
    private final Map<String, Set<String>> roles = new HashMap<>();

    private Held(String userId) {
        this.userId = userId;
    }

    /** By the person's id, of those who are at any of the centres: two statements for all. */
    static Map<String, Held> of(
            KeycloakSession session, Collection<String> centres, Collection<String> people) {
        Map<String, Held> held = new HashMap<>();
        if (centres.isEmpty() || people.isEmpty()) {
            return held;
        }
        for (Object[] row :
                ask(
                        session,
                        "select m.userId, m.centreId, m.disabled from MembershipRow m where"
                                + " m.userId in :people and m.centreId in :centres",
                        centres,
                        people)) {
            held.computeIfAbsent((String) row[0], Held::new)
                    .disabled
                    .put((String) row[1], (Boolean) row[2]);
        }
        if (held.isEmpty()) {
            return held;
        }
        for (Object[] row :
                ask(
                        session,
                        "select g.userId, g.centreId, g.roleId from GrantRow g where g.userId in"
                                + " :people and g.centreId in :centres",
                        centres,
                        held.keySet())) {
            held.get((String) row[0])
                    .roles
                    .computeIfAbsent((String) row[1], centre -> new HashSet<>())
                    .add((String) row[2]);
        }
        return held;
    }

    private static List<Object[]> ask(
            KeycloakSession session,
            String query,
            Collection<String> centres,
            Collection<String> people) {
        return Tables.of(session)
                .createQuery(query, Object[].class)
                .setParameter("people", people)
                .setParameter("centres", centres)
                .getResultList();
    }

    boolean isOf(String person) {
        return userId.equals(person);
    }

    /** Whether they are at a centre with all these roles, and switched off if that is asked. */
    boolean has(String centre, Set<String> wanted, boolean switchedOff) {
        return disabled.containsKey(centre)
                && (disabled.get(centre) || !switchedOff)
                && roles.getOrDefault(centre, Set.of()).containsAll(wanted);
    }
}
