package org.mycambridge.membership;

import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.mycambridge.centre.ActorRef;
import org.mycambridge.centre.CentreNumber;
import org.mycambridge.centre.Like;
import org.mycambridge.centre.Refusal;
import org.mycambridge.history.Chronicle;
import org.mycambridge.history.KeycloakClock;
import org.mycambridge.policy.Action;
import org.mycambridge.policy.Centre;
import org.mycambridge.policy.Decision;
import org.mycambridge.policy.MembershipStatus;
import org.mycambridge.policy.Relation;
import org.mycambridge.policy.Role;
import org.mycambridge.policy.RoleCatalogue;
import org.mycambridge.policy.Subject;
import org.mycambridge.tables.CentreRow;
import org.mycambridge.tables.DeliveryRow;
import org.mycambridge.tables.Folded;
import org.mycambridge.tables.MembershipRow;
import org.mycambridge.tables.Tables;

/**
 * The people of a centre, to be read by those who may manage something there (D1). A page of a list
 * costs the same number of statements whatever its size.
 */
public final class Roster {

    /** What a list is sorted by. */
    public enum Sort {
        NAME("m.nameKey"),
        EMAIL("u.email"),
        STATUS(
                "case when m.invitedUntil <= :now then 2 when m.disabled = true then 3 when"
                        + " m.invitedUntil is null then 0 else 1 end");

        private final String expression;

        Sort(String expression) {
            this.expression = expression;
        }
    }

    private final KeycloakSession session;
    private final EntityManager em;
    private final Standing standing;

    private Roster(KeycloakSession session, Standing standing) {
        this.session = session;
        this.em = Tables.of(session);
        this.standing = standing;
    }

    /**
     * The roster of a centre for one actor.
     *
     * @throws Refusal not found, where there is nothing to manage there for them
     */
    public static Roster of(KeycloakSession session, ActorRef actor, CentreNumber number) {
        return new Roster(session, Standing.of(session, actor, number));
    }

    /**
     * A page of a list.
     *
     * @param search in name and email, accents folded, from 2 characters
     * @param status with this status
     * @param role holding this role
     * @param sort by what
     * @param descending whether the other way round
     * @param first how many to skip
     * @param max how many at most
     */
    public record Query(
            Optional<String> search,
            Optional<MembershipStatus> status,
            Optional<String> role,
            Sort sort,
            boolean descending,
            int first,
            int max) {}

    /**
     * A person as this centre sees them.
     *
     * @param roles role ids, in the catalogue's order
     * @param invitedUntil when the open invitation ends; empty for those who have used theirs
     * @param mailProblem why the invitation's mail is not delivered yet
     */
    public record Person(
            String id,
            String firstName,
            String lastName,
            String email,
            MembershipStatus status,
            List<String> roles,
            int version,
            Optional<Instant> invitedUntil,
            Optional<String> mailProblem) {

        public String fullName() {
            return MembershipRow.fullName(firstName, lastName);
        }
    }

    /**
     * How a role stands for a person.
     *
     * @param mayGrant whether the actor may give it now
     * @param mayRevoke whether the actor may take it now
     * @param reason why not the one that would change it
     */
    public record RoleState(
            Role role,
            boolean held,
            boolean mayGrant,
            boolean mayRevoke,
            Optional<org.mycambridge.policy.Reason> reason) {}

    public Standing standing() {
        return standing;
    }

    public CentreRow centre() {
        return standing.centre();
    }

    private RoleCatalogue catalogue() {
        return standing.policy().catalogue();
    }

    public List<Person> page(Query query) {
        long now = KeycloakClock.UTC.millis();
        String order = query.sort().expression + (query.descending() ? " desc" : "");
        List<Object[]> found =
                bind(
                                "select m, u.firstName, u.lastName, u.email from MembershipRow m"
                                        + " join UserEntity u on u.id = m.userId",
                                " order by " + order + ", m.nameKey, m.id",
                                query,
                                now,
                                Object[].class,
                                query.sort() == Sort.STATUS)
                        .setFirstResult(query.first())
                        .setMaxResults(query.max())
                        .getResultList();
        return people(found, now);
    }

    public long count(Query query) {
        return bind(
                        "select count(m) from MembershipRow m",
                        "",
                        query,
                        KeycloakClock.UTC.millis(),
                        Long.class,
                        false)
                .getSingleResult();
    }

    private <T> TypedQuery<T> bind(
            String select, String order, Query query, long now, Class<T> type, boolean sortsByNow) {
        StringBuilder text = new StringBuilder(select).append(" where m.centreId = :centre");
        query.search().ifPresent(any -> text.append(" and m.searchKey like :search escape '!'"));
        query.role()
                .ifPresent(
                        any ->
                                text.append(
                                        " and exists (select 1 from GrantRow g where g.centreId ="
                                                + " m.centreId and g.userId = m.userId and g.roleId"
                                                + " = :role)"));
        boolean asksNow = sortsByNow;
        if (query.status().isPresent()) {
            MembershipStatus status = query.status().get();
            text.append(
                    switch (status) {
                        case DISABLED ->
                                " and m.disabled = true and (m.invitedUntil is null or"
                                        + " m.invitedUntil > :now)";
                        case ACTIVE -> " and m.disabled = false and m.invitedUntil is null";
                        case INVITED -> " and m.disabled = false and m.invitedUntil > :now";
                        case INVITATION_EXPIRED -> " and m.invitedUntil <= :now";
                    });
            asksNow |= status != MembershipStatus.ACTIVE;
        }
        TypedQuery<T> bound =
                em.createQuery(text.append(order).toString(), type)
                        .setParameter("centre", centre().id);
        query.search()
                .ifPresent(
                        search -> bound.setParameter("search", Like.containing(Folded.of(search))));
        query.role().ifPresent(role -> bound.setParameter("role", role));
        if (asksNow) {
            bound.setParameter("now", now);
        }
        return bound;
    }

    private List<Person> people(List<Object[]> found, long now) {
        if (found.isEmpty()) {
            return List.of();
        }
        List<String> ids = found.stream().map(row -> ((MembershipRow) row[0]).userId).toList();
        Map<String, Set<String>> roles = new HashMap<>();
        em.createQuery(
                        "select g.userId, g.roleId from GrantRow g where g.centreId = :centre and"
                                + " g.userId in :users",
                        Object[].class)
                .setParameter("centre", centre().id)
                .setParameter("users", ids)
                .getResultList()
                .forEach(
                        row ->
                                roles.computeIfAbsent((String) row[0], each -> new TreeSet<>())
                                        .add((String) row[1]));
        Map<String, String> problems = new HashMap<>();
        em.createQuery(
                        "select d.recipientId, d.lastError from DeliveryRow d where d.centreId ="
                                + " :centre and d.recipientId in :users and d.state = :due",
                        Object[].class)
                .setParameter("centre", centre().id)
                .setParameter("users", ids)
                .setParameter("due", DeliveryRow.State.DUE)
                .getResultList()
                .forEach(
                        row ->
                                problems.put(
                                        (String) row[0],
                                        Optional.ofNullable((String) row[1]).orElse("")));
        return found.stream()
                .map(
                        row ->
                                person(
                                        row,
                                        roles.getOrDefault(
                                                ((MembershipRow) row[0]).userId, Set.of()),
                                        Optional.ofNullable(
                                                problems.get(((MembershipRow) row[0]).userId)),
                                        now))
                .toList();
    }

    private Person person(Object[] row, Set<String> held, Optional<String> problem, long now) {
        MembershipRow membership = (MembershipRow) row[0];
        boolean typed = membership.typedFirstName != null;
        return new Person(
                membership.userId,
                typed ? membership.typedFirstName : Optional.ofNullable((String) row[1]).orElse(""),
                typed ? membership.typedLastName : Optional.ofNullable((String) row[2]).orElse(""),
                Optional.ofNullable((String) row[3]).orElse(""),
                membership.status(now),
                catalogue().roles().stream().map(Role::id).filter(held::contains).toList(),
                membership.version,
                Optional.ofNullable(membership.invitedUntil).map(Instant::ofEpochMilli),
                problem);
    }

    /** One person, or not found. */
    public Person person(String userId) {
        return find(userId).orElseThrow(() -> Refusal.notFound("That user"));
    }

    public Optional<Person> find(String userId) {
        List<Object[]> found =
                em.createQuery(
                                "select m, u.firstName, u.lastName, u.email from MembershipRow m"
                                        + " join UserEntity u on u.id = m.userId where m.centreId ="
                                        + " :centre and m.userId = :user",
                                Object[].class)
                        .setParameter("centre", centre().id)
                        .setParameter("user", userId)
                        .getResultList();
        return people(found, KeycloakClock.UTC.millis()).stream().findFirst();
    }

    /**
     * Every role that may be held here or is, and what the actor may do with it for this person.
     */
    public List<RoleState> roles(Optional<String> userId) {
        Centre facts = Facts.centre(session, centre(), catalogue());
        Subject subject = userId.map(this::subject).orElseGet(() -> Subject.newcomer(""));
        List<RoleState> states = new ArrayList<>();
        for (Role role : catalogue().roles()) {
            boolean held = subject.roles().contains(role.id());
            Subject with = subject.with(Set.of(role.id()), Set.of());
            Subject without = subject.with(Set.of(), Set.of(role.id()));
            Decision grant = decide(facts, with, Action.GRANT, role);
            Decision revoke = decide(facts, held ? without : with, Action.REVOKE, role);
            states.add(
                    new RoleState(
                            role,
                            held,
                            !held && grant.allowed(),
                            held && revoke.allowed(),
                            held ? revoke.reason() : grant.reason()));
        }
        return states;
    }

    private Decision decide(Centre facts, Subject subject, Action action, Role role) {
        return standing.policy()
                .decide(standing.actor(), facts, subject, action, Optional.of(role));
    }

    private Subject subject(String userId) {
        RealmModel realm = session.getContext().getRealm();
        MembershipRow membership = Facts.member(session, centre(), userId);
        UserModel user = session.users().getUserById(realm, userId);
        if (user == null) {
            throw Refusal.notFound("That user");
        }
        return Facts.subject(session, centre(), membership, user);
    }

    /** What the actor may do with a person's account, and why not. */
    public Map<Action, Decision> actions(String userId) {
        Centre facts = Facts.centre(session, centre(), catalogue());
        Subject subject = subject(userId);
        Map<Action, Decision> decisions = new java.util.EnumMap<>(Action.class);
        for (Action action : Action.values()) {
            if (action.isAboutAnAccount()) {
                decisions.put(
                        action,
                        standing.policy()
                                .decide(
                                        standing.actor(),
                                        facts,
                                        subject,
                                        action,
                                        Optional.empty()));
            }
        }
        return decisions;
    }

    /** A page of the centre's history. */
    public List<Map<String, Object>> history(
            Optional<String> subject, Optional<String> kind, int first, int max) {
        return Chronicle.page(
                session,
                new Chronicle.Filter(centre().id, subject, kind),
                first,
                max,
                id -> catalogue().role(id).map(Role::name).orElse(id));
    }

    public long historyCount(Optional<String> subject, Optional<String> kind) {
        return Chronicle.count(session, new Chronicle.Filter(centre().id, subject, kind));
    }

    /**
     * The child centres the actor looks after from here (F36); for those who act here as a member.
     */
    public Set<Relation> rights() {
        return standing.rights();
    }
}
