package org.mycambridge.policy;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/**
 * Who acts, and what counts for them at one centre.
 *
 * @param id the person's id, or the administrator's for the board
 * @param roles the roles that count, by relation; a relation the actor does not have is absent
 */
public record Actor(String id, Map<Relation, Set<String>> roles) {

    public Actor {
        Map<Relation, Set<String>> copy = new EnumMap<>(Relation.class);
        roles.forEach((relation, held) -> copy.put(relation, Set.copyOf(held)));
        roles = Map.copyOf(copy);
    }

    /** Cambridge itself: an administrator who may manage organisations. */
    public static Actor board(String id) {
        return new Actor(id, Map.of(Relation.BOARD, Set.of()));
    }

    /** The roles that count in this relation; empty where the actor does not stand in it. */
    public Set<String> roles(Relation relation) {
        return roles.getOrDefault(relation, Set.of());
    }
}
