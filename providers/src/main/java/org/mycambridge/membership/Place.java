package org.mycambridge.membership;

import jakarta.persistence.EntityManager;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.mycambridge.centre.ActorRef;
import org.mycambridge.centre.CentreNumber;
import org.mycambridge.centre.Centres;
import org.mycambridge.centre.Persons;
import org.mycambridge.centre.Refusal;
import org.mycambridge.history.History;
import org.mycambridge.history.KeycloakClock;
import org.mycambridge.policy.Action;
import org.mycambridge.policy.Centre;
import org.mycambridge.policy.Role;
import org.mycambridge.policy.RoleCatalogue;
import org.mycambridge.policy.Subject;
import org.mycambridge.tables.Batch;
import org.mycambridge.tables.CentreRow;
import org.mycambridge.tables.GrantRow;
import org.mycambridge.tables.MembershipRow;
import org.mycambridge.tables.Tables;
import org.mycambridge.watch.Meters;

/**
 * A centre whose row this transaction has locked, with the facts as they are under the lock: where
 * acts on its people are decided, written and recorded.
 */
final class Place {

    private static final String CHANGE_ROLES = "CHANGE_ROLES";

    private final KeycloakSession session;
    private final ActorRef actor;
    private final EntityManager em;
    private final CentreRow row;
    private final Standing standing;
    private final Joining joining;
    private Ruling ruling;

    /**
     * Locks the centre and loads the facts.
     *
     * @throws Refusal not found, where there is nothing to manage there for the actor
     */
    Place(KeycloakSession session, ActorRef actor, CentreNumber number) {
        this.session = session;
        this.actor = actor;
        this.em = Tables.of(session);
        this.row = Centres.locked(session, number);
        this.standing = Standing.of(session, actor, number);
        this.joining = new Joining(session, row);
        readFacts();
    }

    private void readFacts() {
        ruling = standing.ruling(Facts.centre(session, row, catalogue()));
    }

    /** Reads the facts once more, where giving these roles has changed them: for the next act. */
    void readFactsAfter(Set<String> given) {
        if (given.stream()
                .flatMap(id -> catalogue().role(id).stream())
                .anyMatch(role -> isAFact(catalogue(), role))) {
            readFacts();
        }
    }

    /** Whether it is a fact to others that somebody holds a role. */
    static boolean isAFact(RoleCatalogue catalogue, Role role) {
        return role.oneHolder() || catalogue.rolesToKeep().contains(role.id());
    }

    CentreRow row() {
        return row;
    }

    /** The centre the actor acts for; empty for the board. */
    Optional<String> actingFor() {
        return standing.actingFor();
    }

    RoleCatalogue catalogue() {
        return standing.policy().catalogue();
    }

    Ruling ruling() {
        return ruling;
    }

    /** Who takes the seat of a single-holder role. */
    Optional<Centre.Holder> holder(Role role) {
        return ruling.holder(role);
    }

    /**
     * A member of the centre, or not found: as they are under the lock of their person's row, which
     * sign-ins and the other centres of the person take as well.
     */
    MembershipRow member(String userId) {
        MembershipRow membership = Facts.member(session, row, userId);
        Persons.locked(session, userId);
        em.refresh(membership);
        return membership;
    }

    /** Locks several members, for an act on more than one: by id (design decision 4). */
    void lockMembers(Set<String> userIds) {
        userIds.forEach(id -> Facts.member(session, row, id));
        lock(userIds);
    }

    /** Locks a member, the actor and others, who may be at no centre, by id. */
    void lockMemberWithActor(String userId, Stream<String> others) {
        Facts.member(session, row, userId);
        lockWithActor(Stream.concat(Stream.of(userId), others));
    }

    /**
     * Locks people and the actor, by id: what an actor may do within an hour is counted under this
     * lock. Of the board nothing is counted.
     */
    void lockWithActor(Stream<String> userIds) {
        Stream<String> actors = actor.board() ? Stream.empty() : Stream.of(actor.id());
        lock(Stream.concat(userIds, actors).collect(Collectors.toSet()));
    }

    private void lock(Set<String> userIds) {
        userIds.stream().sorted().forEach(id -> Persons.locked(session, id));
    }

    Subject subject(MembershipRow membership, UserModel user) {
        return Facts.subject(session, row, membership, user);
    }

    /** Refuses what the policy refuses. */
    void require(Subject subject, Action action, Optional<Role> role) {
        decided(action.name(), ruling.act(subject, action, role));
    }

    /** Refuses a change of roles of which the policy refuses any. */
    void requireAll(Subject subject, List<Role> grants, List<Role> revokes) {
        decided(CHANGE_ROLES, ruling.change(subject, grants, revokes));
    }

    /**
     * Counts what was decided about an act, and refuses what the policy refuses.
     *
     * @param action as the policy calls it
     */
    static void decided(String action, Optional<Refusal> refusal) {
        Meters.count(
                "mycambridge.decisions",
                "Decisions on acts that were about to be done",
                "action",
                action.toLowerCase(Locale.ROOT).replace('_', '-'),
                "outcome",
                refusal.isPresent() ? "refused" : "allowed",
                "reason",
                refusal.map(Refusal::code).orElse("none"));
        refuse(refusal);
    }

    static void refuse(Optional<Refusal> refusal) {
        refusal.ifPresent(
                refused -> {
                    throw refused;
                });
    }

    /** Somebody who has not come yet is told by the invitation what they will be able to use. */
    void tellPerson(MembershipRow membership, long act) {
        if (membership.invitedUntil == null) {
            Notices.toPerson(session, Notices.ACCESS_CHANGED, row, membership.userId, act);
        }
    }

    void tellManagers(Set<String> changed, String subjectId, long act) {
        Notices.toManagers(session, row, catalogue(), changed, Set.of(actor.id(), subjectId), act);
    }

    /** Makes somebody, whose account this transaction may have made, a member natively. */
    void join(UserModel user, boolean made) {
        joining.join(user, made);
    }

    void give(String userId, List<Role> roles) {
        for (Role role : roles) {
            if (role.oneHolder()) {
                vacate(role);
            }
            GrantRow grant = new GrantRow();
            grant.centreId = row.id;
            grant.userId = userId;
            grant.roleId = role.id();
            grant.realmId = row.realmId;
            grant.seat = role.oneHolder() ? role.id() : null;
            grant.grantedAt = KeycloakClock.UTC.millis();
            grant.grantedBy = actor.id();
            em.persist(grant);
        }
        Batch.flush(session);
    }

    /** An expired holder's seat is free by the clock (D22); the row learns of it here. */
    private void vacate(Role role) {
        em.createQuery(
                        "update GrantRow g set g.seat = null where g.centreId = :centre and"
                                + " g.seat = :seat")
                .setParameter("centre", row.id)
                .setParameter("seat", role.id())
                .executeUpdate();
    }

    void take(String userId, List<Role> roles) {
        for (Role role : roles) {
            em.remove(em.find(GrantRow.class, new GrantRow.Key(row.id, userId, role.id())));
        }
        em.flush();
    }

    static void touch(MembershipRow membership) {
        membership.version++;
    }

    /** Roles that nobody here holds any more although somebody should (D31). */
    List<Role> nobodyLeft(List<Role> lost) {
        List<Role> watched = lost.stream().filter(Role::warnWhenNobody).toList();
        if (watched.isEmpty()) {
            return List.of();
        }
        em.flush();
        List<String> held =
                em.createQuery(
                                "select distinct g.roleId from GrantRow g join MembershipRow m on"
                                        + " m.centreId = g.centreId and m.userId = g.userId where"
                                        + " g.centreId = :centre and "
                                        + Facts.COUNTS,
                                String.class)
                        .setParameter("centre", row.id)
                        .setParameter("now", KeycloakClock.UTC.millis())
                        .getResultList();
        return watched.stream().filter(role -> !held.contains(role.id())).toList();
    }

    List<Role> known(Set<String> ids, String field) {
        return ruling.known(ids, field);
    }

    Refusal stale(MembershipRow membership) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("version", membership.version);
        ChangesSince.of(session, row, membership.userId)
                .ifPresent(last -> details.put("lastChange", last));
        return Refusal.conflict(
                        "stale-version",
                        "Somebody changed this user in the meantime. Look at the change, then save"
                                + " yours again")
                .with(details);
    }

    long record(String kind, String subjectId, Map<String, ?> detail) {
        return History.record(
                session,
                new History.Act(
                        kind,
                        Optional.of(actor.id()),
                        Optional.of(standing.relation()),
                        Optional.of(row.id),
                        Optional.of(subjectId),
                        detail,
                        actor.reason()));
    }

    static List<String> ids(List<Role> roles) {
        return roles.stream().map(Role::id).sorted().toList();
    }

    static List<String> sorted(Set<String> ids) {
        return ids.stream().sorted(Comparator.naturalOrder()).toList();
    }
}
