package org.mycambridge.service;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.keycloak.executors.ExecutorsProvider;
import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.mycambridge.tables.Contention;
import org.mycambridge.tables.ServiceRow;
import org.mycambridge.watch.Meters;

/**
 * Keeps one service's messages flowing on this node: a few lanes at once, each in order, until
 * nothing is due. Whoever starts it waits for nothing, and no thread waits for a receiver, so that
 * one who is slow or dead holds up nobody else.
 */
final class Pump {

    private static final Logger LOG = Logger.getLogger(Pump.class);
    private static final Map<ServiceRow.Key, Pump> PUMPS = new ConcurrentHashMap<>();
    private static final String OWED = "my-cambridge.changes";
    private static final int LANES = 8;

    /** After so many messages a lane lets the others have their turn. */
    private static final int IN_A_ROW = 20;

    private static final int TRIES = 3;

    private final KeycloakSessionFactory factory;
    private final ExecutorService executor;
    private final ServiceRow.Key key;
    private final Set<String> busy = new HashSet<>();
    private boolean running;
    private boolean again;

    private Pump(KeycloakSessionFactory factory, ExecutorService executor, ServiceRow.Key key) {
        this.factory = factory;
        this.executor = executor;
        this.key = key;
    }

    static Pump of(KeycloakSession session, ServiceRow.Key key) {
        return PUMPS.computeIfAbsent(
                key,
                each ->
                        new Pump(
                                session.getKeycloakSessionFactory(),
                                session.getProvider(ExecutorsProvider.class)
                                        .getExecutor("my-cambridge-webhooks"),
                                each));
    }

    /** Starts a service's pump when this transaction has committed. */
    static void afterCommit(KeycloakSession session, ServiceRow.Key key) {
        Owed owed = session.getAttribute(OWED, Owed.class);
        if (owed == null) {
            Owed fresh = new Owed(new HashSet<>());
            session.setAttribute(OWED, fresh);
            session.getTransactionManager()
                    .enlistAfterCompletion(
                            new AbstractKeycloakTransaction() {
                                @Override
                                protected void commitImpl() {
                                    fresh.pumps().forEach(Pump::start);
                                }

                                @Override
                                protected void rollbackImpl() {
                                    // Nothing happened.
                                }
                            });
            owed = fresh;
        }
        owed.pumps().add(of(session, key));
    }

    private record Owed(Set<Pump> pumps) {}

    /** Looks for what is due, off this thread; while it does so already, once more afterwards. */
    void start() {
        synchronized (this) {
            again = true;
            if (running) {
                return;
            }
            running = true;
        }
        executor.execute(this::run);
    }

    private void run() {
        while (goesOn()) {
            try {
                lanes().forEach(number -> step(number, IN_A_ROW, Optional.empty()));
            } catch (RuntimeException e) {
                // The timer comes again.
                LOG.warnf(e, "The webhook of %s could not be looked after", key.serviceId());
            }
        }
    }

    private synchronized boolean goesOn() {
        running = again;
        again = false;
        return running;
    }

    private List<String> lanes() {
        Set<String> taken;
        synchronized (this) {
            taken = new HashSet<>(busy);
        }
        if (taken.size() >= LANES) {
            return List.of(); // whichever ends first asks again
        }
        List<String> due =
                inTransaction(session -> Courier.due(session, key, LANES - taken.size(), taken));
        synchronized (this) {
            busy.addAll(due);
        }
        return new ArrayList<>(due);
    }

    private void step(String number, int left, Optional<Courier.Outcome> before) {
        Optional<Post> next = Optional.empty();
        try {
            next = inTransaction(session -> Courier.step(session, key, number, before, left > 0));
        } catch (RuntimeException e) {
            // The lease runs out and it is tried again; nothing of the message is in this one.
            LOG.warnf(e, "A webhook message for %s could not be tried", key.serviceId());
        }
        if (next.isEmpty()) {
            end(number, before.isPresent());
            return;
        }
        Post post = next.get();
        long began = System.nanoTime();
        post.send()
                .thenAcceptAsync(
                        failure -> {
                            took(System.nanoTime() - began, failure.isEmpty());
                            step(
                                    number,
                                    left - 1,
                                    Optional.of(new Courier.Outcome(post.changeId(), failure)));
                        },
                        executor);
    }

    private void took(long nanos, boolean acknowledged) {
        Meters.time(
                "mycambridge.webhooks",
                "Messages to services: until they were acknowledged or not",
                nanos,
                "service",
                key.serviceId(),
                "outcome",
                acknowledged ? "acknowledged" : "failed");
    }

    private void end(String number, boolean sentSomething) {
        synchronized (this) {
            busy.remove(number);
        }
        if (sentSomething) {
            start();
        }
    }

    private <T> T inTransaction(Function<KeycloakSession, T> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return KeycloakModelUtils.runJobInTransactionWithResult(factory, work::apply);
            } catch (RuntimeException e) {
                if (attempt == TRIES || !Contention.caused(e)) {
                    throw e;
                }
                LOG.debugf(e, "The webhook of %s met another writer", key.serviceId());
            }
        }
    }
}
