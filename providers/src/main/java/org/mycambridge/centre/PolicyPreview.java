package org.mycambridge.centre;

import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.keycloak.models.KeycloakSession;
import org.mycambridge.policy.CentreType;
import org.mycambridge.policy.LinkStatus;
import org.mycambridge.policy.Policy;
import org.mycambridge.policy.PolicyDifference;
import org.mycambridge.policy.Relation;
import org.mycambridge.tables.Tables;

/** What another policy would mean for the people there are. */
final class PolicyPreview {

    private static final String MEMBERS =
            """
            select count(distinct m.userId) from MembershipRow m join CentreRow c on c.id = m.centreId
            where c.realmId = :realm and c.type = :type
                and exists (select 1 from GrantRow g where g.centreId = m.centreId
                    and g.userId = m.userId and g.roleId in :with)
                and not exists (select 1 from GrantRow g where g.centreId = m.centreId
                    and g.userId = m.userId and g.roleId in :without)
            """;

    private static final String ASSIGNEES =
            """
            select count(distinct a.userId) from AssignmentRow a join CentreRow c on c.id = a.centreId
            where c.realmId = :realm and c.type = :type and c.parentId = a.parentId
                and c.linkStatus = :approved
                and exists (select 1 from GrantRow g where g.centreId = a.parentId
                    and g.userId = a.userId and g.roleId in :with)
                and not exists (select 1 from GrantRow g where g.centreId = a.parentId
                    and g.userId = a.userId and g.roleId in :without)
            """;

    private final KeycloakSession session;
    private final Policy before;
    private final Policy after;

    PolicyPreview(KeycloakSession session, Policy before, Policy after) {
        this.session = session;
        this.before = before;
        this.after = after;
    }

    /** How many people gain or lose which right, centre type by centre type. */
    List<Map<String, Object>> rights() {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (PolicyDifference.Change change : PolicyDifference.between(before, after)) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("type", change.type());
            row.put("relation", change.relation());
            row.put("right", change.right());
            row.put("gain", people(change, change.after(), change.before()));
            row.put("lose", people(change, change.before(), change.after()));
            rows.add(row);
        }
        return rows;
    }

    private long people(PolicyDifference.Change change, Set<String> with, Set<String> without) {
        if (with.isEmpty()) {
            return 0;
        }
        boolean own = change.relation() == Relation.OWN;
        var query =
                Tables.of(session)
                        .createQuery(own ? MEMBERS : ASSIGNEES, Long.class)
                        .setParameter("realm", session.getContext().getRealm().getId())
                        .setParameter("type", change.type())
                        .setParameter("with", with)
                        // An empty list is no SQL; no role has an empty id.
                        .setParameter("without", without.isEmpty() ? Set.of("") : without);
        if (!own) {
            query.setParameter("approved", LinkStatus.APPROVED);
        }
        return query.getSingleResult();
    }

    /** Roles held where the other policy does not let anyone hold them. */
    List<Map<String, Object>> illegalHoldings() {
        EntityManager em = Tables.of(session);
        List<Map<String, Object>> rows = new ArrayList<>();
        em.createQuery(
                        "select c.type, g.roleId, count(g) from GrantRow g join CentreRow c on c.id"
                                + " = g.centreId where c.realmId = :realm group by c.type, g.roleId"
                                + " order by c.type, g.roleId",
                        Object[].class)
                .setParameter("realm", session.getContext().getRealm().getId())
                .getResultList()
                .forEach(
                        found -> {
                            if (!Holdings.isLegal(after, (String) found[1], typeOf(found))) {
                                Map<String, Object> row = new LinkedHashMap<>();
                                row.put("type", found[0]);
                                row.put("role", found[1]);
                                row.put("people", found[2]);
                                rows.add(row);
                            }
                        });
        return rows;
    }

    private static CentreType typeOf(Object[] found) {
        return (CentreType) found[0];
    }
}
