package org.mycambridge.tables;

import jakarta.persistence.EntityNotFoundException;
import jakarta.persistence.LockTimeoutException;
import jakarta.persistence.OptimisticLockException;
import jakarta.persistence.PessimisticLockException;
import java.sql.SQLException;
import java.util.regex.Pattern;
import org.hibernate.StaleStateException;
import org.hibernate.UnresolvableObjectException;
import org.keycloak.models.ModelDuplicateException;

/** Tells a failure that comes of another writer from one of our own. */
public final class Contention {

    /** How H2's store ends the words for a row locked for too long, and for a deadlock. */
    private static final Pattern H2_LOCKED = Pattern.compile("/10[15]]$");

    private Contention() {}

    /** For a work that has seen by itself that another writer was quicker: it is done again. */
    public static RuntimeException found(String what) {
        return new PessimisticLockException(what);
    }

    /**
     * Whether another writer was in the way: a lock not had in time, a deadlock or a serialisation
     * failure (SQL states 40001, 40P01, 55P03; H2's HYT00), a row that somebody else put in first
     * (23505) or has taken away. Done again, the work sees what the other one wrote.
     *
     * <p>Keycloak passes on no more than the innermost cause of a failure. H2's is its store's own
     * exception, which has no SQL state but ends with the store's version and code.
     */
    public static boolean caused(Throwable e) {
        for (Throwable t = e; t != null; t = t.getCause()) {
            if (t instanceof PessimisticLockException
                    || t instanceof LockTimeoutException
                    || t instanceof EntityNotFoundException
                    || t instanceof UnresolvableObjectException
                    || t instanceof OptimisticLockException
                    || t instanceof StaleStateException
                    || t instanceof ModelDuplicateException
                    || isLockedInH2(t)
                    || t instanceof SQLException sql && isState(sql.getSQLState())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isState(String state) {
        return state != null
                && (state.startsWith("40")
                        || state.equals("55P03")
                        || state.equals("HYT00")
                        || state.equals("23505"));
    }

    private static boolean isLockedInH2(Throwable t) {
        return t.getClass().getName().equals("org.h2.mvstore.MVStoreException")
                && H2_LOCKED.matcher(String.valueOf(t.getMessage())).find();
    }
}
