package org.mycambridge.membership;

import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.keycloak.models.KeycloakSession;
import org.mycambridge.centre.Like;
import org.mycambridge.policy.LinkStatus;
import org.mycambridge.tables.CentreRow;
import org.mycambridge.tables.Folded;
import org.mycambridge.tables.MembershipRow;
import org.mycambridge.tables.Tables;

/** Who at an associate looks after which of its centres, for the board. */
public final class Caseload {

    private static final int MOST_PEOPLE = 500;
    private static final int MOST_CENTRES = 5_000;

    private static final String PEOPLE =
            """
            select m, u.firstName, u.lastName, u.email,
                (select count(a.centreId) from AssignmentRow a join CentreRow c on c.id = a.centreId
                    where a.userId = m.userId and c.parentId = a.parentId
                        and c.linkStatus <> :ended)
            from MembershipRow m join UserEntity u on u.id = m.userId
            where m.centreId = :associate order by m.nameKey, m.id
            """;

    private static final String CENTRES =
            " from CentreRow c where c.parentId = :associate and c.linkStatus <> :ended and "
                    + Like.among("c.searchKey", "text");

    private static final String LOOKED_AFTER_BY =
            """
            select a.centreId, m, u.firstName, u.lastName, u.email
            from AssignmentRow a join UserEntity u on u.id = a.userId
            join MembershipRow m on m.centreId = a.parentId and m.userId = a.userId
            where a.parentId = :associate and a.centreId in :centres order by m.nameKey, m.id
            """;

    private static final String NOBODYS =
            """
            select c.number from CentreRow c
            where c.parentId = :associate and c.linkStatus <> :ended
                and not exists (select 1 from AssignmentRow a where a.centreId = c.id
                    and a.parentId = c.parentId)
            order by c.number
            """;

    private final EntityManager em;
    private final CentreRow associate;

    private Caseload(EntityManager em, CentreRow associate) {
        this.em = em;
        this.associate = associate;
    }

    public static Caseload of(KeycloakSession session, CentreRow associate) {
        return new Caseload(Tables.of(session), associate);
    }

    /**
     * Somebody at the associate.
     *
     * @param taken how many places of theirs are taken, as the cap counts them (D14)
     */
    public record Person(String id, String name, String email, long taken) {}

    /**
     * A centre, and who looks after it.
     *
     * @param by names
     */
    public record Case(CentreRow centre, List<String> by) {}

    /**
     * Some of the centres.
     *
     * @param total how many there are in all
     */
    public record Page(List<Case> cases, long total) {}

    /** The people of the associate, by name: one statement. */
    public List<Person> people() {
        return em
                .createQuery(PEOPLE, Object[].class)
                .setParameter("associate", associate.id)
                .setParameter("ended", LinkStatus.ENDED)
                .setMaxResults(MOST_PEOPLE)
                .getResultList()
                .stream()
                .map(
                        row ->
                                new Person(
                                        ((MembershipRow) row[0]).userId,
                                        Facts.shownName(
                                                (MembershipRow) row[0],
                                                (String) row[1],
                                                (String) row[2]),
                                        row[3] == null ? "" : (String) row[3],
                                        (Long) row[4]))
                .toList();
    }

    /** Some of the centres, by number, each with who looks after it: two statements. */
    public Page page(String search, int first, int max) {
        List<Object[]> found =
                bound("select c, count(c.id) over ()" + CENTRES + " order by c.number", search)
                        .setFirstResult(first)
                        .setMaxResults(max)
                        .getResultList();
        if (found.isEmpty()) {
            return new Page(List.of(), first == 0 ? 0 : count(search));
        }
        List<CentreRow> centres = found.stream().map(row -> (CentreRow) row[0]).toList();
        Map<String, List<String>> by = new HashMap<>();
        em.createQuery(LOOKED_AFTER_BY, Object[].class)
                .setParameter("associate", associate.id)
                .setParameter("centres", centres.stream().map(centre -> centre.id).toList())
                .getResultList()
                .forEach(
                        row ->
                                by.computeIfAbsent((String) row[0], id -> new ArrayList<>())
                                        .add(name(row)));
        return new Page(
                centres.stream()
                        .map(centre -> new Case(centre, by.getOrDefault(centre.id, List.of())))
                        .toList(),
                (Long) found.get(0)[1]);
    }

    private static String name(Object[] row) {
        String name = Facts.shownName((MembershipRow) row[1], (String) row[2], (String) row[3]);
        return name.isEmpty() && row[4] != null ? (String) row[4] : name;
    }

    private long count(String search) {
        return (Long) bound("select count(c.id), 0" + CENTRES, search).getSingleResult()[0];
    }

    private TypedQuery<Object[]> bound(String query, String search) {
        return em.createQuery(query, Object[].class)
                .setParameter("associate", associate.id)
                .setParameter("ended", LinkStatus.ENDED)
                .setParameter("text", Folded.of(search));
    }

    /** The numbers of the centres that nobody looks after, in order. */
    public List<String> nobodys() {
        return em.createQuery(NOBODYS, String.class)
                .setParameter("associate", associate.id)
                .setParameter("ended", LinkStatus.ENDED)
                .setMaxResults(MOST_CENTRES)
                .getResultList();
    }
}
