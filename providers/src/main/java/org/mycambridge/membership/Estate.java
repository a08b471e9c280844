package org.mycambridge.membership;

import jakarta.persistence.TypedQuery;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.keycloak.models.KeycloakSession;
import org.mycambridge.centre.Policies;
import org.mycambridge.history.KeycloakClock;
import org.mycambridge.policy.CentreStatus;
import org.mycambridge.tables.CentreRow;
import org.mycambridge.tables.Tables;

/** All centres of the board together: how many of them want looking after, and which. */
public final class Estate {

    /** What a centre wants looking after for; only of an active one is anything expected. */
    public enum Want {
        /**
         * Nobody who counts holds a role of which somebody should (D30). Counted, since a number is
         * looked up centre by centre: for {@code not exists}, PostgreSQL may read everybody.
         */
        NO_USER_MANAGER(
                "c.status = :active and 0 = (select count(g.userId) from GrantRow g join"
                        + " MembershipRow m on m.centreId = g.centreId and m.userId = g.userId join"
                        + " PersonRow p on p.userId = g.userId join UserEntity u on u.id = g.userId"
                        + " where g.centreId = c.id and g.roleId in :kept and "
                        + Facts.IS_KEPT
                        + ")"),
        /** Nobody's role as exams officer counts. */
        NO_EXAMS_OFFICER(
                "c.status = :active and not exists (select 1 from GrantRow g join MembershipRow m on"
                        + " m.centreId = g.centreId and m.userId = g.userId where g.centreId = c.id"
                        + " and g.roleId = :officer and "
                        + Facts.COUNTS
                        + ")"),
        /** The board has suspended it. */
        SUSPENDED("c.status = :suspended"),
        /** Somebody let the invitation run out. */
        INVITATION_EXPIRED(
                "c.status = :active and exists (select 1 from MembershipRow m where m.centreId = c.id"
                        + " and m.invitedUntil <= :now)");

        private final String condition;

        Want(String condition) {
            this.condition = condition;
        }
    }

    private static final String EXAMS_OFFICER = "centre.exams-officer";
    private static final String OF_REALM = " from CentreRow c where c.realmId = :realm and ";

    /** What is counted in less than this is counted each time. */
    private static final Duration QUICK = Duration.ofMillis(50);

    private static final int TIMES_AS_LONG = 200;
    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final Map<String, Counted> COUNTED = new ConcurrentHashMap<>();

    private final KeycloakSession session;

    private Estate(KeycloakSession session) {
        this.session = session;
    }

    public static Estate of(KeycloakSession session) {
        return new Estate(session);
    }

    /** What is looked for: a board without exams officers among its roles misses none. */
    private List<Want> wants() {
        boolean officers = Policies.current(session).catalogue().role(EXAMS_OFFICER).isPresent();
        return Arrays.stream(Want.values())
                .filter(want -> officers || want != Want.NO_EXAMS_OFFICER)
                .toList();
    }

    /** What was counted, and until when it will do. */
    private record Counted(Map<Want, Long> counts, long until) {}

    /**
     * How many centres want what: one statement, whatever their number. Where counting takes long,
     * what this node has counted will do for a while, so that no more than a small part of its time
     * goes into it; the lists are always of this moment.
     */
    public Map<Want, Long> counts() {
        String realm = session.getContext().getRealm().getId();
        long began = System.nanoTime();
        Counted known = COUNTED.get(realm);
        if (known != null && known.until() - began > 0) {
            return known.counts();
        }
        Map<Want, Long> counts = Collections.unmodifiableMap(count());
        long now = System.nanoTime();
        Duration took = Duration.ofNanos(now - began);
        if (took.compareTo(QUICK) > 0) {
            Duration enough = took.multipliedBy(TIMES_AS_LONG);
            Duration kept = enough.compareTo(LONGEST) < 0 ? enough : LONGEST;
            COUNTED.put(realm, new Counted(counts, now + kept.toNanos()));
        } else {
            COUNTED.remove(realm);
        }
        return counts;
    }

    /** Forgets what was counted in a realm that is gone. */
    static void forget(String realmId) {
        COUNTED.remove(realmId);
    }

    private Map<Want, Long> count() {
        String union =
                wants().stream()
                        .map(
                                want ->
                                        "select '"
                                                + want
                                                + "', count(c.id)"
                                                + OF_REALM
                                                + want.condition)
                        .collect(Collectors.joining(" union all "));
        Map<Want, Long> counts = new EnumMap<>(Want.class);
        bound(union, Object[].class)
                .getResultList()
                .forEach(row -> counts.put(Want.valueOf((String) row[0]), (Long) row[1]));
        return counts;
    }

    /**
     * Some of the centres that want something, by number.
     *
     * @param total how many there are in all: exact where these are the last, else as of {@link
     *     #counts}
     */
    public record Page(List<CentreRow> centres, long total) {}

    /**
     * Those that want this. Of no more centres than it takes to find them anything is looked up:
     * whether one wants something is several lookups.
     */
    public Page page(Want want, int first, int max) {
        List<CentreRow> found =
                bound(
                                "select c" + OF_REALM + want.condition + " order by c.number",
                                CentreRow.class)
                        .setFirstResult(first)
                        .setMaxResults(max)
                        .getResultList();
        long upTo = (long) first + found.size();
        if (found.size() < max && (first == 0 || !found.isEmpty())) {
            return new Page(found, upTo);
        }
        long counted = counts().getOrDefault(want, 0L);
        return new Page(found, found.isEmpty() ? counted : Math.max(upTo, counted));
    }

    private <T> TypedQuery<T> bound(String text, Class<T> type) {
        TypedQuery<T> query = Tables.of(session).createQuery(text, type);
        Map<String, Object> values = new HashMap<>();
        values.put("realm", session.getContext().getRealm().getId());
        values.put("active", CentreStatus.ACTIVE);
        values.put("suspended", CentreStatus.SUSPENDED);
        Set<String> kept = Policies.current(session).catalogue().rolesToKeep();
        // An empty list is no SQL; no role has an empty id.
        values.put("kept", kept.isEmpty() ? Set.of("") : kept);
        values.put("officer", EXAMS_OFFICER);
        values.put("now", KeycloakClock.UTC.millis());
        values.forEach(
                (name, value) -> {
                    if (text.contains(":" + name)) {
                        query.setParameter(name, value);
                    }
                });
        return query;
    }
}
