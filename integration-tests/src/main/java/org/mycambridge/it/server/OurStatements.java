package org.mycambridge.it.server;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Counts the SQL statements on our own tables, as Hibernate logs them; nothing of them is kept. */
final class OurStatements extends Handler {

    /** How the name of each of our tables begins. */
    private static final String OURS = "MC_";

    /** Held here, so that it is not collected with its level and its handler. */
    private static final Logger SQL = Logger.getLogger("org.hibernate.SQL");

    private static final AtomicLong COUNT = new AtomicLong();
    private static boolean listening;

    private OurStatements() {}

    /** How many there were since this was first asked. */
    static synchronized long count() {
        if (!listening) {
            SQL.setUseParentHandlers(false);
            SQL.addHandler(new OurStatements());
            SQL.setLevel(Level.FINE);
            listening = true;
        }
        return COUNT.get();
    }

    @Override
    public void publish(LogRecord statement) {
        if (statement.getMessage().toUpperCase(Locale.ROOT).contains(OURS)) {
            COUNT.incrementAndGet();
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
