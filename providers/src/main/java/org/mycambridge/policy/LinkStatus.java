package org.mycambridge.policy;

/**
 * The state of a parent's link to a child; only an {@link #APPROVED} one gives the parent rights.
 */
public enum LinkStatus {
    PROPOSED,
    APPROVED,
    SUSPENDED,
    ENDED;

    /** Whether an assignment over this link takes one of the person's places (D14). */
    public boolean takesAPlace() {
        return this != ENDED;
    }
}
