package org.mycambridge.centre;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.keycloak.Config;
import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.mycambridge.history.Outbox;
import org.mycambridge.tables.Contention;
import org.mycambridge.tables.Tables;
import org.mycambridge.watch.Meters;

/**
 * A write: a transaction of its own, in which facts are loaded, decided on and changed, and which
 * has committed before its answer is given. What fails because another writer was there is done
 * again, twice, and then refused as busy (design decision 4).
 */
public final class Work {

    private static final Logger LOG = Logger.getLogger(Work.class);
    private static final int TRIES = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final String EVEN = "my-cambridge.work-is-even";
    private static final Duration EVEN_STROKE =
            Duration.ofMillis(
                    Config.scope("realm-restapi-extension", "centres").getInt("evenMillis", 250));

    private Work() {}

    /**
     * What a write came to.
     *
     * @param value its answer
     * @param mail how the mail it caused stands; empty where it caused none
     */
    public record Done<T>(T value, Optional<Outbox.Outcome> mail) {}

    /**
     * Does the work in a session and transaction of its own, in the same realm, and waits two
     * seconds for its mail.
     */
    public static <T> Done<T> write(KeycloakSession outer, Function<KeycloakSession, T> work) {
        Stroke stroke = Stroke.now(EVEN_STROKE);
        AtomicBoolean even = new AtomicBoolean();
        Done<T> done =
                write(
                        outer,
                        session -> {
                            T value = work.apply(session);
                            even.set(session.getAttribute(EVEN) != null);
                            return value;
                        },
                        dispatch -> await(dispatch, PATIENCE));
        if (even.get()) {
            stroke.await();
        }
        return done;
    }

    /** The same for work that causes many mails: they are being sent when this returns. */
    public static <T> Done<T> writeWithoutWaiting(
            KeycloakSession outer, Function<KeycloakSession, T> work) {
        return write(
                outer,
                work,
                dispatch -> await(dispatch, Duration.ZERO).map(any -> Outbox.Outcome.BEING_SENT));
    }

    /**
     * To be said by work whose duration would tell what it found: where somebody waits for its
     * mail, its answer is given at a {@link Stroke} after it began.
     *
     * @param session the work's own
     */
    public static void isEven(KeycloakSession session) {
        session.setAttribute(EVEN, true);
    }

    private static Optional<Outbox.Outcome> await(Outbox.Dispatch dispatch, Duration patience) {
        dispatch.start();
        return dispatch.await(patience);
    }

    /**
     * Does the work as {@link #write} does, and undoes it: what it answers is what would have come
     * of it, and nothing is written or mailed.
     */
    public static <T> T rehearse(KeycloakSession outer, Function<KeycloakSession, T> work) {
        return write(
                        outer,
                        session -> {
                            T value = work.apply(session);
                            Tables.of(session).flush(); // what the database refuses, it says now
                            session.getTransactionManager().setRollbackOnly();
                            return value;
                        },
                        dispatch -> Optional.empty())
                .value();
    }

    private static <T> Done<T> write(
            KeycloakSession outer,
            Function<KeycloakSession, T> work,
            Function<Outbox.Dispatch, Optional<Outbox.Outcome>> mail) {
        String realmId = outer.getContext().getRealm().getId();
        long began = System.nanoTime();
        for (int attempt = 1; ; attempt++) {
            Attempt<T> tried = new Attempt<>();
            try {
                KeycloakModelUtils.runJobInTransactionWithResult(
                        outer.getKeycloakSessionFactory(),
                        outer.getContext(),
                        session -> {
                            RealmModel realm = session.realms().getRealm(realmId);
                            session.getContext().setRealm(realm);
                            return tried.make(session, work);
                        },
                        "my-cambridge write");
            } catch (RuntimeException e) {
                if (tried.committed) {
                    // What is done is done, whatever Keycloak could not tell the other nodes.
                    LOG.warn("A write was done, and not every node could be told", e);
                } else if (!Contention.caused(e)) {
                    took(began, e instanceof Refusal ? "refused" : "failed");
                    throw e;
                } else {
                    LOG.debugf(e, "Write met another writer, try %d", attempt);
                    if (attempt == TRIES) {
                        took(began, "busy");
                        throw Refusal.busy();
                    }
                    continue;
                }
            }
            took(began, "done");
            return new Done<>(tried.value, mail.apply(tried.dispatch));
        }
    }

    /** One try, and how far it came. */
    private static final class Attempt<T> {

        private T value;
        private Outbox.Dispatch dispatch;
        private boolean committed;

        T make(KeycloakSession session, Function<KeycloakSession, T> work) {
            dispatch = Outbox.hold(session);
            value = work.apply(session);
            session.getTransactionManager()
                    .enlistAfterCompletion(
                            new AbstractKeycloakTransaction() {
                                @Override
                                protected void commitImpl() {
                                    committed = true;
                                }

                                @Override
                                protected void rollbackImpl() {
                                    // it stays undone
                                }
                            });
            return value;
        }
    }

    private static void took(long began, String outcome) {
        Meters.time(
                "mycambridge.writes",
                "Writes, from the first lock to the commit, with those that were done again",
                System.nanoTime() - began,
                "outcome",
                outcome);
    }
}
