package org.mycambridge.history;

import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.TypedQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.keycloak.email.EmailException;
import org.keycloak.email.EmailTemplateProvider;
import org.keycloak.executors.ExecutorsProvider;
import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.mycambridge.tables.Contention;
import org.mycambridge.tables.DeliveryRow;
import org.mycambridge.tables.MembershipRow;
import org.mycambridge.tables.Tables;
import org.mycambridge.watch.EventLog;
import org.mycambridge.watch.Meters;

/**
 * The mails that are owed. A row is written in the transaction of the act that causes it, tried as
 * soon as that is committed, off the request's thread, and then by any node's timer until it is
 * delivered, no longer wanted, or three days old. A lease keeps two nodes off the same row; the
 * lease of a node that died runs out (design decision 6).
 */
public final class Outbox {

    /** How a delivery stands when the request has waited as long as it may. */
    public enum Outcome {
        SENT,
        BEING_SENT,
        NOT_DELIVERED
    }

    private static final Logger LOG = Logger.getLogger(Outbox.class);
    private static final String DISPATCH = "my-cambridge.dispatch";
    private static final Duration LEASE = Duration.ofMinutes(2);

    /** A mail just owed is its request's to try, which waits for the outcome. */
    private static final Duration OWN_TRY = Duration.ofSeconds(2);

    private static final Duration GIVE_UP = Duration.ofDays(3);
    private static final Duration KEPT = Duration.ofDays(90);
    private static final int BATCH = 50;
    private static final List<Duration> PAUSES =
            List.of(
                    Duration.ofSeconds(30),
                    Duration.ofMinutes(1),
                    Duration.ofMinutes(5),
                    Duration.ofMinutes(15),
                    Duration.ofHours(1));

    private static final Map<String, Letter> LETTERS =
            ServiceLoader.load(Letter.class, Outbox.class.getClassLoader()).stream()
                    .map(ServiceLoader.Provider::get)
                    .collect(Collectors.toUnmodifiableMap(Letter::kind, Function.identity()));

    private Outbox() {}

    /** Owes somebody a mail from the moment this transaction commits. */
    public static void owe(KeycloakSession session, Letter.Order order) {
        dispatch(session).add(plan(session, order, KeycloakClock.UTC.millis()));
    }

    /**
     * Owes somebody a mail at a later time, if it is still wanted then.
     *
     * @param at when, in milliseconds since 1970
     */
    public static void oweLater(KeycloakSession session, Letter.Order order, long at) {
        plan(session, order, at);
    }

    private static String plan(KeycloakSession session, Letter.Order order, long at) {
        if (!LETTERS.containsKey(order.kind())) {
            throw new IllegalArgumentException("no letter of kind " + order.kind());
        }
        DeliveryRow row = new DeliveryRow();
        row.id = KeycloakModelUtils.generateId();
        row.realmId = session.getContext().getRealm().getId();
        row.kind = order.kind();
        row.recipientId = order.recipientId();
        row.centreId = order.centreId().orElse(null);
        row.reference = order.reference().orElse(null);
        row.baseUrl = baseUrl(session);
        row.state = DeliveryRow.State.DUE;
        row.createdAt = at;
        row.dueAt = at;
        Tables.of(session).persist(row);
        return row.id;
    }

    private static String baseUrl(KeycloakSession session) {
        try {
            return session.getContext().getUri().getBaseUri().toString();
        } catch (ContextNotActiveException e) {
            return null; // the clock's doing: the letter has no link, or knows another way
        }
    }

    /**
     * What this transaction will have owed by the time it commits, to be started by the caller once
     * the session is closed: by then every cache has learnt of the commit, and a mail is written
     * from what is true.
     */
    public static Dispatch hold(KeycloakSession session) {
        Dispatch dispatch =
                new Dispatch(
                        session.getKeycloakSessionFactory(),
                        session.getProvider(ExecutorsProvider.class)
                                .getExecutor("my-cambridge-outbox"));
        session.setAttribute(DISPATCH, dispatch);
        return dispatch;
    }

    private static Dispatch dispatch(KeycloakSession session) {
        Dispatch held = session.getAttribute(DISPATCH, Dispatch.class);
        if (held != null) {
            return held;
        }
        Dispatch dispatch = hold(session);
        session.getTransactionManager()
                .enlistAfterCompletion(
                        new AbstractKeycloakTransaction() {
                            @Override
                            protected void commitImpl() {
                                dispatch.start();
                            }

                            @Override
                            protected void rollbackImpl() {
                                // Nothing is owed.
                            }
                        });
        return dispatch;
    }

    /** Tries whatever is due; called by each node's timer. */
    public static void deliverDue(KeycloakSessionFactory factory) {
        long now = KeycloakClock.UTC.millis();
        List<String> due =
                KeycloakModelUtils.runJobInTransactionWithResult(
                        factory,
                        session ->
                                Tables.of(session)
                                        .createQuery(
                                                "select d.id from DeliveryRow d where d.state = :due"
                                                        + " and d.dueAt <= :now and (d.leaseUntil is"
                                                        + " null or d.leaseUntil <= :now) and"
                                                        + " (d.attempts > 0 or d.dueAt <= :left)"
                                                        + " order by"
                                                        // Those that keep failing stand behind.
                                                        + " d.attempts, d.dueAt",
                                                String.class)
                                        .setParameter("due", DeliveryRow.State.DUE)
                                        .setParameter("now", now)
                                        .setParameter("left", now - OWN_TRY.toMillis())
                                        .setMaxResults(BATCH)
                                        .getResultList());
        due.forEach(id -> attempt(factory, id));
    }

    /**
     * A mail that failed and is tried again, or was given up.
     *
     * @param id its own, by which it can be tried again
     * @param recipient whom, by name or else address; empty for somebody who is gone
     * @param recipientId the same, by id
     * @param centre the number of the centre it is about
     * @param since from when on it was owed
     * @param next when it is tried again; empty where it was given up
     * @param error why the last try failed, without addresses
     */
    public record Troubled(
            String id,
            String kind,
            String recipient,
            String recipientId,
            Optional<String> centre,
            Instant since,
            Optional<Instant> next,
            int attempts,
            String error) {}

    /**
     * Some of them.
     *
     * @param total how many there are in all
     */
    public record Trouble(List<Troubled> mails, long total) {}

    /** One of the mails of {@link #trouble}; empty where it is none of them, or no more. */
    public static Optional<Troubled> trouble(KeycloakSession session, String id) {
        return troubleQuery(session, " and d.id = :id")
                .setParameter("id", id)
                .getResultStream()
                .map(Outbox::troubled)
                .findFirst();
    }

    /**
     * Has a mail of {@link #trouble} tried as soon as this transaction commits, as if it were new:
     * it is given up no sooner than any other, and not sent if nobody wants it any more. One that
     * is being tried at this moment is left to whoever tries it.
     *
     * @return the mail as it stood; empty where it is none of them, or no more
     */
    public static Optional<DeliveryRow> retry(KeycloakSession session, String id) {
        if (trouble(session, id).isEmpty()) {
            return Optional.empty();
        }
        long now = KeycloakClock.UTC.millis();
        DeliveryRow row =
                Tables.of(session).find(DeliveryRow.class, id, LockModeType.PESSIMISTIC_WRITE);
        Tables.of(session).refresh(row);
        if (row.lastError == null || (row.leaseUntil != null && row.leaseUntil > now)) {
            return Optional.empty();
        }
        row.state = DeliveryRow.State.DUE;
        row.createdAt = now;
        row.dueAt = now;
        row.doneAt = null;
        row.leaseUntil = null;
        row.attempts = 0;
        dispatch(session).add(id);
        return Optional.of(row);
    }

    /** Mails of the realm that failed, the latest first: one statement. */
    public static Trouble trouble(KeycloakSession session, int first, int max) {
        List<Object[]> found =
                troubleQuery(session, "").setFirstResult(first).setMaxResults(max).getResultList();
        return new Trouble(
                found.stream().map(Outbox::troubled).toList(),
                found.isEmpty() ? 0 : (Long) found.get(0)[5]);
    }

    private static TypedQuery<Object[]> troubleQuery(KeycloakSession session, String and) {
        return Tables.of(session)
                .createQuery(
                        "select d, u.firstName, u.lastName, u.email, c.number, count(d.id) over ()"
                                + " from DeliveryRow d left join UserEntity u on u.id ="
                                + " d.recipientId left join CentreRow c on c.id = d.centreId where"
                                + " d.realmId = :realm and d.lastError is not null and (d.state ="
                                + " :due or (d.state = :ended and d.doneAt - d.createdAt > :late))"
                                + and
                                + " order by d.createdAt desc, d.id",
                        Object[].class)
                .setParameter("realm", session.getContext().getRealm().getId())
                .setParameter("due", DeliveryRow.State.DUE)
                .setParameter("ended", DeliveryRow.State.ENDED)
                .setParameter("late", GIVE_UP.toMillis());
    }

    private static Troubled troubled(Object[] row) {
        DeliveryRow mail = (DeliveryRow) row[0];
        String name = MembershipRow.fullName((String) row[1], (String) row[2]);
        return new Troubled(
                mail.id,
                mail.kind,
                name.isEmpty() && row[3] != null ? (String) row[3] : name,
                mail.recipientId,
                Optional.ofNullable((String) row[4]),
                Instant.ofEpochMilli(mail.createdAt),
                Optional.of(mail.dueAt)
                        .filter(any -> mail.state == DeliveryRow.State.DUE)
                        .map(Instant::ofEpochMilli),
                mail.attempts,
                mail.lastError);
    }

    /**
     * Mails of all realms that are owed and not sent.
     *
     * @param due how many
     * @param oldest since when the oldest one is owed
     */
    public record Backlog(long due, Optional<Instant> oldest) {}

    /** One statement, which reads what is owed and little else: no mail planned for later days. */
    public static Backlog backlog(KeycloakSession session) {
        long now = KeycloakClock.UTC.millis();
        Object[] found =
                Tables.of(session)
                        .createQuery(
                                "select count(d.id), min(d.createdAt) from DeliveryRow d where"
                                        + " d.state = :due and d.dueAt <= :latest and d.createdAt <="
                                        + " :now",
                                Object[].class)
                        .setParameter("due", DeliveryRow.State.DUE)
                        .setParameter("now", now)
                        // No mail that failed waits for longer than the longest pause.
                        .setParameter("latest", now + PAUSES.get(PAUSES.size() - 1).toMillis())
                        .getSingleResult();
        return new Backlog(
                (Long) found[0], Optional.ofNullable((Long) found[1]).map(Instant::ofEpochMilli));
    }

    /** Forgets deliveries that were done with three months ago; called by a timer. */
    public static void tidy(KeycloakSessionFactory factory) {
        KeycloakModelUtils.runJobInTransaction(
                factory,
                session ->
                        Tables.of(session)
                                .createQuery("delete from DeliveryRow d where d.doneAt < :oldest")
                                .setParameter(
                                        "oldest", KeycloakClock.UTC.millis() - KEPT.toMillis())
                                .executeUpdate());
    }

    /** Ends what is still owed about one thing; for a mail that must not leave any more. */
    public static void end(KeycloakSession session, String reference) {
        Tables.of(session)
                .createQuery(
                        "update DeliveryRow d set d.state = :ended, d.doneAt = :now where"
                                + " d.reference = :reference and d.state = :due")
                .setParameter("ended", DeliveryRow.State.ENDED)
                .setParameter("due", DeliveryRow.State.DUE)
                .setParameter("now", KeycloakClock.UTC.millis())
                .setParameter("reference", reference)
                .executeUpdate();
    }

    private static Outcome attempt(KeycloakSessionFactory factory, String id) {
        try {
            boolean taken =
                    KeycloakModelUtils.runJobInTransactionWithResult(
                            factory, session -> take(session, id));
            return taken ? deliver(factory, id) : Outcome.BEING_SENT;
        } catch (RuntimeException e) {
            if (Contention.caused(e)) {
                LOG.debugf(e, "Delivery %s is being tried elsewhere", id);
                return Outcome.BEING_SENT;
            }
            // The lease runs out and the row is tried again; nothing of a mail is in this message.
            LOG.warnf(e, "Delivery %s could not be tried", id);
            return Outcome.NOT_DELIVERED;
        }
    }

    /**
     * Takes the row for this node. In a transaction of its own: the try counts even where writing
     * the letter fails, and nobody waits for the row while the letter waits for others.
     */
    private static boolean take(KeycloakSession session, String id) {
        long now = KeycloakClock.UTC.millis();
        return Tables.of(session)
                        .createQuery(
                                "update DeliveryRow d set d.leaseUntil = :until, d.attempts ="
                                        + " d.attempts + 1 where d.id = :id and d.state = :due and"
                                        + " (d.leaseUntil is null or d.leaseUntil <= :now)")
                        .setParameter("until", now + LEASE.toMillis())
                        .setParameter("id", id)
                        .setParameter("due", DeliveryRow.State.DUE)
                        .setParameter("now", now)
                        .executeUpdate()
                == 1;
    }

    /** Writes the letter of a row that was taken, and sends it. Whatever fails is recorded. */
    private static Outcome deliver(KeycloakSessionFactory factory, String id) {
        long began = System.nanoTime();
        Optional<String> error;
        try {
            Optional<Prepared> prepared =
                    KeycloakModelUtils.runJobInTransactionWithResult(
                            factory, session -> prepare(session, id));
            if (prepared.isEmpty()) {
                return Outcome.BEING_SENT;
            }
            error = send(factory, prepared.get());
        } catch (RuntimeException e) {
            if (Contention.caused(e)) {
                LOG.debugf(e, "Delivery %s met another writer", id);
                KeycloakModelUtils.runJobInTransaction(factory, session -> release(session, id));
                return Outcome.BEING_SENT;
            }
            LOG.warnf(e, "Delivery %s could not be written", id);
            error = Optional.of(cause(e));
        }
        Optional<String> failure = error;
        KeycloakModelUtils.runJobInTransactionWithResult(
                        factory, session -> record(session, id, failure))
                .ifPresent(tried -> tell(tried, System.nanoTime() - began));
        return failure.isEmpty() ? Outcome.SENT : Outcome.NOT_DELIVERED;
    }

    /** For the next timer, on any node. */
    private static void release(KeycloakSession session, String id) {
        Tables.of(session)
                .createQuery("update DeliveryRow d set d.leaseUntil = null where d.id = :id")
                .setParameter("id", id)
                .executeUpdate();
    }

    /** Has the letter written; nothing where nobody wants it any more. */
    private static Optional<Prepared> prepare(KeycloakSession session, String id) {
        EntityManager em = Tables.of(session);
        DeliveryRow row = em.find(DeliveryRow.class, id);
        if (row == null || row.state != DeliveryRow.State.DUE) {
            return Optional.empty();
        }
        RealmModel realm = session.realms().getRealm(row.realmId);
        if (realm == null) {
            em.remove(row);
            return Optional.empty();
        }
        session.getContext().setRealm(realm);
        UserModel recipient = session.users().getUserById(realm, row.recipientId);
        Letter letter = LETTERS.get(row.kind);
        Optional<Letter.Message> message =
                recipient == null || letter == null
                        ? Optional.empty()
                        : letter.prepare(session, row);
        if (message.isEmpty()) {
            row.state = DeliveryRow.State.ENDED;
            row.doneAt = KeycloakClock.UTC.millis();
            row.leaseUntil = null;
        }
        return message.map(text -> new Prepared(row.realmId, row.recipientId, text));
    }

    private static Optional<String> send(KeycloakSessionFactory factory, Prepared prepared) {
        return KeycloakModelUtils.runJobInTransactionWithResult(
                factory,
                session -> {
                    RealmModel realm = session.realms().getRealm(prepared.realmId());
                    if (realm == null) {
                        return Optional.of("the realm is gone");
                    }
                    session.getContext().setRealm(realm);
                    UserModel recipient =
                            session.users().getUserById(realm, prepared.recipientId());
                    if (recipient == null) {
                        return Optional.of("the person is gone");
                    }
                    try {
                        session.getProvider(EmailTemplateProvider.class)
                                .setRealm(realm)
                                .setUser(recipient)
                                .send(
                                        prepared.message().subjectKey(),
                                        prepared.message().subjectArguments(),
                                        prepared.message().template() + ".ftl",
                                        // Keycloak adds to the map it is given.
                                        new HashMap<>(prepared.message().attributes()));
                        return Optional.empty();
                    } catch (EmailException e) {
                        return Optional.of(cause(e));
                    }
                });
    }

    /** What went wrong, by the kinds of the failures alone: their texts may hold addresses. */
    private static String cause(Throwable e) {
        List<String> kinds = new ArrayList<>();
        for (Throwable t = e; t != null && kinds.size() < 5; t = t.getCause()) {
            kinds.add(t.getClass().getSimpleName());
        }
        return String.join(" < ", kinds);
    }

    /**
     * What came of a try.
     *
     * @param outcome {@code sent}, {@code failed} or {@code given-up}
     */
    private record Tried(DeliveryRow row, String outcome) {}

    private static void tell(Tried tried, long nanos) {
        DeliveryRow row = tried.row();
        Meters.time(
                "mycambridge.mails",
                "Mails that were tried: until the mail server has taken or refused them",
                nanos,
                "kind",
                row.kind,
                "outcome",
                tried.outcome());
        Object[] details = {
            "realm", row.realmId,
            "kind", row.kind,
            "delivery", row.id,
            "recipient", row.recipientId,
            "centre", row.centreId,
            "tries", row.attempts,
            "error", row.lastError
        };
        switch (tried.outcome()) {
            case "failed" -> EventLog.failed("mail-failed", details);
            case "given-up" -> EventLog.lost("mail-given-up", details);
            default -> EventLog.detail("mail-sent", details);
        }
    }

    private static Optional<Tried> record(
            KeycloakSession session, String id, Optional<String> error) {
        DeliveryRow row =
                Tables.of(session).find(DeliveryRow.class, id, LockModeType.PESSIMISTIC_WRITE);
        if (row == null || row.state != DeliveryRow.State.DUE) {
            return Optional.empty();
        }
        long now = KeycloakClock.UTC.millis();
        row.leaseUntil = null;
        row.lastError = error.orElse(null);
        if (error.isEmpty()) {
            row.state = DeliveryRow.State.SENT;
            row.doneAt = now;
            return Optional.of(new Tried(row, "sent"));
        }
        if (isTooOld(row, now)) {
            row.state = DeliveryRow.State.ENDED;
            row.doneAt = now;
            return Optional.of(new Tried(row, "given-up"));
        }
        Duration pause = PAUSES.get(Math.min(row.attempts, PAUSES.size()) - 1);
        row.dueAt = now + pause.toMillis();
        return Optional.of(new Tried(row, "failed"));
    }

    private static boolean isTooOld(DeliveryRow row, long now) {
        Letter letter = LETTERS.get(row.kind);
        return now - row.createdAt > GIVE_UP.toMillis()
                && (letter == null || !letter.isNeverGivenUp());
    }

    private record Prepared(String realmId, String recipientId, Letter.Message message) {}

    /** The deliveries of one transaction, tried when it has committed. */
    public static final class Dispatch {

        private final KeycloakSessionFactory factory;
        private final ExecutorService executor;
        private final List<String> owed = new ArrayList<>();
        private final List<CompletableFuture<Outcome>> tries = new ArrayList<>();

        private Dispatch(KeycloakSessionFactory factory, ExecutorService executor) {
            this.factory = factory;
            this.executor = executor;
        }

        private void add(String id) {
            owed.add(id);
        }

        /** Starts the first tries, off this thread; call it after the commit. */
        public void start() {
            owed.forEach(
                    id ->
                            tries.add(
                                    CompletableFuture.supplyAsync(
                                            () -> attempt(factory, id), executor)));
        }

        /**
         * Waits for the first tries, at most this long in all; call it after the commit.
         *
         * @return the worst of the outcomes; empty where nothing was owed
         */
        public Optional<Outcome> await(Duration atMost) {
            if (tries.isEmpty()) {
                return Optional.empty();
            }
            long end = System.nanoTime() + atMost.toNanos();
            Outcome worst = Outcome.SENT;
            for (CompletableFuture<Outcome> each : tries) {
                Outcome outcome = outcome(each, end - System.nanoTime());
                worst = outcome.compareTo(worst) > 0 ? outcome : worst;
            }
            return Optional.of(worst);
        }

        private static Outcome outcome(CompletableFuture<Outcome> tried, long nanos) {
            try {
                return tried.get(Math.max(0, nanos), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                return Outcome.BEING_SENT;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Outcome.BEING_SENT;
            } catch (java.util.concurrent.ExecutionException | CompletionException e) {
                LOG.warn("A delivery could not be tried", e);
                return Outcome.NOT_DELIVERED;
            }
        }
    }
}
