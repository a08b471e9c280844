package org.mycambridge.signin;

import jakarta.persistence.EntityManager;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.mycambridge.centre.Persons;
import org.mycambridge.history.KeycloakClock;
import org.mycambridge.tables.PersonRow;
import org.mycambridge.tables.Tables;

/** When a temporary password ends: by the clock, or because it was replaced (D24). */
final class TemporaryPasswords {

    private TemporaryPasswords() {}

    /** Whether the person's password is a temporary one of ours whose time is over. */
    static boolean hasRunOut(KeycloakSession session, UserModel user) {
        PersonRow person = Tables.of(session).find(PersonRow.class, user.getId());
        return person != null
                && person.temporaryUntil != null
                && person.temporaryUntil <= KeycloakClock.UTC.millis();
    }

    /**
     * The password is the person's own from now on. In the transaction that sets it: were this
     * lost, the password would stop working with the invitation.
     */
    static void replaced(KeycloakSession session, String userId) {
        EntityManager em = Tables.of(session);
        PersonRow person = em.find(PersonRow.class, userId);
        if (person != null && person.temporaryUntil != null) {
            // Locked: a correction of the address at this moment is seen before this goes on (D11).
            Persons.locked(session, userId).temporaryUntil = null;
            // Whoever locks the row later in this transaction reads it anew.
            em.flush();
        }
    }
}
