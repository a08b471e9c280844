package org.mycambridge.membership;

import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.keycloak.models.KeycloakSession;
import org.mycambridge.centre.Like;
import org.mycambridge.history.KeycloakClock;
import org.mycambridge.policy.MembershipStatus;
import org.mycambridge.tables.CentreRow;
import org.mycambridge.tables.Folded;
import org.mycambridge.tables.MembershipRow;
import org.mycambridge.tables.Tables;

/**
 * The people of all centres, for the board to find: once for each centre they are at. On PostgreSQL
 * through an index of trigrams, which knows no fewer than three letters or a word's first two.
 */
public final class Directory {

    private static final String FROM =
            " from MembershipRow m join UserEntity u on u.id = m.userId where m.realmId = :realm";

    private Directory() {}

    /**
     * Somebody at a centre, called as that centre calls them (D5).
     *
     * @param id the person's
     */
    public record Entry(
            String id, String fullName, String email, MembershipStatus status, CentreRow centre) {}

    /**
     * Some of those found.
     *
     * @param total how many there are in all
     */
    public record Page(List<Entry> people, long total) {}

    /** By name; two statements: one for the few centres of those found, not joined to all. */
    public static Page find(KeycloakSession session, String search, int first, int max) {
        long now = KeycloakClock.UTC.millis();
        List<Object[]> found =
                query(
                                session,
                                "select m, u.firstName, u.lastName, u.email, count(m.id) over ()",
                                search,
                                " order by m.nameKey, m.id",
                                Object[].class)
                        .setFirstResult(first)
                        .setMaxResults(max)
                        .getResultList();
        if (found.isEmpty()) {
            return new Page(List.of(), first == 0 ? 0 : count(session, search));
        }
        Map<String, CentreRow> centres =
                Tables.of(session)
                        .createQuery(
                                "select c from CentreRow c where c.id in :ids", CentreRow.class)
                        .setParameter(
                                "ids",
                                found.stream()
                                        .map(row -> ((MembershipRow) row[0]).centreId)
                                        .collect(Collectors.toSet()))
                        .getResultStream()
                        .collect(Collectors.toMap(centre -> centre.id, Function.identity()));
        return new Page(
                found.stream().map(row -> entry(row, centres, now)).toList(),
                (Long) found.get(0)[4]);
    }

    private static Entry entry(Object[] row, Map<String, CentreRow> centres, long now) {
        MembershipRow membership = (MembershipRow) row[0];
        return new Entry(
                membership.userId,
                Facts.shownName(membership, (String) row[1], (String) row[2]),
                row[3] == null ? "" : (String) row[3],
                membership.status(now),
                centres.get(membership.centreId));
    }

    public static long count(KeycloakSession session, String search) {
        return query(session, "select count(m.id)", search, "", Long.class).getSingleResult();
    }

    /** Each word of what is searched for is somewhere in the name or address. */
    private static <T> TypedQuery<T> query(
            KeycloakSession session, String select, String search, String order, Class<T> type) {
        Like.Words words = Like.words(Folded.of(search));
        TypedQuery<T> query =
                Tables.of(session)
                        .createQuery(select + FROM + words.in("m.searchKey") + order, type)
                        .setParameter("realm", session.getContext().getRealm().getId());
        words.bind(query);
        return query;
    }

    /** The names of accounts by their ids; somebody without one goes by their address. */
    public static Map<String, String> names(KeycloakSession session, Collection<String> ids) {
        Map<String, String> names = new LinkedHashMap<>();
        if (ids.isEmpty()) {
            return names;
        }
        EntityManager em = Tables.of(session);
        em.createQuery(
                        "select u.id, u.firstName, u.lastName, u.email from UserEntity u where"
                                + " u.realmId = :realm and u.id in :ids",
                        Object[].class)
                .setParameter("realm", session.getContext().getRealm().getId())
                .setParameter("ids", ids)
                .getResultList()
                .forEach(
                        row -> {
                            String name = MembershipRow.fullName((String) row[1], (String) row[2]);
                            names.put(
                                    (String) row[0],
                                    name.isEmpty() && row[3] != null ? (String) row[3] : name);
                        });
        return names;
    }
}
