package org.mycambridge.service;

import jakarta.persistence.EntityManager;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.mycambridge.centre.ActorRef;
import org.mycambridge.centre.Policies;
import org.mycambridge.centre.Refusal;
import org.mycambridge.history.History;
import org.mycambridge.history.KeycloakClock;
import org.mycambridge.policy.Relation;
import org.mycambridge.policy.Service;
import org.mycambridge.tables.ChangeRow;
import org.mycambridge.tables.ServiceRow;
import org.mycambridge.tables.Tables;

/** The webhooks of a realm's services, as the board keeps them; in the caller's transaction. */
public final class Webhooks {

    private static final int LONGEST_URL = 1000;
    private static final Object[] NOTHING = new Object[4];

    private final KeycloakSession session;
    private final EntityManager em;
    private final RealmModel realm;

    public Webhooks(KeycloakSession session) {
        this.session = session;
        this.em = Tables.of(session);
        this.realm = session.getContext().getRealm();
    }

    /**
     * A service and what it has taken.
     *
     * @param url empty without a webhook
     * @param polls whether it has ever read its changes
     * @param failing whether the last tries failed
     * @param lastAcknowledged when it last took a change, in either way
     * @param waiting how many changes wait for its webhook
     * @param oldest since when the oldest of them waits
     * @param dead how many were given up
     */
    public record Status(
            Service service,
            Optional<String> url,
            boolean enabled,
            boolean polls,
            boolean failing,
            Optional<Instant> lastAcknowledged,
            long waiting,
            Optional<Instant> oldest,
            long dead) {}

    /**
     * Every service of the catalogue, in its order: three statements, which look only at what
     * waits, is dead, or was taken last.
     */
    public List<Status> list() {
        List<Service> services = Policies.current(session).catalogue().services();
        if (services.isEmpty()) {
            return List.of();
        }
        Map<String, Object[]> rows = new HashMap<>();
        em.createQuery(
                        "select s, (select max(c.acknowledgedAt) from ChangeRow c where c.realmId ="
                                + " s.realmId and c.serviceId = s.serviceId) from ServiceRow s where"
                                + " s.realmId = :realm",
                        Object[].class)
                .setParameter("realm", realm.getId())
                .getResultList()
                .forEach(row -> rows.put(((ServiceRow) row[0]).serviceId, row));
        Map<List<Object>, Object[]> open = new HashMap<>();
        em.createQuery(
                        "select c.serviceId, c.state, count(c.id), min(c.waitingSince) from ChangeRow c"
                                + " where c.realmId = :realm and c.serviceId in :services and c.state"
                                + " in :open group by c.serviceId, c.state",
                        Object[].class)
                .setParameter("realm", realm.getId())
                .setParameter("services", services.stream().map(Service::id).toList())
                .setParameter("open", List.of(ChangeRow.State.WAITING, ChangeRow.State.DEAD))
                .getResultList()
                .forEach(row -> open.put(List.of(row[0], row[1]), row));
        return services.stream()
                .map(
                        service ->
                                status(
                                        service,
                                        rows.getOrDefault(service.id(), NOTHING),
                                        open.getOrDefault(
                                                List.of(service.id(), ChangeRow.State.WAITING),
                                                NOTHING),
                                        open.getOrDefault(
                                                List.of(service.id(), ChangeRow.State.DEAD),
                                                NOTHING)))
                .toList();
    }

    private static Status status(Service service, Object[] known, Object[] waiting, Object[] dead) {
        ServiceRow row = (ServiceRow) known[0];
        return new Status(
                service,
                Optional.ofNullable(row).map(each -> each.webhookUrl),
                row != null && row.webhookEnabled,
                row != null && row.polledAt != null,
                row != null && row.failures > 0,
                time(known[1]),
                number(waiting[2]),
                time(waiting[3]),
                number(dead[2]));
    }

    private static Optional<Instant> time(Object millis) {
        return Optional.ofNullable((Long) millis).map(Instant::ofEpochMilli);
    }

    private static long number(Object count) {
        return count == null ? 0 : (Long) count;
    }

    public Status status(String serviceId) {
        return list().stream()
                .filter(status -> status.service().id().equals(serviceId))
                .findFirst()
                .orElseThrow(() -> Refusal.notFound("Service " + serviceId));
    }

    /**
     * Gives a service a webhook, or changes it.
     *
     * @return the secret, where the webhook is new: it is shown this once
     */
    public Optional<String> set(ActorRef actor, String serviceId, String url, boolean enabled) {
        requireKnown(serviceId);
        String checked = checked(url);
        ChangeLog log = ChangeLog.of(session, serviceId);
        log.stamp(); // what is there already was not for this webhook
        ServiceRow row = log.locked();
        boolean fresh = row.webhookUrl == null;
        if (fresh) {
            row.generation++;
            row.rotatedAt = null;
        }
        boolean again = !row.webhookEnabled || !checked.equals(row.webhookUrl);
        row.webhookUrl = checked;
        row.webhookEnabled = enabled;
        if (again) {
            row.failures = 0;
            row.probeAt = 0;
            em.flush();
            wait(row, ChangeRow.State.WAITING);
        }
        record(actor, serviceId, "set");
        Pump.afterCommit(session, new ServiceRow.Key(row.realmId, row.serviceId));
        return fresh ? Optional.of(Signature.secret(session, row)) : Optional.empty();
    }

    private void requireKnown(String serviceId) {
        if (Policies.current(session).catalogue().service(serviceId).isEmpty()) {
            throw Refusal.notFound("Service " + serviceId);
        }
    }

    /** https, or http where the realm lets a sign-in page be http too. */
    private String checked(String text) {
        String url = Optional.ofNullable(text).map(String::strip).orElse("");
        if (url.isEmpty()) {
            throw Refusal.invalid("required", "url", "url is required");
        }
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException e) {
            throw invalid("This is no address");
        }
        if (url.length() > LONGEST_URL) {
            throw Refusal.invalid(
                    "too-long", "url", "url has more than " + LONGEST_URL + " characters");
        }
        boolean https = "https".equalsIgnoreCase(uri.getScheme());
        if (!https && !"http".equalsIgnoreCase(uri.getScheme())) {
            throw invalid("The address begins with https://");
        }
        if (uri.getHost() == null || uri.getPort() == 0 || uri.getPort() > 65_535) {
            throw invalid("The address names no host");
        }
        if (uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
            throw invalid("The address has no user, password or fragment");
        }
        if (!https && realm.getSslRequired().isRequired(uri.getHost())) {
            throw invalid("This realm requires https for this host");
        }
        return url;
    }

    private static Refusal invalid(String sentence) {
        return Refusal.invalid("invalid-url", "url", sentence);
    }

    /** Takes a service's webhook away, with whatever waits for it; it can still be read. */
    public void remove(ActorRef actor, String serviceId) {
        ServiceRow row = existing(serviceId).locked();
        row.webhookUrl = null;
        row.webhookEnabled = false;
        row.rotatedAt = null;
        row.failures = 0;
        row.probeAt = 0;
        em.flush();
        em.createQuery(
                        "update ChangeRow c set c.state = :none, c.leaseUntil = null where c.realmId"
                                + " = :realm and c.serviceId = :service and c.state in :open")
                .setParameter("none", ChangeRow.State.NONE)
                .setParameter("realm", row.realmId)
                .setParameter("service", row.serviceId)
                .setParameter("open", List.of(ChangeRow.State.WAITING, ChangeRow.State.DEAD))
                .executeUpdate();
        record(actor, serviceId, "removed");
    }

    /** Makes a new secret; the one before signs as well for a day. The answer is the only one. */
    public String rotate(ActorRef actor, String serviceId) {
        ServiceRow row = existing(serviceId).locked();
        row.generation++;
        row.rotatedAt = KeycloakClock.UTC.millis();
        record(actor, serviceId, "secret-rotated");
        return Signature.secret(session, row);
    }

    private ChangeLog existing(String serviceId) {
        return ChangeLog.find(session, realm.getId(), serviceId)
                .filter(log -> log.service().webhookUrl != null)
                .orElseThrow(() -> Refusal.notFound("A webhook of service " + serviceId));
    }

    /**
     * Sends a message of kind {@code ping} now, and waits for what comes of it.
     *
     * @return why it was not acknowledged; empty where it was
     */
    public Optional<String> ping(String serviceId) {
        ServiceRow row = existing(serviceId).service();
        String id = UUID.randomUUID().toString();
        Map<String, Object> item = new LinkedHashMap<>();
        item.put("id", id);
        item.put("at", KeycloakClock.UTC.instant().toString());
        item.put("kind", "ping");
        return Courier.post(session, row, 0, id, item).send().join();
    }

    /**
     * A message that was given up.
     *
     * @param id by which the service would know it
     * @param centre empty for what is about no centre
     * @param person empty for what is about no one
     */
    public record DeadLetter(
            String id,
            Instant at,
            String kind,
            Optional<String> centre,
            Optional<String> person,
            int attempts,
            String error) {}

    /** What was given up, the oldest first. */
    public List<DeadLetter> deadLetters(String serviceId, int first, int max) {
        requireKnown(serviceId);
        return em
                .createQuery(
                        "from ChangeRow c where c.realmId = :realm and c.serviceId = :service and"
                                + " c.state = :dead order by c.batch, c.id",
                        ChangeRow.class)
                .setParameter("realm", realm.getId())
                .setParameter("service", serviceId)
                .setParameter("dead", ChangeRow.State.DEAD)
                .setFirstResult(first)
                .setMaxResults(max)
                .getResultList()
                .stream()
                .map(
                        row ->
                                new DeadLetter(
                                        row.publicId,
                                        Instant.ofEpochMilli(row.happenedAt),
                                        row.kind,
                                        Optional.of(row.centreNumber)
                                                .filter(n -> !n.equals(ChangeRow.NO_CENTRE)),
                                        Optional.ofNullable(row.personId),
                                        row.attempts,
                                        row.lastError))
                .toList();
    }

    /**
     * Has everything that was given up tried again, in its order.
     *
     * @return how much that is
     */
    public int retry(ActorRef actor, String serviceId) {
        ServiceRow row = existing(serviceId).locked();
        row.failures = 0;
        row.probeAt = 0;
        em.flush();
        int dead = wait(row, ChangeRow.State.DEAD);
        record(actor, serviceId, "dead-letters-retried");
        Pump.afterCommit(session, new ServiceRow.Key(row.realmId, row.serviceId));
        return dead;
    }

    /** Those in this state are due from now on, as if they were new. */
    private int wait(ServiceRow row, ChangeRow.State state) {
        return em.createQuery(
                        "update ChangeRow c set c.state = :waiting, c.waitingSince = :now, c.dueAt ="
                                + " :now, c.attempts = 0 where c.realmId = :realm and c.serviceId ="
                                + " :service and c.state = :state")
                .setParameter("waiting", ChangeRow.State.WAITING)
                .setParameter("now", KeycloakClock.UTC.millis())
                .setParameter("realm", row.realmId)
                .setParameter("service", row.serviceId)
                .setParameter("state", state)
                .executeUpdate();
    }

    private void record(ActorRef actor, String serviceId, String act) {
        History.record(
                session,
                new History.Act(
                        "webhook-changed",
                        Optional.of(actor.id()),
                        Optional.of(Relation.BOARD),
                        Optional.empty(),
                        Optional.empty(),
                        Map.of("service", serviceId, "act", act),
                        actor.reason()));
    }

    /**
     * Messages of all realms that have not been taken.
     *
     * @param waiting how many wait
     * @param oldest since when the oldest one waits
     * @param dead how many were given up
     */
    public record Backlog(long waiting, Optional<Instant> oldest, long dead) {}

    /** A statement for each webhook, which reads what is open and nothing else. */
    public static Backlog backlog(KeycloakSession session) {
        EntityManager em = Tables.of(session);
        long waiting = 0;
        long dead = 0;
        Optional<Long> oldest = Optional.empty();
        for (ServiceRow service :
                em.createQuery("from ServiceRow s where s.webhookUrl is not null", ServiceRow.class)
                        .getResultList()) {
            for (Object[] row :
                    em.createQuery(
                                    "select c.state, count(c.id), min(c.waitingSince) from ChangeRow"
                                            + " c where c.realmId = :realm and c.serviceId = :service"
                                            + " and c.state in :open group by c.state",
                                    Object[].class)
                            .setParameter("realm", service.realmId)
                            .setParameter("service", service.serviceId)
                            .setParameter(
                                    "open", List.of(ChangeRow.State.WAITING, ChangeRow.State.DEAD))
                            .getResultList()) {
                if (row[0] == ChangeRow.State.DEAD) {
                    dead += (Long) row[1];
                } else {
                    waiting += (Long) row[1];
                    Optional<Long> since = Optional.ofNullable((Long) row[2]);
                    oldest = Stream.of(oldest, since).flatMap(Optional::stream).min(Long::compare);
                }
            }
        }
        return new Backlog(waiting, oldest.map(Instant::ofEpochMilli), dead);
    }

    /** Starts whatever is due; called by each node's timer, which waits for nothing. */
    public static void deliverDue(KeycloakSessionFactory factory) {
        KeycloakModelUtils.runJobInTransaction(
                factory,
                session ->
                        Tables.of(session)
                                .createQuery(
                                        "from ServiceRow s where s.webhookUrl is not null and"
                                                + " s.webhookEnabled = true and exists (select 1 from"
                                                + " ChangeRow c where c.realmId = s.realmId and"
                                                + " c.serviceId = s.serviceId and (c.batch is null or"
                                                + " (c.state = :waiting and c.dueAt <= :now)))",
                                        ServiceRow.class)
                                .setParameter("waiting", ChangeRow.State.WAITING)
                                .setParameter("now", KeycloakClock.UTC.millis())
                                .getResultList()
                                .forEach(
                                        row ->
                                                Pump.of(
                                                                session,
                                                                new ServiceRow.Key(
                                                                        row.realmId, row.serviceId))
                                                        .start()));
    }
}
