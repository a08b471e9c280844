package org.mycambridge.membership;

import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.mycambridge.centre.ActorRef;
import org.mycambridge.centre.CentreNumber;
import org.mycambridge.centre.Centres;
import org.mycambridge.centre.Refusal;
import org.mycambridge.history.History;
import org.mycambridge.history.KeycloakClock;
import org.mycambridge.policy.Action;
import org.mycambridge.policy.Centre;
import org.mycambridge.policy.Decision;
import org.mycambridge.policy.Role;
import org.mycambridge.policy.RoleCatalogue;
import org.mycambridge.policy.Subject;
import org.mycambridge.tables.CentreRow;
import org.mycambridge.tables.GrantRow;
import org.mycambridge.tables.MembershipRow;
import org.mycambridge.tables.Tables;

/**
 * A centre whose row this transaction has locked, with the facts as they are under the lock: where
 * acts on its people are decided, written and recorded.
 */
final class Place {

    private final KeycloakSession session;
    private final ActorRef actor;
    private final EntityManager em;
    private final CentreRow row;
    private final Standing standing;
    private final Centre centre;

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
        this.centre = Facts.centre(session, row, catalogue());
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

    /** Who takes the seat of a single-holder role. */
    Optional<Centre.Holder> holder(Role role) {
        return Optional.ofNullable(centre.seats().get(role.id()));
    }

    /** A member of the centre, or not found. */
    MembershipRow member(String userId) {
        return Facts.member(session, row, userId);
    }

    Subject subject(MembershipRow membership, UserModel user) {
        return Facts.subject(session, row, membership, user);
    }

    /** Refuses what the policy refuses. */
    void require(Subject subject, Action action, Optional<Role> role) {
        refuse(standing.policy().decide(standing.actor(), centre, subject, action, role));
    }

    /** Refuses a change of roles of which the policy refuses any. */
    void requireAll(Subject subject, List<Role> grants, List<Role> revokes) {
        refuseAll(
                standing.policy().decideChange(standing.actor(), centre, subject, grants, revokes));
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
        em.flush();
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
                                        + " g.centreId = :centre and m.disabled = false and"
                                        + " (m.invitedUntil is null or m.invitedUntil > :now)",
                                String.class)
                        .setParameter("centre", row.id)
                        .setParameter("now", KeycloakClock.UTC.millis())
                        .getResultList();
        return watched.stream().filter(role -> !held.contains(role.id())).toList();
    }

    List<Role> known(Set<String> ids, String field) {
        List<Role> roles = new ArrayList<>();
        for (String id : ids) {
            roles.add(
                    catalogue()
                            .role(id)
                            .orElseThrow(
                                    () ->
                                            Refusal.invalid(
                                                    "unknown-role",
                                                    field,
                                                    "There is no role " + id)));
        }
        return roles;
    }

    private static void refuse(Decision decision) {
        decision.reason()
                .ifPresent(
                        reason -> {
                            throw Refusal.of(reason);
                        });
    }

    /** All of them or none: the first refusal answers, and tells of the others. */
    private static void refuseAll(Map<Role, Decision> decisions) {
        List<Map<String, Object>> refused = new ArrayList<>();
        Refusal first = null;
        for (Map.Entry<Role, Decision> each : decisions.entrySet()) {
            if (!each.getValue().allowed()) {
                Refusal refusal = Refusal.of(each.getValue().reason().orElseThrow());
                first = first == null ? refusal : first;
                refused.add(
                        Map.of(
                                "role", each.getKey().id(),
                                "code", refusal.code(),
                                "detail", refusal.getMessage()));
            }
        }
        if (first != null) {
            throw first.inField("roles").with(Map.of("roles", refused));
        }
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
