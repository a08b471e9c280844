package org.mycambridge.membership;

import jakarta.persistence.TypedQuery;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.keycloak.models.KeycloakSession;
import org.mycambridge.centre.ActorRef;
import org.mycambridge.centre.Assignments;
import org.mycambridge.centre.CentreNumber;
import org.mycambridge.centre.Like;
import org.mycambridge.history.KeycloakClock;
import org.mycambridge.policy.Actor;
import org.mycambridge.policy.CentreType;
import org.mycambridge.policy.LinkStatus;
import org.mycambridge.policy.Relation;
import org.mycambridge.tables.CentreRow;
import org.mycambridge.tables.Folded;
import org.mycambridge.tables.Tables;

/**
 * The child centres of an associate (F36): for a person those assigned to them, for the board all.
 * A link that ended is not among them.
 */
public final class AssociateCentres {

    /** What is to be looked after at a school. */
    public enum Health {
        /** Nobody who counts holds a role of which somebody should (D30). */
        NO_USER_MANAGER,
        /** The seat is free that the parent's Coordinator fills (D22, D29). */
        NO_COORDINATOR,
        /** People were added more than a week ago and have not come yet. */
        PENDING,
        /** Nobody has signed in for a year. */
        QUIET
    }

    /**
     * Some of the schools.
     *
     * @param schools those asked for, by number
     * @param total how many there are in all
     */
    public record SchoolPage(List<School> schools, long total) {}

    /**
     * A school, and how it fares; of one whose link is not approved nothing is said, nor of one
     * where there is nothing for the actor to manage.
     *
     * @param pending how many people were added more than a week ago and have not come yet
     * @param lastSignIn when somebody of the school signed in last, to the day
     */
    public record School(
            CentreRow centre, Set<Health> health, long pending, Optional<Instant> lastSignIn) {}

    private final KeycloakSession session;
    private final CentreRow parent;
    private final Optional<String> assignee;
    private final Optional<String> search;
    private final Optional<Health> filter;
    private final SchoolHealth conditions;
    private final Set<CentreType> managed;

    private AssociateCentres(
            KeycloakSession session,
            ActorRef actor,
            Standing standing,
            Optional<String> search,
            Optional<Health> filter) {
        this.session = session;
        this.parent = standing.centre();
        this.assignee =
                standing.rights().contains(Relation.BOARD)
                        ? Optional.empty()
                        : Optional.of(actor.id());
        this.search = search;
        this.filter = filter;
        this.managed = managed(standing);
        this.conditions =
                new SchoolHealth(
                        standing.policy().catalogue(), managed, KeycloakClock.UTC.millis());
    }

    /** The child centres an actor sees from here. */
    public static AssociateCentres of(
            KeycloakSession session, ActorRef actor, CentreNumber number, Optional<String> search) {
        return of(session, actor, number, search, Optional.empty());
    }

    /** Those of them where this is to be looked after. */
    public static AssociateCentres of(
            KeycloakSession session,
            ActorRef actor,
            CentreNumber number,
            Optional<String> search,
            Optional<Health> filter) {
        return new AssociateCentres(
                session, actor, Standing.of(session, actor, number), search, filter);
    }

    /** Where what the actor holds here is a right over anyone at an assigned centre (D1). */
    private static Set<CentreType> managed(Standing standing) {
        Actor actor = standing.actor();
        Actor there =
                actor.roles().containsKey(Relation.BOARD)
                        ? actor
                        : new Actor(actor.id(), Map.of(Relation.PARENT, actor.roles(Relation.OWN)));
        return EnumSet.allOf(CentreType.class).stream()
                .filter(type -> !standing.policy().rights(there, type).isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    public List<CentreRow> page(int first, int max) {
        return query("select c", " order by c.number", CentreRow.class)
                .setFirstResult(first)
                .setMaxResults(max)
                .getResultList();
    }

    public long count() {
        return query("select count(c.id)", "", Long.class).getSingleResult();
    }

    /** Some of them with their health: two statements, whatever the size. */
    public SchoolPage schools(int first, int max) {
        List<Object[]> found =
                query("select c, count(c.id) over ()", " order by c.number", Object[].class)
                        .setFirstResult(first)
                        .setMaxResults(max)
                        .getResultList();
        if (found.isEmpty()) {
            // Past the end, there is no row to carry the number.
            return new SchoolPage(List.of(), first == 0 ? 0 : count());
        }
        List<CentreRow> centres = found.stream().map(row -> (CentreRow) row[0]).toList();
        Map<String, School> health = health(centres);
        return new SchoolPage(
                centres.stream()
                        .map(
                                centre ->
                                        health.getOrDefault(
                                                centre.id,
                                                new School(centre, Set.of(), 0, Optional.empty())))
                        .toList(),
                (Long) found.get(0)[1]);
    }

    private Map<String, School> health(List<CentreRow> centres) {
        SchoolHealth.Condition shown = conditions.shown();
        Map<String, Object> values = new HashMap<>(shown.values());
        values.putAll(conditions.values());
        values.put("centres", centres.stream().map(centre -> centre.id).toList());
        StringBuilder text = new StringBuilder("select c, ");
        for (Health each : Health.values()) {
            SchoolHealth.Condition condition = conditions.of(each);
            text.append("case when ").append(condition.text()).append(" then 1 else 0 end, ");
            values.putAll(condition.values());
        }
        text.append(SchoolHealth.NUMBER_PENDING)
                .append(", ")
                .append(SchoolHealth.LAST_SIGN_IN)
                .append(" from CentreRow c where c.id in :centres and ")
                .append(shown.text());
        TypedQuery<Object[]> query =
                Tables.of(session).createQuery(text.toString(), Object[].class);
        values.forEach(query::setParameter);
        return query.getResultList().stream()
                .map(AssociateCentres::school)
                .collect(Collectors.toMap(school -> school.centre().id, school -> school));
    }

    private static School school(Object[] row) {
        Set<Health> health = EnumSet.noneOf(Health.class);
        int column = 1;
        for (Health each : Health.values()) {
            if (((Number) row[column++]).intValue() == 1) {
                health.add(each);
            }
        }
        return new School(
                (CentreRow) row[0],
                health,
                (Long) row[column],
                Optional.ofNullable((Long) row[column + 1]).map(Instant::ofEpochMilli));
    }

    /** Whether the actor may open a centre of this list. */
    public boolean mayOpen(CentreRow centre) {
        return assignee.isEmpty()
                || centre.linkStatus == LinkStatus.APPROVED && managed.contains(centre.type);
    }

    private <T> TypedQuery<T> query(String select, String order, Class<T> type) {
        Map<String, Object> values = new HashMap<>();
        values.put("parent", parent.id);
        values.put("ended", LinkStatus.ENDED);
        values.put("text", Folded.of(search.orElse("")));
        StringBuilder text =
                new StringBuilder(select)
                        .append(
                                " from CentreRow c where c.parentId = :parent and c.linkStatus <>"
                                        + " :ended and "
                                        + Like.among("c.searchKey", "text"));
        assignee.ifPresent(
                user -> {
                    text.append(
                            " and exists (select 1 from AssignmentRow a where a.centreId = c.id and"
                                    + " a.parentId = c.parentId and a.userId = :user)");
                    values.put("user", user);
                });
        filter.map(conditions::of)
                .ifPresent(
                        condition -> {
                            text.append(" and ").append(condition.text());
                            values.putAll(condition.values());
                        });
        TypedQuery<T> query = Tables.of(session).createQuery(text.append(order).toString(), type);
        values.forEach(query::setParameter);
        return query;
    }

    /** How many centres are assigned to a person, as the cap counts them (F32, D14). */
    public static long assigned(KeycloakSession session, String actorId) {
        return Assignments.placesTaken(session, actorId);
    }

    /** The parent of a centre. */
    public static Optional<CentreRow> parent(KeycloakSession session, CentreRow centre) {
        return Optional.ofNullable(centre.parentId)
                .map(id -> Tables.of(session).find(CentreRow.class, id));
    }

    /** The ids of those a centre is assigned to. */
    public static List<String> assignees(KeycloakSession session, CentreRow centre) {
        return centre.parentId == null ? List.of() : Assignments.assignees(session, centre);
    }
}
