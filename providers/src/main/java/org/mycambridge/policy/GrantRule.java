package org.mycambridge.policy;

import java.util.Optional;
import java.util.Set;

/**
 * One rule of who may grant and revoke: holders of one of {@code by}, in one of the relations, at
 * centres of these types.
 *
 * @param roles the roles given
 * @param by the actor's role
 * @param relations how the actor must stand to the centre
 * @param at the types of centre
 * @param when a switch that must be on; empty: always
 */
record GrantRule(
        Set<String> roles,
        Set<String> by,
        Set<Relation> relations,
        Set<CentreType> at,
        Optional<String> when) {}
