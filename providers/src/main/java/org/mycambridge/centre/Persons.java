package org.mycambridge.centre;

import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import org.keycloak.models.KeycloakSession;
import org.mycambridge.tables.PersonRow;
import org.mycambridge.tables.Tables;

/**
 * The row that writers about one person lock: after the centres' rows, by id (design decision 4).
 */
public final class Persons {

    private static final String LOCKED = "my-cambridge.locked-person.";

    private Persons() {}

    /**
     * The row of an account that this transaction has just made: nobody else has seen it, so it is
     * as good as locked.
     */
    public static PersonRow made(KeycloakSession session, String userId, String centreId) {
        session.setAttribute(LOCKED + userId, Boolean.TRUE);
        PersonRow row = fresh(session, userId);
        row.madeByCentreId = centreId;
        Tables.of(session).persist(row);
        return row;
    }

    private static PersonRow fresh(KeycloakSession session, String userId) {
        PersonRow row = new PersonRow();
        row.userId = userId;
        row.realmId = session.getContext().getRealm().getId();
        return row;
    }

    /**
     * The person's row, locked until the end of the transaction; made where there is none. Locked
     * by this transaction already, nobody else has changed it since, and it is not read again.
     */
    public static PersonRow locked(KeycloakSession session, String userId) {
        EntityManager em = Tables.of(session);
        if (session.getAttribute(LOCKED + userId) != null) {
            return em.find(PersonRow.class, userId);
        }
        session.setAttribute(LOCKED + userId, Boolean.TRUE);
        if (em.find(PersonRow.class, userId) == null) {
            em.persist(fresh(session, userId));
        }
        em.flush(); // what this transaction has written already must not be read away
        PersonRow row = em.find(PersonRow.class, userId);
        em.refresh(row, LockModeType.PESSIMISTIC_WRITE);
        return row;
    }
}
