package org.mycambridge.membership;

import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.mycambridge.tables.CentreRow;

/**
 * How many people a centre has. Of a large one that is counted once and known until something is
 * done there: whoever joins or leaves stands in its history, so that the last act there tells.
 */
final class HeadCount {

    /** The number of the last act at a centre; nothing is done there without one. */
    static final String LAST_ACT =
            "coalesce((select h.id from HistoryRow h where h.centreId = :centre order by h.centreId"
                    + " desc, h.id desc fetch first 1 rows only), 0L)";

    private static final String ANEW =
            "select (%s), %s from CentreRow c where c.id = :centre"
                    .formatted(Roster.COUNT, LAST_ACT);

    /** What has fewer people is counted each time. */
    private static final int LARGE = 500;

    /** What Keycloak's own console does takes no turns with us: that is seen by then. */
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private static final Map<String, Counted> LARGE_ONES = new ConcurrentHashMap<>();

    private record Counted(long people, long act, long until) {}

    private final String centreId;
    private final Optional<Counted> known;

    private HeadCount(String centreId) {
        this.centreId = centreId;
        this.known =
                Optional.ofNullable(LARGE_ONES.get(centreId))
                        .filter(counted -> counted.until() - System.nanoTime() > 0);
    }

    static HeadCount of(CentreRow centre) {
        return new HeadCount(centre.id);
    }

    /** What a statement about a {@code :centre} asks for: their number, where it isn't known. */
    String people() {
        return known.isPresent() ? "0L" : "(" + Roster.COUNT + ")";
    }

    /**
     * The number of people.
     *
     * @param people what the statement answered for {@link #people}
     * @param act what the same statement answered for {@link #LAST_ACT}
     */
    long read(EntityManager em, long people, long act) {
        if (known.isEmpty()) {
            return keep(people, act);
        }
        if (known.get().act() == act) {
            return known.get().people();
        }
        Object[] anew =
                em.createQuery(ANEW, Object[].class)
                        .setParameter("centre", centreId)
                        .getSingleResult();
        return keep((Long) anew[0], (Long) anew[1]);
    }

    private long keep(long people, long act) {
        long now = System.nanoTime();
        LARGE_ONES.values().removeIf(counted -> counted.until() - now < 0);
        if (people < LARGE) {
            LARGE_ONES.remove(centreId);
        } else {
            LARGE_ONES.put(centreId, new Counted(people, act, now + LONGEST.toNanos()));
        }
        return people;
    }
}
