package org.mycambridge.membership;

import jakarta.persistence.EntityManager;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.keycloak.models.KeycloakSession;
import org.mycambridge.centre.Policies;
import org.mycambridge.history.KeycloakClock;
import org.mycambridge.policy.Actor;
import org.mycambridge.policy.CentreStatus;
import org.mycambridge.policy.LinkStatus;
import org.mycambridge.policy.Policy;
import org.mycambridge.policy.Relation;
import org.mycambridge.tables.CentreRow;
import org.mycambridge.tables.Tables;

/** The centres at which a person may manage something: their own, and those assigned to them. */
public final class Portfolio {

    private static final String OWN =
            """
            select c, g.roleId from MembershipRow m
            join CentreRow c on c.id = m.centreId
            join OrganizationEntity o on o.id = c.id and o.enabled = true
            left join GrantRow g on g.centreId = m.centreId and g.userId = m.userId
            where m.userId = :user and m.realmId = :realm and m.disabled = false
                and (m.invitedUntil is null or m.invitedUntil > :now) and c.status = :active
            """;

    private static final String ASSIGNED =
            """
            select c from AssignmentRow a join CentreRow c on c.id = a.centreId
            where a.userId = :user and a.realmId = :realm and c.parentId = a.parentId
                and c.linkStatus = :approved
            """;

    private Portfolio() {}

    /**
     * A centre, and how the person may manage there.
     *
     * @param rights never empty
     */
    public record Entry(CentreRow centre, Set<Relation> rights) {}

    /** By number; two statements, whatever their number. */
    public static List<Entry> of(KeycloakSession session, String userId) {
        Policy policy = Policies.current(session);
        EntityManager em = Tables.of(session);
        String realm = session.getContext().getRealm().getId();
        Map<String, CentreRow> centres = new LinkedHashMap<>();
        Map<String, Set<String>> roles = new HashMap<>();
        em.createQuery(OWN, Object[].class)
                .setParameter("user", userId)
                .setParameter("realm", realm)
                .setParameter("now", KeycloakClock.UTC.millis())
                .setParameter("active", CentreStatus.ACTIVE)
                .getResultList()
                .forEach(
                        row -> {
                            CentreRow centre = (CentreRow) row[0];
                            centres.put(centre.id, centre);
                            Set<String> held =
                                    roles.computeIfAbsent(centre.id, each -> new HashSet<>());
                            Optional.ofNullable((String) row[1]).ifPresent(held::add);
                        });
        Map<String, Entry> entries = new HashMap<>();
        centres.values()
                .forEach(
                        centre ->
                                add(
                                        entries,
                                        centre,
                                        policy.rights(
                                                new Actor(
                                                        userId,
                                                        Map.of(Relation.OWN, roles.get(centre.id))),
                                                centre.type)));
        em
                .createQuery(ASSIGNED, CentreRow.class)
                .setParameter("user", userId)
                .setParameter("realm", realm)
                .setParameter("approved", LinkStatus.APPROVED)
                .getResultList()
                .stream()
                .filter(child -> roles.containsKey(child.parentId))
                .forEach(
                        child ->
                                add(
                                        entries,
                                        child,
                                        policy.rights(
                                                new Actor(
                                                        userId,
                                                        Map.of(
                                                                Relation.PARENT,
                                                                roles.get(child.parentId))),
                                                child.type)));
        return entries.values().stream()
                .sorted(java.util.Comparator.comparing(entry -> entry.centre().number))
                .toList();
    }

    private static void add(Map<String, Entry> entries, CentreRow centre, Set<Relation> rights) {
        if (rights.isEmpty()) {
            return;
        }
        Entry known = entries.get(centre.id);
        Set<Relation> all = EnumSet.copyOf(rights);
        if (known != null) {
            all.addAll(known.rights());
        }
        entries.put(centre.id, new Entry(centre, all));
    }
}
