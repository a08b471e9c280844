package org.mycambridge.service;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.mycambridge.history.KeycloakClock;
import org.mycambridge.tables.ChangeRow;
import org.mycambridge.tables.ServiceRow;
import org.mycambridge.tables.Tables;
import org.mycambridge.watch.EventLog;
import org.mycambridge.watch.Meters;

/**
 * What is due for one service's webhook, and what came of it: each method is one transaction. A
 * lane is the changes of one centre; its next one is due when the one before is acknowledged or
 * dead. A lease keeps two nodes off the same lane; that of a node that died runs out.
 */
final class Courier {

    private static final String SERVICE = "service";

    private static final Duration LEASE = Duration.ofMinutes(2);
    private static final Duration GIVE_UP = Duration.ofDays(3);

    /** After so many failures in a row, whoever receives is tried by one message at a time. */
    private static final int FAILING = 3;

    private static final List<Duration> PAUSES =
            List.of(
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(30),
                    Duration.ofMinutes(1),
                    Duration.ofMinutes(5),
                    Duration.ofMinutes(15),
                    Duration.ofHours(1));

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String HEADS =
            """
            select c.centreNumber from ChangeRow c
            where c.realmId = :realm and c.serviceId = :service and c.state = :waiting
                and c.dueAt <= :now and (c.leaseUntil is null or c.leaseUntil <= :now)
                and not exists (select 1 from ChangeRow e
                    where e.realmId = c.realmId and e.serviceId = c.serviceId
                        and e.state = :waiting and e.centreNumber = c.centreNumber
                        and (e.batch < c.batch or (e.batch = c.batch and e.id < c.id)))
            """;

    private final KeycloakSession session;
    private final EntityManager em;
    private final ChangeLog log;
    private final ServiceRow service;
    private final long now = KeycloakClock.UTC.millis();

    private Courier(KeycloakSession session, ChangeLog log) {
        this.session = session;
        this.em = Tables.of(session);
        this.log = log;
        this.service = log.service();
    }

    /** For a service with a webhook that is on, in a realm that is; empty for any other. */
    private static Optional<Courier> of(KeycloakSession session, ServiceRow.Key key) {
        Optional<ChangeLog> log = ChangeLog.find(session, key.realmId(), key.serviceId());
        RealmModel realm = session.realms().getRealm(key.realmId());
        if (log.isEmpty() || realm == null || !realm.isEnabled()) {
            return Optional.empty();
        }
        session.getContext().setRealm(realm);
        return Optional.of(new Courier(session, log.get()));
    }

    private boolean isOn() {
        return service.webhookUrl != null && service.webhookEnabled;
    }

    /**
     * What came of a message.
     *
     * @param failure why it was not acknowledged
     */
    record Outcome(long changeId, Optional<String> failure) {}

    /** The lanes whose next message is due, those tried least often first. */
    static List<String> due(
            KeycloakSession session, ServiceRow.Key key, int most, Set<String> busy) {
        return of(session, key)
                .filter(Courier::isOn)
                .map(courier -> courier.due(most, busy))
                .orElse(List.of());
    }

    private List<String> due(int most, Set<String> busy) {
        log.stamp();
        boolean failing = service.failures >= FAILING;
        if (failing && service.probeAt > now) {
            return List.of();
        }
        String others = busy.isEmpty() ? "" : " and c.centreNumber not in :busy";
        TypedQuery<String> query =
                em.createQuery(HEADS + others + " order by c.attempts, c.batch, c.id", String.class)
                        .setParameter("realm", service.realmId)
                        .setParameter("service", service.serviceId)
                        .setParameter("waiting", ChangeRow.State.WAITING)
                        .setParameter("now", now)
                        .setMaxResults(failing ? 1 : most);
        if (!busy.isEmpty()) {
            query.setParameter("busy", busy);
        }
        List<String> heads = query.getResultList();
        return failing && !heads.isEmpty() && !isProbeOurs() ? List.of() : heads;
    }

    /** Of all nodes, one sends the message that tries whether a receiver works again. */
    private boolean isProbeOurs() {
        return em.createQuery(
                                "update ServiceRow s set s.probeAt = :until where s.realmId = :realm"
                                        + " and s.serviceId = :service and s.probeAt <= :now")
                        .setParameter("until", now + LEASE.toMillis())
                        .setParameter("realm", service.realmId)
                        .setParameter("service", service.serviceId)
                        .setParameter("now", now)
                        .executeUpdate()
                == 1;
    }

    /**
     * Notes what came of the message before, and takes the next one of the lane.
     *
     * @param goOn whether there is to be a next one
     */
    static Optional<Post> step(
            KeycloakSession session,
            ServiceRow.Key key,
            String number,
            Optional<Outcome> before,
            boolean goOn) {
        return of(session, key).flatMap(courier -> courier.step(number, before, goOn));
    }

    private Optional<Post> step(String number, Optional<Outcome> before, boolean goOn) {
        before.ifPresent(this::note);
        boolean failed = before.flatMap(Outcome::failure).isPresent();
        return failed || !goOn || !isOn() ? Optional.empty() : take(number);
    }

    /** The service's row first, as everywhere: locks are taken in one order. */
    private void note(Outcome outcome) {
        if (outcome.failure().isEmpty()) {
            if (service.failures > 0) {
                countFailures("0", 0);
            }
            em.createQuery(
                            "update ChangeRow c set c.state = :done, c.leaseUntil = null, c.lastError"
                                    + " = null, c.acknowledgedAt = coalesce(c.acknowledgedAt, :now)"
                                    + " where c.id = :id and c.state = :waiting")
                    .setParameter("done", ChangeRow.State.ACKNOWLEDGED)
                    .setParameter("now", now)
                    .setParameter("id", outcome.changeId())
                    .setParameter("waiting", ChangeRow.State.WAITING)
                    .executeUpdate();
            return;
        }
        countFailures("s.failures + 1", now + pause(service.failures + 1).toMillis());
        ChangeRow row = em.find(ChangeRow.class, outcome.changeId());
        if (row == null || row.state != ChangeRow.State.WAITING) {
            return; // of a centre or a webhook that is gone
        }
        row.leaseUntil = null;
        row.lastError = outcome.failure().get();
        if (now - row.waitingSince > GIVE_UP.toMillis()) {
            row.state = ChangeRow.State.DEAD;
            tell(row, EventLog::lost, "webhook-given-up");
        } else {
            row.dueAt = now + pause(row.attempts).toMillis();
            tell(row, EventLog::failed, "webhook-failed");
        }
    }

    private interface Line {
        void write(String event, Object... details);
    }

    private void tell(ChangeRow row, Line line, String event) {
        if (row.state == ChangeRow.State.DEAD) {
            Meters.count(
                    "mycambridge.webhooks.given.up",
                    "Messages to services that were given up",
                    SERVICE,
                    service.serviceId);
        }
        line.write(
                event,
                "realm",
                row.realmId,
                SERVICE,
                service.serviceId,
                "message",
                row.publicId,
                "centre",
                row.centreId,
                "tries",
                row.attempts,
                "error",
                row.lastError);
    }

    private void countFailures(String count, long probeAt) {
        em.createQuery(
                        "update ServiceRow s set s.failures = "
                                + count
                                + ", s.probeAt = :at where s.realmId = :realm and s.serviceId ="
                                + " :service")
                .setParameter("at", probeAt)
                .setParameter("realm", service.realmId)
                .setParameter("service", service.serviceId)
                .executeUpdate();
    }

    private static Duration pause(int failures) {
        return PAUSES.get(Math.min(Math.max(failures, 1), PAUSES.size()) - 1);
    }

    private Optional<Post> take(String number) {
        Optional<Audience> audience = Audience.of(session, service.serviceId);
        List<ChangeRow> head =
                em.createQuery(
                                "from ChangeRow c where c.realmId = :realm and c.serviceId ="
                                        + " :service and c.state = :waiting and c.centreNumber ="
                                        + " :number order by c.batch, c.id",
                                ChangeRow.class)
                        .setParameter("realm", service.realmId)
                        .setParameter("service", service.serviceId)
                        .setParameter("waiting", ChangeRow.State.WAITING)
                        .setParameter("number", number)
                        .setMaxResults(1)
                        .getResultList();
        if (head.isEmpty() || audience.isEmpty() || head.get(0).dueAt > now) {
            return Optional.empty();
        }
        ChangeRow row = head.get(0);
        boolean ours =
                em.createQuery(
                                        "update ChangeRow c set c.leaseUntil = :until, c.attempts ="
                                                + " c.attempts + 1 where c.id = :id and c.state ="
                                                + " :waiting and (c.leaseUntil is null or"
                                                + " c.leaseUntil <= :now)")
                                .setParameter("until", now + LEASE.toMillis())
                                .setParameter("id", row.id)
                                .setParameter("waiting", ChangeRow.State.WAITING)
                                .setParameter("now", now)
                                .executeUpdate()
                        == 1;
        if (!ours) {
            return Optional.empty();
        }
        Map<String, Object> item = log.items(audience.get(), List.of(row)).get(0);
        return Optional.of(post(session, service, row.id, row.publicId, item));
    }

    /** A message, signed at this moment. */
    static Post post(
            KeycloakSession session,
            ServiceRow service,
            long changeId,
            String id,
            Map<String, Object> item) {
        long now = KeycloakClock.UTC.millis();
        long second = now / 1000;
        try {
            String body = JSON.writeValueAsString(item);
            return new Post(
                    changeId,
                    id,
                    URI.create(service.webhookUrl),
                    body,
                    second,
                    Signature.of(session, service, id, second, now, body));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
