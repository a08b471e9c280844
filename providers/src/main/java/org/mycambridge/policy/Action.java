package org.mycambridge.policy;

/** What one person may do about another at a centre. */
public enum Action {
    VIEW,
    ADD,
    GRANT,
    REVOKE,
    REPLACE_HOLDER,
    RESET_PASSWORD,
    DISABLE,
    ENABLE,
    REMOVE,
    EDIT_DETAILS,
    CORRECT_EMAIL,
    RESEND_INVITATION;

    /** Whether the action is about one role. */
    public boolean isAboutARole() {
        return this == GRANT || this == REVOKE || this == REPLACE_HOLDER;
    }

    /** Whether the action is about an account at the centre as a whole. */
    public boolean isAboutAnAccount() {
        return !isAboutARole() && this != VIEW && this != ADD;
    }
}
