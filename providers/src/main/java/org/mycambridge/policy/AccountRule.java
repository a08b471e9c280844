package org.mycambridge.policy;

import java.util.Set;

/**
 * One rule of who may act on whose account.
 *
 * @param by the actor's role
 * @param relations how the actor must stand to the centre
 * @param reach on whom
 * @param actions what they may do
 */
record AccountRule(Set<String> by, Set<Relation> relations, Reach reach, Set<Action> actions) {

    /** On whom an account rule works. */
    enum Reach {
        EVERYONE,
        /** Only somebody who holds a role, and no role that the actor could not revoke. */
        HOLDERS_OF_ROLES_THEY_MAY_REVOKE
    }
}
