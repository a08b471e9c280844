package org.mycambridge.membership;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.keycloak.models.KeycloakSession;
import org.mycambridge.tables.Tables;

/** The accounts in Keycloak's own tables behind addresses. */
final class Accounts {

    private Accounts() {}

    /**
     * The id of the account behind each address that has one, in two statements at most. As when
     * somebody is added, an account with the address comes before one that has it for its user
     * name.
     *
     * @param emails as {@link PersonDetails} writes them
     */
    static Map<String, String> byAddress(KeycloakSession session, Collection<String> emails) {
        Map<String, String> ids = new HashMap<>();
        // One column at a time: over two, databases look at everybody.
        for (String column : List.of("email", "username")) {
            Set<String> missing = new HashSet<>(emails);
            missing.removeAll(ids.keySet());
            if (missing.isEmpty()) {
                break;
            }
            List<Object[]> found =
                    Tables.of(session)
                            .createQuery(
                                    "select u."
                                            + column
                                            + ", u.id from UserEntity u where u.realmId = :realm"
                                            + " and u."
                                            + column
                                            + " in :emails",
                                    Object[].class)
                            .setParameter("realm", session.getContext().getRealm().getId())
                            .setParameter("emails", new ArrayList<>(missing))
                            .getResultList();
            found.forEach(row -> ids.putIfAbsent((String) row[0], (String) row[1]));
        }
        return ids;
    }
}
