package org.mycambridge.policy;

/** How an actor stands to a centre. */
public enum Relation {
    /** The actor is a member there. */
    OWN,
    /** The centre's parent is linked and approved, and the centre is assigned to the actor. */
    PARENT,
    /** The actor is Cambridge. */
    BOARD
}
