package org.mycambridge.centre;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.keycloak.models.KeycloakSession;
import org.mycambridge.policy.CentreType;
import org.mycambridge.policy.Policy;
import org.mycambridge.tables.AssignmentRow;
import org.mycambridge.tables.CentreRow;
import org.mycambridge.tables.GrantRow;
import org.mycambridge.tables.Tables;

/** What people hold at a centre, looked at again when the centre changes. */
final class Holdings {

    private Holdings() {}

    /** Whether a role may be held at such a centre. */
    static boolean isLegal(Policy policy, String role, CentreType type) {
        return policy.catalogue()
                .role(role)
                .filter(known -> known.heldAt().contains(type))
                .isPresent();
    }

    /** Roles held at a centre that may not be held there as it is now. */
    static List<Map<String, Object>> illegal(
            KeycloakSession session, Policy policy, CentreRow centre) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (GrantRow grant : grants(session, centre)) {
            if (!isLegal(policy, grant.roleId, centre.type)) {
                Map<String, Object> row = new LinkedHashMap<>();
                row.put("userId", grant.userId);
                row.put("role", grant.roleId);
                rows.add(row);
            }
        }
        return rows;
    }

    /** Assignments that do not lead to the centre's parent any more. */
    static List<Map<String, Object>> stray(KeycloakSession session, CentreRow centre) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (AssignmentRow assignment : assignments(session, centre)) {
            if (!assignment.parentId.equals(centre.parentId)) {
                Map<String, Object> row = new LinkedHashMap<>();
                row.put("userId", assignment.userId);
                row.put("assignedThrough", assignment.parentId);
                rows.add(row);
            }
        }
        return rows;
    }

    /** Ends what is illegal and what is stray. */
    static void end(KeycloakSession session, Policy policy, CentreRow centre) {
        grants(session, centre).stream()
                .filter(grant -> !isLegal(policy, grant.roleId, centre.type))
                .forEach(Tables.of(session)::remove);
        assignments(session, centre).stream()
                .filter(assignment -> !assignment.parentId.equals(centre.parentId))
                .forEach(Tables.of(session)::remove);
    }

    private static List<GrantRow> grants(KeycloakSession session, CentreRow centre) {
        return Tables.of(session)
                .createQuery(
                        "from GrantRow g where g.centreId = :centre order by g.userId, g.roleId",
                        GrantRow.class)
                .setParameter("centre", centre.id)
                .getResultList();
    }

    private static List<AssignmentRow> assignments(KeycloakSession session, CentreRow centre) {
        return Tables.of(session)
                .createQuery(
                        "from AssignmentRow a where a.centreId = :centre order by a.userId",
                        AssignmentRow.class)
                .setParameter("centre", centre.id)
                .getResultList();
    }
}
