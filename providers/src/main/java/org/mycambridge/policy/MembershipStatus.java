package org.mycambridge.policy;

/** How a person stands at one centre (F7–F9). */
public enum MembershipStatus {
    INVITED,
    INVITATION_EXPIRED,
    ACTIVE,
    DISABLED;

    /** Whether roles held in this state count, in a token and as a right over others. */
    public boolean givesRoles() {
        return this == INVITED || this == ACTIVE;
    }

    /** Whether a role held in this state takes the seat of a single-holder role (D22). */
    public boolean takesSeat() {
        return this != INVITATION_EXPIRED;
    }
}
