package org.mycambridge.policy;

/** A centre that is not {@link #ACTIVE} gives no roles to anyone's token. */
public enum CentreStatus {
    ACTIVE,
    SUSPENDED,
    CLOSED
}
