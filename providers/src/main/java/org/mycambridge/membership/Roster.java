package org.mycambridge.membership;

import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
import org.mycambridge.policy.Decision;
import org.mycambridge.policy.MembershipStatus;
import org.mycambridge.policy.Relation;
import org.mycambridge.policy.Role;
import org.mycambridge.policy.RoleCatalogue;
import org.mycambridge.policy.Service;
import org.mycambridge.policy.Subject;
import org.mycambridge.tables.CentreRow;
import org.mycambridge.tables.DeliveryRow;
import org.mycambridge.tables.Folded;
import org.mycambridge.tables.GrantRow;
import org.mycambridge.tables.MembershipRow;
import org.mycambridge.tables.Tables;

/**
 * The people of a centre, to be read by those who may manage something there (D1). A page of a list
 * costs the same number of statements whatever its size.
 */
public final class Roster {

    /**
     * What a list is sorted by. By name, a page is read off an index, however long the list. By
     * address it must not be: that index is of everybody, and would be read on until enough of this
     * centre have come.
     */
    public enum Sort {
        NAME("m.centreId", "m.nameKey"),
        EMAIL("coalesce(u.email, '')", "m.nameKey"),
        STATUS(
                "case when m.invitedUntil <= :now then 2 when m.disabled = true then 3 when"
                        + " m.invitedUntil is null then 0 else 1 end",
                "m.nameKey");

        private final List<String> expressions;

        Sort(String... expressions) {
            this.expressions = List.of(expressions);
        }

        /** All in one direction, as an index is read; where two are alike, in the order of ids. */
        private String order(boolean descending) {
            String direction = descending ? " desc" : "";
            return Stream.concat(expressions.stream(), Stream.of("m.id"))
                    .collect(Collectors.joining(direction + ", ", " order by ", direction));
        }
    }

    private static final String OF_ACCOUNT = "join UserEntity u on u.id = m.userId";

    static final String COUNT = "select count(*) from MembershipRow m where m.centreId = :centre";

    /**
     * What is shown of a membership m beside itself, its roles and mails looked up person by
     * person: asked for of all at once, H2 reads whatever the centre has. Of several mails, one
     * that has failed is the news.
     */
    private static final String SHOWN =
            """
            m, u.firstName, u.lastName, u.email, %s,
            (select max(coalesce(d.lastError, '')) from DeliveryRow d
                where d.centreId = m.centreId and d.recipientId = m.userId and d.state = :due
                and d.createdAt <= :now)
            """
                    .formatted(GrantRow.ROLES);

    /** What is shown is read of a page's people alone, who are found and put in order before. */
    private static final String PAGE =
            "select "
                    + SHOWN
                    + """
                    , found.total, found.act
                    from (%s offset :first rows fetch first :max rows only) found
                    join MembershipRow m on m.id = found.id join UserEntity u on u.id = m.userId%s
                    """;

    private static final String ONE =
            "select "
                    + SHOWN
                    + """
                    from MembershipRow m join UserEntity u on u.id = m.userId
                    where m.centreId = :centre and m.userId = :user
                    """;

    private static final String WARNINGS =
            """
            select 'kept', g.roleId, count(g.userId) from GrantRow g
            join MembershipRow m on m.centreId = g.centreId and m.userId = g.userId
            join PersonRow p on p.userId = g.userId join UserEntity u on u.id = g.userId
            where g.centreId = :centre and g.roleId in :kept and %s group by g.roleId
            union all
            select 'undelivered', '', count(distinct d.recipientId) from DeliveryRow d
            join MembershipRow m on m.centreId = d.centreId and m.userId = d.recipientId
            where d.centreId = :centre and d.state = :due and d.lastError is not null
            union all
            select 'expired', '', count(*) from MembershipRow m
            where m.centreId = :centre and m.invitedUntil between 1 and :now
            """
                    .formatted(Facts.IS_KEPT);

    /** Whether anybody holds a role: the first one found answers, of thousands. */
    private static final String IS_HELD =
            """
            union all
            select 'held', '%1$d', 1L from CentreRow c where c.id = :centre and exists (
                select 1 from GrantRow g
                join MembershipRow m on m.centreId = g.centreId and m.userId = g.userId
                where g.centreId = c.id and g.roleId = :watched%1$d and %2$s)
            """;

    private final KeycloakSession session;
    private final EntityManager em;
    private final Standing standing;
    private final Map<String, Subject> subjects = new HashMap<>();
    private Optional<Ruling> ruling = Optional.empty();

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
     * @param search words, in any order, of name and email, accents folded; one of one or two
     *     letters is looked for at the beginning of a word
     * @param status with this status
     * @param roles holding any of these roles; none of them asks for nothing
     * @param sort by what
     * @param descending whether the other way round
     * @param first how many to skip
     * @param max how many at most
     */
    public record Query(
            Optional<String> search,
            Optional<MembershipStatus> status,
            Set<String> roles,
            Sort sort,
            boolean descending,
            int first,
            int max) {

        private Optional<Like.Words> words() {
            return search.map(Folded::of).map(Like::words);
        }

        private String order() {
            return sort.order(descending);
        }

        /** What is asked of a membership m beside its centre; nothing, where all are wanted. */
        private String condition() {
            StringBuilder text = new StringBuilder();
            words().ifPresent(words -> text.append(words.among("m.searchKey")));
            if (!roles.isEmpty()) {
                text.append(
                        " and exists (select 1 from GrantRow g where g.centreId = m.centreId and"
                                + " g.userId = m.userId and g.roleId in :roles)");
            }
            status.ifPresent(
                    wanted ->
                            text.append(
                                    switch (wanted) {
                                        case DISABLED ->
                                                " and m.disabled = true and (m.invitedUntil is"
                                                        + " null or m.invitedUntil > :now)";
                                        case ACTIVE ->
                                                " and m.disabled = false and m.invitedUntil is"
                                                        + " null";
                                        case INVITED ->
                                                " and m.disabled = false and m.invitedUntil > :now";
                                        case INVITATION_EXPIRED -> " and m.invitedUntil <= :now";
                                    }));
            return text.toString();
        }
    }

    /**
     * Some of a list.
     *
     * @param people those asked for
     * @param total how many there are in all
     */
    public record Page(List<Person> people, long total) {}

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

    /**
     * What those who manage the centre should know of it.
     *
     * @param nobodyHolds roles of which somebody should receive the notifications and nobody does
     *     (D31)
     * @param onlyOneHolder roles whose last holder is protected, with one left (D30)
     * @param undelivered how many people are owed a mail that was tried without success
     * @param expired how many invitations have expired
     */
    public record Warnings(
            List<Role> nobodyHolds, List<Role> onlyOneHolder, long undelivered, long expired) {}

    public Standing standing() {
        return standing;
    }

    public CentreRow centre() {
        return standing.centre();
    }

    private RoleCatalogue catalogue() {
        return standing.policy().catalogue();
    }

    /** Some of the people, and how many there are: one statement, whatever the size. */
    public Page page(Query query) {
        long now = KeycloakClock.UTC.millis();
        HeadCount count = HeadCount.of(centre());
        boolean isEverybody = query.condition().isEmpty();
        List<Object[]> found =
                bind(
                                PAGE.formatted(
                                        isEverybody
                                                ? some(query, count.people(), HeadCount.LAST_ACT)
                                                : some(query, "count(m.id) over ()", "0L"),
                                        query.order()),
                                query,
                                now,
                                Object[].class)
                        .setParameter("due", DeliveryRow.State.DUE)
                        .setParameter("first", query.first())
                        .setParameter("max", query.max())
                        .getResultList();
        if (found.isEmpty()) {
            return new Page(
                    List.of(),
                    query.first() == 0
                            ? 0
                            : bind(COUNT + query.condition(), query, now, Long.class)
                                    .getSingleResult());
        }
        Object[] row = found.get(0);
        long total = isEverybody ? count.read(em, (Long) row[6], (Long) row[7]) : (Long) row[6];
        return new Page(found.stream().map(each -> person(each, now)).toList(), total);
    }

    /** How many people the centre has. */
    public long size() {
        return em.createQuery(COUNT, Long.class)
                .setParameter("centre", centre().id)
                .getSingleResult();
    }

    /** The ids of a page, in order. */
    private static String some(Query query, String total, String act) {
        return "select m.id as id, %s as total, %s as act from MembershipRow m %s where m.centreId = :centre%s%s"
                .formatted(
                        total,
                        act,
                        query.sort() == Sort.EMAIL ? OF_ACCOUNT : "",
                        query.condition(),
                        query.order());
    }

    private <T> TypedQuery<T> bind(String text, Query query, long now, Class<T> type) {
        TypedQuery<T> bound = em.createQuery(text, type).setParameter("centre", centre().id);
        query.words().ifPresent(words -> words.bindAmong(bound));
        if (!query.roles().isEmpty()) {
            bound.setParameter("roles", query.roles());
        }
        if (text.contains(":now")) {
            bound.setParameter("now", now);
        }
        return bound;
    }

    private Person person(Object[] row, long now) {
        MembershipRow membership = (MembershipRow) row[0];
        boolean typed = membership.typedFirstName != null;
        Set<String> held = GrantRow.roles((String) row[4]);
        return new Person(
                membership.userId,
                typed ? membership.typedFirstName : Optional.ofNullable((String) row[1]).orElse(""),
                typed ? membership.typedLastName : Optional.ofNullable((String) row[2]).orElse(""),
                Optional.ofNullable((String) row[3]).orElse(""),
                membership.status(now),
                catalogue().roles().stream().map(Role::id).filter(held::contains).toList(),
                membership.version,
                Optional.ofNullable(membership.invitedUntil).map(Instant::ofEpochMilli),
                Optional.ofNullable((String) row[5]));
    }

    /** One person, or not found. */
    public Person person(String userId) {
        return find(userId).orElseThrow(() -> Refusal.notFound("That user"));
    }

    public Optional<Person> find(String userId) {
        if (Facts.isNobodysId(userId)) {
            return Optional.empty();
        }
        long now = KeycloakClock.UTC.millis();
        return em
                .createQuery(ONE, Object[].class)
                .setParameter("centre", centre().id)
                .setParameter("user", userId)
                .setParameter("due", DeliveryRow.State.DUE)
                .setParameter("now", now)
                .getResultList()
                .stream()
                .map(row -> person(row, now))
                .findFirst();
    }

    /**
     * Every role that may be held here or is, and what the actor may do with it for this person.
     */
    public List<RoleState> roles(Optional<String> userId) {
        Subject subject = userId.map(this::subject).orElseGet(() -> Subject.newcomer(""));
        List<RoleState> states = new ArrayList<>();
        for (Role role : catalogue().roles()) {
            boolean held = subject.roles().contains(role.id());
            Subject with = subject.with(Set.of(role.id()), Set.of());
            Subject without = subject.with(Set.of(), Set.of(role.id()));
            Decision grant = decide(with, Action.GRANT, role);
            Decision revoke = decide(held ? without : with, Action.REVOKE, role);
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

    private Decision decide(Subject subject, Action action, Role role) {
        return standing.policy()
                .decide(standing.actor(), ruling().centre(), subject, action, Optional.of(role));
    }

    /** The facts of the centre, read once: this roster is of one moment. */
    private Ruling ruling() {
        if (ruling.isEmpty()) {
            ruling = Optional.of(standing.ruling(Facts.centre(session, centre(), catalogue())));
        }
        return ruling.get();
    }

    /**
     * The single-holder roles of others that the actor may move to this person in one step (D22).
     */
    public Set<String> replaceable(String userId) {
        Subject subject = subject(userId);
        return catalogue().roles().stream()
                .filter(Role::oneHolder)
                .filter(role -> ruling().replacement(subject, role, this::subject).isEmpty())
                .map(Role::id)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Who takes the seat of a single-holder role. */
    public Optional<Person> holder(String roleId) {
        return catalogue()
                .role(roleId)
                .flatMap(role -> ruling().holder(role))
                .flatMap(holder -> find(holder.id()));
    }

    /** What to warn of at this centre: one statement. */
    public Warnings warnings() {
        List<Role> watched =
                catalogue().roles().stream()
                        .filter(Role::warnWhenNobody)
                        .filter(role -> role.heldAt().contains(centre().type))
                        .toList();
        StringBuilder text = new StringBuilder(WARNINGS);
        for (int i = 0; i < watched.size(); i++) {
            text.append(IS_HELD.formatted(i, Facts.COUNTS));
        }
        TypedQuery<Object[]> asked =
                em.createQuery(text.toString(), Object[].class)
                        .setParameter("centre", centre().id)
                        .setParameter("kept", catalogue().rolesToKeep())
                        .setParameter("due", DeliveryRow.State.DUE)
                        .setParameter("now", KeycloakClock.UTC.millis());
        for (int i = 0; i < watched.size(); i++) {
            asked.setParameter("watched" + i, watched.get(i).id());
        }
        List<Role> nobodyHolds = new ArrayList<>(watched);
        Map<String, Long> kept = new HashMap<>();
        Map<String, Long> numbers = new HashMap<>();
        for (Object[] row : asked.getResultList()) {
            String key = (String) row[1];
            long number = (Long) row[2];
            switch ((String) row[0]) {
                case "held" -> nobodyHolds.remove(watched.get(Integer.parseInt(key)));
                case "kept" -> kept.put(key, number);
                default -> numbers.put((String) row[0], number);
            }
        }
        return new Warnings(
                List.copyOf(nobodyHolds),
                catalogue().roles().stream()
                        .filter(role -> kept.getOrDefault(role.id(), 0L) == 1)
                        .toList(),
                numbers.get("undelivered"),
                numbers.get("expired"));
    }

    /**
     * The services that this person can use at this centre and nobody else whose roles count, in
     * the catalogue's order: what the centre loses with them. One statement.
     */
    public List<Service> servicesNobodyElseUses(String userId) {
        Set<String> theirs = new HashSet<>();
        Set<String> others = new HashSet<>();
        for (Object[] row :
                em.createQuery(
                                "select g.roleId, count(g.userId), sum(case when g.userId = :user then 1"
                                        + " else 0 end) from GrantRow g join MembershipRow m on m.centreId ="
                                        + " g.centreId and m.userId = g.userId where g.centreId = :centre"
                                        + " and "
                                        + Facts.COUNTS
                                        + " group by g.roleId",
                                Object[].class)
                        .setParameter("centre", centre().id)
                        .setParameter("user", userId)
                        .setParameter("now", KeycloakClock.UTC.millis())
                        .getResultList()) {
            boolean held = ((Number) row[2]).longValue() > 0;
            if (held) {
                theirs.add((String) row[0]);
            }
            if (((Number) row[1]).longValue() > (held ? 1 : 0)) {
                others.add((String) row[0]);
            }
        }
        return catalogue().services().stream()
                .filter(service -> isUsed(service, theirs) && !isUsed(service, others))
                .toList();
    }

    private boolean isUsed(Service service, Set<String> roles) {
        return catalogue().roles().stream()
                .anyMatch(role -> role.isUsedBy(service.id()) && roles.contains(role.id()));
    }

    private Subject subject(String userId) {
        Subject known = subjects.get(userId);
        if (known == null) {
            known = readSubject(userId);
            subjects.put(userId, known);
        }
        return known;
    }

    private Subject readSubject(String userId) {
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
        Subject subject = subject(userId);
        Map<Action, Decision> decisions = new java.util.EnumMap<>(Action.class);
        for (Action action : Action.values()) {
            if (action.isAboutAnAccount()) {
                decisions.put(
                        action,
                        standing.policy()
                                .decide(
                                        standing.actor(),
                                        ruling().centre(),
                                        subject,
                                        action,
                                        Optional.empty()));
            }
        }
        return decisions;
    }

    /** A page of the centre's history, in a language. */
    public List<Map<String, Object>> history(
            Optional<String> subject, Optional<String> kind, int first, int max, Locale locale) {
        return Chronicle.page(
                session,
                new Chronicle.Filter(centre().id, subject, kind),
                first,
                max,
                new Chronicle.Language(locale, catalogue().roleNames(locale)));
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
