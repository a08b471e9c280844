package org.mycambridge.service;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.mycambridge.history.KeycloakClock;
import org.mycambridge.tables.CentreRow;
import org.mycambridge.tables.ChangeRow;
import org.mycambridge.tables.ServiceRow;
import org.mycambridge.tables.Tables;

/**
 * The changes of one service, in the order of their positions. A position is given to whatever has
 * committed, under a lock on the service's row: what commits later gets a later one, so whoever
 * reads on from a position misses nothing and is told nothing twice.
 */
final class ChangeLog {

    static final Duration KEPT = Duration.ofDays(90);

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<LinkedHashMap<String, Object>> DETAIL =
            new TypeReference<>() {};

    private final KeycloakSession session;
    private final EntityManager em;
    private final ServiceRow service;

    private ChangeLog(KeycloakSession session, ServiceRow service) {
        this.session = session;
        this.em = Tables.of(session);
        this.service = service;
    }

    static Optional<ChangeLog> find(KeycloakSession session, String realmId, String serviceId) {
        return Optional.ofNullable(
                        Tables.of(session)
                                .find(ServiceRow.class, new ServiceRow.Key(realmId, serviceId)))
                .map(row -> new ChangeLog(session, row));
    }

    /** The log of a service of the session's realm; begun where there is none. */
    static ChangeLog of(KeycloakSession session, String serviceId) {
        String realmId = session.getContext().getRealm().getId();
        return find(session, realmId, serviceId)
                .orElseGet(
                        () -> {
                            ServiceRow row = new ServiceRow();
                            row.realmId = realmId;
                            row.serviceId = serviceId;
                            // Two at once: the key lets one in, the other is done again.
                            Tables.of(session).persist(row);
                            Tables.of(session).flush();
                            return new ChangeLog(session, row);
                        });
    }

    /** The service's row, as it was read. */
    ServiceRow service() {
        return service;
    }

    /** The service's row as it is now, locked until the end of the transaction. */
    ServiceRow locked() {
        em.flush();
        em.refresh(service, LockModeType.PESSIMISTIC_WRITE);
        return service;
    }

    /** Gives a position to every change that has committed and has none yet. */
    void stamp() {
        boolean none =
                em.createQuery(
                                "select c.id from ChangeRow c where c.realmId = :realm and"
                                        + " c.serviceId = :service and c.batch is null",
                                Long.class)
                        .setParameter("realm", service.realmId)
                        .setParameter("service", service.serviceId)
                        .setMaxResults(1)
                        .getResultList()
                        .isEmpty();
        if (none) {
            return;
        }
        locked();
        long now = KeycloakClock.UTC.millis();
        boolean webhook = service.webhookUrl != null;
        service.batch++;
        em.flush();
        em.createQuery(
                        "update ChangeRow c set c.batch = :batch, c.state = :state, c.waitingSince ="
                                + " :since, c.dueAt = :since where c.realmId = :realm and"
                                + " c.serviceId = :service and c.batch is null")
                .setParameter("batch", service.batch)
                .setParameter("state", webhook ? ChangeRow.State.WAITING : ChangeRow.State.NONE)
                .setParameter("since", webhook ? now : null)
                .setParameter("realm", service.realmId)
                .setParameter("service", service.serviceId)
                .executeUpdate();
    }

    /** Those after a position, in order. */
    List<ChangeRow> after(Position position, int max) {
        return em.createQuery(
                        "from ChangeRow c where c.realmId = :realm and c.serviceId = :service and"
                                + " c.batch >= :batch and (c.batch > :batch or c.id > :id) order by"
                                + " c.batch, c.id",
                        ChangeRow.class)
                .setParameter("realm", service.realmId)
                .setParameter("service", service.serviceId)
                .setParameter("batch", position.batch())
                .setParameter("id", position.id())
                .setMaxResults(max)
                .getResultList();
    }

    /** The service has taken what is up to this position. */
    void taken(Position upTo) {
        if (upTo.compareTo(new Position(service.takenBatch, service.takenId)) <= 0) {
            return;
        }
        locked();
        Position before = new Position(service.takenBatch, service.takenId);
        if (upTo.compareTo(before) <= 0) {
            return;
        }
        service.takenBatch = upTo.batch();
        service.takenId = upTo.id();
        em.flush();
        em.createQuery(
                        "update ChangeRow c set c.acknowledgedAt = :now where c.realmId = :realm and"
                                + " c.serviceId = :service and c.acknowledgedAt is null and c.batch"
                                + " >= :from and c.batch <= :to and (c.batch > :from or c.id >"
                                + " :fromId) and (c.batch < :to or c.id <= :toId)")
                .setParameter("now", KeycloakClock.UTC.millis())
                .setParameter("realm", service.realmId)
                .setParameter("service", service.serviceId)
                .setParameter("from", before.batch())
                .setParameter("fromId", before.id())
                .setParameter("to", upTo.batch())
                .setParameter("toId", upTo.id())
                .executeUpdate();
    }

    static Position position(ChangeRow row) {
        return new Position(row.batch, row.id);
    }

    /** Changes as the service is told: what happened, and what counts now. Two statements. */
    List<Map<String, Object>> items(Audience audience, List<ChangeRow> rows) {
        Set<Effective.Spot> spots = new HashSet<>();
        for (ChangeRow row : rows) {
            if (row.centreId != null && row.personId != null) {
                spots.add(new Effective.Spot(row.centreId, row.personId));
            }
        }
        Map<Effective.Spot, Set<String>> now = new Effective(session, audience).roles(spots);
        Map<String, CentreRow> centres = centres(rows);
        return rows.stream().map(row -> item(audience, row, now, centres)).toList();
    }

    private Map<String, CentreRow> centres(List<ChangeRow> rows) {
        Set<String> ids =
                rows.stream()
                        .filter(row -> row.centreId != null && row.personId == null)
                        .map(row -> row.centreId)
                        .collect(Collectors.toSet());
        return ids.isEmpty()
                ? Map.of()
                : em
                        .createQuery("from CentreRow c where c.id in :ids", CentreRow.class)
                        .setParameter("ids", ids)
                        .getResultList()
                        .stream()
                        .collect(Collectors.toMap(centre -> centre.id, centre -> centre));
    }

    private static Map<String, Object> item(
            Audience audience,
            ChangeRow row,
            Map<Effective.Spot, Set<String>> now,
            Map<String, CentreRow> centres) {
        Map<String, Object> item = new LinkedHashMap<>();
        item.put("id", row.publicId);
        item.put("at", Instant.ofEpochMilli(row.happenedAt).toString());
        item.put("kind", row.kind);
        if (!row.centreNumber.equals(ChangeRow.NO_CENTRE)) {
            item.put("centre", row.centreNumber);
        }
        if (row.personId != null) {
            item.put("person", row.personId);
            item.putAll(detail(row));
            item.put(
                    "roles",
                    audience.own(
                            now.getOrDefault(
                                    new Effective.Spot(row.centreId, row.personId), Set.of())));
        }
        CentreRow centre = row.centreId == null ? null : centres.get(row.centreId);
        if (centre != null) {
            item.put("name", centre.name);
            item.put("status", centre.status);
        }
        return item;
    }

    private static Map<String, Object> detail(ChangeRow row) {
        if (row.detail == null) {
            return Map.of("granted", List.of(), "revoked", List.of());
        }
        try {
            return JSON.readValue(row.detail, DETAIL);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("change " + row.id, e);
        }
    }

    /**
     * Forgets changes that are three months old, except those that still wait for a webhook, and
     * keeps in mind up to where: who has read less than that must read everything again. Called by
     * a timer.
     */
    static void tidy(KeycloakSessionFactory factory) {
        long oldest = KeycloakClock.UTC.millis() - KEPT.toMillis();
        List<ServiceRow.Key> services =
                KeycloakModelUtils.runJobInTransactionWithResult(
                        factory,
                        session ->
                                Tables.of(session)
                                        .createQuery("from ServiceRow s", ServiceRow.class)
                                        .getResultStream()
                                        .map(row -> new ServiceRow.Key(row.realmId, row.serviceId))
                                        .toList());
        for (ServiceRow.Key key : services) {
            KeycloakModelUtils.runJobInTransaction(
                    factory,
                    session ->
                            find(session, key.realmId(), key.serviceId())
                                    .ifPresent(log -> log.forget(oldest)));
        }
        KeycloakModelUtils.runJobInTransaction(
                factory,
                session ->
                        Tables.of(session)
                                .createQuery(
                                        "delete from ChangeRow c where c.happenedAt < :oldest and"
                                                + " not exists (select 1 from ServiceRow s where"
                                                + " s.realmId = c.realmId and s.serviceId ="
                                                + " c.serviceId)")
                                .setParameter("oldest", oldest)
                                .executeUpdate());
    }

    private void forget(long oldest) {
        stamp();
        locked();
        List<ChangeRow> last =
                forgettable("from ChangeRow c", " order by c.batch desc, c.id desc", oldest)
                        .setMaxResults(1)
                        .getResultList();
        if (last.isEmpty()) {
            return;
        }
        Position upTo = position(last.get(0));
        if (upTo.compareTo(new Position(service.forgottenBatch, service.forgottenId)) > 0) {
            service.forgottenBatch = upTo.batch();
            service.forgottenId = upTo.id();
        }
        em.flush();
        em.clear();
        em.createQuery("delete from ChangeRow c" + FORGETTABLE)
                .setParameter("realm", service.realmId)
                .setParameter("service", service.serviceId)
                .setParameter("oldest", oldest)
                .setParameter("waiting", ChangeRow.State.WAITING)
                .executeUpdate();
    }

    private static final String FORGETTABLE =
            " where c.realmId = :realm and c.serviceId = :service and c.happenedAt < :oldest and"
                    + " c.batch is not null and c.state <> :waiting";

    private jakarta.persistence.TypedQuery<ChangeRow> forgettable(
            String select, String order, long oldest) {
        return em.createQuery(select + FORGETTABLE + order, ChangeRow.class)
                .setParameter("realm", service.realmId)
                .setParameter("service", service.serviceId)
                .setParameter("oldest", oldest)
                .setParameter("waiting", ChangeRow.State.WAITING);
    }
}
