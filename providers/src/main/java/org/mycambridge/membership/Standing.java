package org.mycambridge.membership;

import jakarta.persistence.EntityManager;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.keycloak.models.KeycloakSession;
import org.mycambridge.centre.ActorRef;
import org.mycambridge.centre.CentreNumber;
import org.mycambridge.centre.Centres;
import org.mycambridge.centre.Policies;
import org.mycambridge.centre.Refusal;
import org.mycambridge.history.KeycloakClock;
import org.mycambridge.policy.Actor;
import org.mycambridge.policy.Centre;
import org.mycambridge.policy.CentreStatus;
import org.mycambridge.policy.Policy;
import org.mycambridge.policy.Relation;
import org.mycambridge.tables.CentreRow;
import org.mycambridge.tables.Tables;

/**
 * How an actor stands to a centre, found in one statement: the centre, and the roles of the actor
 * that count there, their own and those at its parent through an approved link and an assignment.
 * Nothing counts through a centre that Keycloak's own switch has turned off.
 */
public final class Standing {

    private static final String ROLES_THAT_COUNT =
            """
            select c, m.centreId, g.roleId
            from CentreRow c
            left join CentreRow p on p.id = c.parentId
            left join OrganizationEntity own on own.id = c.id
            left join OrganizationEntity above on above.id = p.id
            left join MembershipRow m on m.userId = :actor and m.disabled = false
                and (m.invitedUntil is null or m.invitedUntil > :now)
                and ((m.centreId = c.id and c.status = :active and own.enabled = true)
                    or (m.centreId = p.id and p.status = :active and above.enabled = true
                        and c.linkStatus = :approved
                        and exists (select 1 from AssignmentRow a where a.userId = :actor
                            and a.centreId = c.id and a.parentId = p.id)))
            left join GrantRow g on g.centreId = m.centreId and g.userId = m.userId
            where c.realmId = :realm and c.number = :number
            """;

    private final CentreRow centre;
    private final Actor actor;
    private final Policy policy;
    private final Set<Relation> rights;

    private Standing(CentreRow centre, Actor actor, Policy policy) {
        this.centre = centre;
        this.actor = actor;
        this.policy = policy;
        this.rights = policy.rights(actor, centre.type);
    }

    /**
     * The standing of somebody who may manage something at this centre.
     *
     * @throws Refusal not found, where there is no such centre or nothing to manage there for them
     */
    public static Standing of(KeycloakSession session, ActorRef ref, CentreNumber number) {
        Policy policy = Policies.current(session);
        Standing standing =
                ref.board()
                        ? new Standing(Centres.get(session, number), Actor.board(ref.id()), policy)
                        : ofPerson(session, ref.id(), number, policy);
        if (standing.rights.isEmpty()) {
            throw Refusal.notFound("Centre " + number.value());
        }
        return standing;
    }

    private static Standing ofPerson(
            KeycloakSession session, String actorId, CentreNumber number, Policy policy) {
        EntityManager em = Tables.of(session);
        List<Object[]> rows =
                em.createQuery(ROLES_THAT_COUNT, Object[].class)
                        .setParameter("actor", actorId)
                        .setParameter("now", KeycloakClock.UTC.millis())
                        .setParameter("active", CentreStatus.ACTIVE)
                        .setParameter("approved", org.mycambridge.policy.LinkStatus.APPROVED)
                        .setParameter("realm", session.getContext().getRealm().getId())
                        .setParameter("number", number.value())
                        .getResultList();
        if (rows.isEmpty()) {
            throw Refusal.notFound("Centre " + number.value());
        }
        CentreRow centre = (CentreRow) rows.get(0)[0];
        Map<Relation, Set<String>> roles = new EnumMap<>(Relation.class);
        for (Object[] row : rows) {
            if (row[1] != null) {
                Relation relation = row[1].equals(centre.id) ? Relation.OWN : Relation.PARENT;
                Set<String> held = roles.computeIfAbsent(relation, each -> new HashSet<>());
                if (row[2] != null) {
                    held.add((String) row[2]);
                }
            }
        }
        return new Standing(centre, new Actor(actorId, roles), policy);
    }

    public CentreRow centre() {
        return centre;
    }

    public Actor actor() {
        return actor;
    }

    public Policy policy() {
        return policy;
    }

    /** What becomes of the actor's acts, with these facts of the centre. */
    Ruling ruling(Centre facts) {
        return new Ruling(policy, actor, facts);
    }

    /** The relations in which the actor holds a right here; never empty. */
    public Set<Relation> rights() {
        return rights;
    }

    /** The relation history names: the nearest in which there is a right. */
    Relation relation() {
        return List.of(Relation.OWN, Relation.PARENT, Relation.BOARD).stream()
                .filter(rights::contains)
                .findFirst()
                .orElseThrow();
    }

    /** The centre the actor acts for; empty for the board. */
    Optional<String> actingFor() {
        return switch (relation()) {
            case OWN -> Optional.of(centre.id);
            case PARENT -> Optional.of(centre.parentId);
            case BOARD -> Optional.empty();
        };
    }
}
