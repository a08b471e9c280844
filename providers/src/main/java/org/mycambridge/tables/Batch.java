package org.mycambridge.tables;

import java.util.ArrayList;
import java.util.List;
import org.keycloak.connections.jpa.support.EntityManagers;
import org.keycloak.models.KeycloakSession;

/**
 * Many writes that go to the database together, in Keycloak's own batch mode: what is written waits
 * in the session and is sent in few statements at the end, and no question makes the session look
 * through all that it holds. So whatever is asked within a batch does not see what was written in
 * it: it is for work that does not need to.
 */
public final class Batch {

    private static final String NUMBERED = "my-cambridge.batch";

    private Batch() {}

    /** Runs the work as a batch; what was written before it is sent first. */
    public static void run(KeycloakSession session, Runnable work) {
        List<Object> numbered = new ArrayList<>();
        session.setAttribute(NUMBERED, numbered);
        try {
            EntityManagers.runInBatch(session, work, false);
        } finally {
            session.removeAttribute(NUMBERED);
        }
        Numbered.insert(Tables.of(session), numbered);
    }

    /** Whether this thread is in one, of ours or of Keycloak's. */
    public static boolean isRunning() {
        return EntityManagers.isBatchMode();
    }

    /** Sends what was written; in a batch later, with all the rest. */
    public static void flush(KeycloakSession session) {
        if (!isRunning()) {
            Tables.of(session).flush();
        }
    }

    /**
     * Writes a row that the database gives its number: at once, or at the end of the batch. Until
     * then its number is null.
     */
    public static void persist(KeycloakSession session, Object row) {
        List<?> numbered = session.getAttribute(NUMBERED, List.class);
        if (numbered == null) {
            Tables.of(session).persist(row);
        } else {
            add(numbered, row);
        }
    }

    @SuppressWarnings("unchecked") // we alone set the attribute
    private static void add(List<?> numbered, Object row) {
        ((List<Object>) numbered).add(row);
    }
}
