package org.mycambridge.membership;

import jakarta.persistence.TypedQuery;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.keycloak.models.KeycloakSession;
import org.mycambridge.centre.CentreNumber;
import org.mycambridge.centre.Policies;
import org.mycambridge.policy.LinkStatus;
import org.mycambridge.policy.Role;
import org.mycambridge.policy.RoleCatalogue;
import org.mycambridge.tables.Tables;

/**
 * Everybody at some centres, page by page: each page begins after the last of the one before, so
 * that the last costs what the first does. What is read here, {@link Enrolment} and {@link
 * org.mycambridge.centre.Assignments} bring about again.
 */
public final class Census {

    private static final String AFTER =
            " c.realmId = :realm and c.number >= :from and c.number <= :to and (c.number > :number"
                    + " or c.number = :number and u.username > :username)";
    private static final String ORDER = " order by c.number, u.username";

    private Census() {}

    /** Centres by their numbers, the first and the last one of them included. */
    public record Span(String from, String to) {}

    /**
     * Where a page ends.
     *
     * @param centre the number of the last centre
     * @param username of the last person there
     */
    public record Position(String centre, String username) {

        public static final Position START = new Position("", "");
    }

    /**
     * A page.
     *
     * @param end where the next one begins; where it began, if there is nothing left
     */
    public record Page<T>(List<T> items, Position end) {}

    /** That a centre is assigned to a person. */
    public record Assigned(CentreNumber centre, String email) {}

    /**
     * People, by centre and user name. Those who have an invitation, open or expired, are lines
     * that invite; of what an expired one holds, seats that somebody else has taken since are left
     * out (D22).
     *
     * @param invited those with such an invitation, or all others
     */
    public static Page<Enrolment.Line> people(
            KeycloakSession session, Span centres, boolean invited, Position after, int max) {
        List<Object[]> people =
                page(
                                session,
                                centres,
                                "select c.number, u.username, c.id, u.id, coalesce(u.email, u.username),"
                                        + " coalesce(m.typedFirstName, u.firstName),"
                                        + " coalesce(m.typedLastName, u.lastName), m.disabled from"
                                        + " MembershipRow m join CentreRow c on c.id = m.centreId join"
                                        + " UserEntity u on u.id = m.userId where m.invitedUntil is "
                                        + (invited ? "not null" : "null")
                                        + " and",
                                after,
                                max)
                        .getResultList();
        Map<List<Object>, Set<String>> roles = people.isEmpty() ? Map.of() : roles(session, people);
        return new Page<>(
                people.stream().map(row -> line(row, invited, roles)).toList(), end(people, after));
    }

    /** Assignments, by centre and user name; without those through a link that has ended. */
    public static Page<Assigned> assignments(
            KeycloakSession session, Span centres, Position after, int max) {
        List<Object[]> assigned =
                page(
                                session,
                                centres,
                                "select c.number, u.username, coalesce(u.email, u.username) from"
                                        + " AssignmentRow a join CentreRow c on c.id = a.centreId and"
                                        + " c.parentId = a.parentId join UserEntity u on u.id = a.userId"
                                        + " where c.linkStatus <> :ended and",
                                after,
                                max)
                        .setParameter("ended", LinkStatus.ENDED)
                        .getResultList();
        return new Page<>(
                assigned.stream()
                        .map(
                                row ->
                                        new Assigned(
                                                new CentreNumber((String) row[0]), (String) row[2]))
                        .toList(),
                end(assigned, after));
    }

    private static TypedQuery<Object[]> page(
            KeycloakSession session, Span centres, String select, Position after, int max) {
        return Tables.of(session)
                .createQuery(select + AFTER + ORDER, Object[].class)
                .setParameter("realm", session.getContext().getRealm().getId())
                .setParameter("from", centres.from())
                .setParameter("to", centres.to())
                .setParameter("number", after.centre())
                .setParameter("username", after.username())
                .setMaxResults(max);
    }

    private static Position end(List<Object[]> rows, Position after) {
        if (rows.isEmpty()) {
            return after;
        }
        Object[] last = rows.get(rows.size() - 1);
        return new Position((String) last[0], (String) last[1]);
    }

    private static Enrolment.Line line(
            Object[] row, boolean invited, Map<List<Object>, Set<String>> roles) {
        return new Enrolment.Line(
                new CentreNumber((String) row[0]),
                new CentreUsers.NewUser(
                        new PersonDetails((String) row[5], (String) row[6], (String) row[4]),
                        roles.getOrDefault(List.of(row[2], row[3]), Set.of()),
                        invited),
                (Boolean) row[7]);
    }

    /** The roles by ids of centre and person, sorted. */
    private static Map<List<Object>, Set<String>> roles(
            KeycloakSession session, List<Object[]> people) {
        RoleCatalogue catalogue = Policies.current(session).catalogue();
        Map<List<Object>, Set<String>> roles = new HashMap<>();
        Tables.of(session)
                .createQuery(
                        "select g.centreId, g.userId, g.roleId, g.seat from GrantRow g where"
                                + " g.centreId in :centres and g.userId in :users",
                        Object[].class)
                .setParameter("centres", people.stream().map(row -> row[2]).distinct().toList())
                .setParameter("users", people.stream().map(row -> row[3]).distinct().toList())
                .getResultList()
                .stream()
                .filter(grant -> grant[3] != null || !isSeat(catalogue, (String) grant[2]))
                .forEach(
                        grant ->
                                roles.computeIfAbsent(
                                                List.of(grant[0], grant[1]), key -> new TreeSet<>())
                                        .add((String) grant[2]));
        return roles;
    }

    private static boolean isSeat(RoleCatalogue catalogue, String roleId) {
        return catalogue.role(roleId).filter(Role::oneHolder).isPresent();
    }
}
