package org.mycambridge.service;

import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.keycloak.models.KeycloakSession;
import org.mycambridge.history.KeycloakClock;
import org.mycambridge.policy.CentreStatus;
import org.mycambridge.tables.MembershipRow;
import org.mycambridge.tables.Tables;

/**
 * Who effectively holds roles: at an active centre whose organisation is switched on, with an
 * account that is, neither disabled nor with an expired invitation there. Each question is one
 * statement, whatever the size.
 */
final class Effective {

    /** A membership m at a centre c with organisation o of an account u that counts. */
    private static final String COUNTS =
            """
             from MembershipRow m
            join CentreRow c on c.id = m.centreId
            join OrganizationEntity o on o.id = c.id
            join UserEntity u on u.id = m.userId
            where c.status = :active and o.enabled = true and u.enabled = true
                and m.disabled = false and (m.invitedUntil is null or m.invitedUntil > :now)
            """;

    private static final String HOLDS =
            " and exists (select 1 from GrantRow g where g.centreId = m.centreId and g.userId ="
                    + " m.userId and g.roleId in :roles)";

    private final EntityManager em;
    private final Audience audience;
    private final long now = KeycloakClock.UTC.millis();

    Effective(KeycloakSession session, Audience audience) {
        this.em = Tables.of(session);
        this.audience = audience;
    }

    /**
     * Some of a list.
     *
     * @param total how many there are in all
     */
    record Page(List<Holder> people, long total) {}

    /** Those who hold any of these roles at a centre, by name. */
    Page holders(String centreId, Collection<String> roles, int first, int max) {
        if (roles.isEmpty()) {
            return new Page(List.of(), 0);
        }
        List<Object[]> found =
                counting(
                                "select m, u.firstName, u.lastName, u.email, count(m.id) over ()",
                                HOLDS + " and m.centreId = :centre order by m.nameKey, m.id",
                                Object[].class)
                        .setParameter("roles", roles)
                        .setParameter("centre", centreId)
                        .setFirstResult(first)
                        .setMaxResults(max)
                        .getResultList();
        if (found.isEmpty()) {
            // Past the end, there is no row to carry the number.
            return new Page(List.of(), first == 0 ? 0 : count(centreId, roles));
        }
        return new Page(people(found), (Long) found.get(0)[4]);
    }

    /** One person at a centre, if they hold any of these roles there. */
    Optional<Holder> holder(String centreId, Collection<String> roles, String userId) {
        if (roles.isEmpty()) {
            return Optional.empty();
        }
        List<Object[]> found =
                counting(
                                "select m, u.firstName, u.lastName, u.email",
                                HOLDS + " and m.centreId = :centre and m.userId = :user",
                                Object[].class)
                        .setParameter("roles", roles)
                        .setParameter("centre", centreId)
                        .setParameter("user", userId)
                        .getResultList();
        return found.isEmpty() ? Optional.empty() : Optional.of(people(found).get(0));
    }

    private long count(String centreId, Collection<String> roles) {
        return counting("select count(m.id)", HOLDS + " and m.centreId = :centre", Long.class)
                .setParameter("roles", roles)
                .setParameter("centre", centreId)
                .getSingleResult();
    }

    private <T> TypedQuery<T> counting(String select, String more, Class<T> type) {
        return em.createQuery(select + COUNTS + more, type)
                .setParameter("active", CentreStatus.ACTIVE)
                .setParameter("now", now);
    }

    private List<Holder> people(List<Object[]> found) {
        String centreId = ((MembershipRow) found.get(0)[0]).centreId;
        Map<String, Set<String>> held = new HashMap<>();
        em.createQuery(
                        "select g.userId, g.roleId from GrantRow g where g.centreId = :centre and"
                                + " g.userId in :users and g.roleId in :roles",
                        Object[].class)
                .setParameter("centre", centreId)
                .setParameter(
                        "users",
                        found.stream().map(row -> ((MembershipRow) row[0]).userId).toList())
                .setParameter("roles", audience.roleIds())
                .getResultList()
                .forEach(
                        row ->
                                held.computeIfAbsent((String) row[0], user -> new HashSet<>())
                                        .add((String) row[1]));
        List<Holder> people = new ArrayList<>();
        for (Object[] row : found) {
            MembershipRow membership = (MembershipRow) row[0];
            boolean typed = membership.typedFirstName != null;
            people.add(
                    new Holder(
                            membership.userId,
                            typed ? membership.typedFirstName : text(row[1]),
                            typed ? membership.typedLastName : text(row[2]),
                            text(row[3]),
                            membership.status(now),
                            audience.own(held.getOrDefault(membership.userId, Set.of()))));
        }
        return people;
    }

    private static String text(Object value) {
        return Optional.ofNullable((String) value).orElse("");
    }

    /** A person at a centre. */
    record Spot(String centreId, String userId) {}

    /** The service's roles that count now, by place and person; who has none is not there. */
    Map<Spot, Set<String>> roles(Set<Spot> spots) {
        Map<Spot, Set<String>> roles = new HashMap<>();
        if (spots.isEmpty() || audience.roles().isEmpty()) {
            return roles;
        }
        counting(
                        "select m.centreId, m.userId, h.roleId",
                        " and m.centreId in :centres and m.userId in :users and h.roleId in :roles",
                        Object[].class,
                        " join GrantRow h on h.centreId = m.centreId and h.userId = m.userId")
                .setParameter("centres", spots.stream().map(Spot::centreId).distinct().toList())
                .setParameter("users", spots.stream().map(Spot::userId).distinct().toList())
                .setParameter("roles", audience.roleIds())
                .getResultList()
                .forEach(
                        row ->
                                roles.computeIfAbsent(
                                                new Spot((String) row[0], (String) row[1]),
                                                spot -> new HashSet<>())
                                        .add((String) row[2]));
        return roles;
    }

    private <T> TypedQuery<T> counting(String select, String more, Class<T> type, String join) {
        return em.createQuery(select + COUNTS.replace("where", join + " where") + more, type)
                .setParameter("active", CentreStatus.ACTIVE)
                .setParameter("now", now);
    }

    /** The centres at which somebody holds a role of the service, by number; and how many. */
    List<Object[]> centres(String realmId, int first, int max) {
        if (audience.roles().isEmpty()) {
            return List.of();
        }
        return em.createQuery(
                        "select c, count(c.id) over () from CentreRow c where c.realmId = :realm and"
                                + " exists (select 1"
                                + COUNTS.replace("join CentreRow c on c.id = m.centreId", "")
                                        .replace("o.id = c.id", "o.id = m.centreId")
                                + HOLDS
                                + " and m.centreId = c.id) order by c.number",
                        Object[].class)
                .setParameter("realm", realmId)
                .setParameter("active", CentreStatus.ACTIVE)
                .setParameter("now", now)
                .setParameter("roles", audience.roleIds())
                .setFirstResult(first)
                .setMaxResults(max)
                .getResultList();
    }

    /** The centres at which a person holds a role of the service, by number. */
    List<Object[]> centres(String realmId, String userId) {
        if (audience.roles().isEmpty()) {
            return List.of();
        }
        return counting(
                        "select c, h.roleId",
                        " and m.userId = :user and m.realmId = :realm and h.roleId in :roles"
                                + " order by c.number",
                        Object[].class,
                        " join GrantRow h on h.centreId = m.centreId and h.userId = m.userId")
                .setParameter("realm", realmId)
                .setParameter("user", userId)
                .setParameter("roles", audience.roleIds())
                .getResultList();
    }
}
