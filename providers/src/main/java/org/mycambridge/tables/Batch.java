package org.mycambridge.tables;

import org.keycloak.connections.jpa.support.EntityManagers;
import org.keycloak.models.KeycloakSession;

/**
 * Many writes that go to the database together, in Keycloak's own batch mode: what is written waits
 * in the session and is sent in few statements at the end, and no question makes the session look
 * through all that it holds. So whatever is asked within a batch does not see what was written in
 * it: it is for work that does not need to.
 */
public final class Batch {

    private Batch() {}

    /** Runs the work as a batch; what was written before it is sent first. */
    public static void run(KeycloakSession session, Runnable work) {
        EntityManagers.runInBatch(session, work, false);
    }

    /** Sends what was written; in a batch later, with all the rest. */
    public static void flush(KeycloakSession session) {
        if (!EntityManagers.isBatchMode()) {
            Tables.of(session).flush();
        }
    }
}
