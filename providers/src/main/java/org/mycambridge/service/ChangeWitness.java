package org.mycambridge.service;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.keycloak.models.KeycloakSession;
import org.mycambridge.centre.Centres;
import org.mycambridge.centre.Policies;
import org.mycambridge.history.Witness;
import org.mycambridge.policy.RoleCatalogue;
import org.mycambridge.policy.Service;
import org.mycambridge.tables.Batch;
import org.mycambridge.tables.CentreRow;
import org.mycambridge.tables.ChangeRow;
import org.mycambridge.tables.HistoryRow;
import org.mycambridge.tables.ServiceRow;
import org.mycambridge.tables.Tables;

/**
 * Writes each act down for the services that it concerns, in the act's own transaction: those whose
 * roles it is about, or that the person or the centre has a role of.
 */
public final class ChangeWitness implements Witness {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String GRANTED = "granted";
    private static final String REVOKED = "revoked";
    private static final String ROLES = "roles";

    @Override
    public void saw(KeycloakSession session, HistoryRow act, Map<String, ?> detail) {
        switch (act.kind) {
            case "user-added", "email-corrected", "roles-changed" ->
                    person(
                            session,
                            act,
                            act.subjectId,
                            ids(detail.get(GRANTED)),
                            ids(detail.get(REVOKED)));
            case "removed", "disabled", "outside-left", "account-deleted" ->
                    person(session, act, act.subjectId, List.of(), ids(detail.get(REVOKED)));
            case "enabled" ->
                    person(session, act, act.subjectId, ids(detail.get(ROLES)), List.of());
            case "holder-replaced" -> {
                List<String> role = List.of((String) detail.get("role"));
                person(session, act, (String) detail.get("from"), List.of(), role);
                person(session, act, (String) detail.get("to"), role, List.of());
            }
            case "invitation-used", "invitation-resent", "details-changed" ->
                    personWithRoles(session, act);
            case "centre-changed" -> centre(session, act, detail);
            case "centre-deleted" ->
                    services(session, ids(detail.get(ROLES)))
                            .forEach(
                                    service ->
                                            write(
                                                    session,
                                                    act,
                                                    service,
                                                    (String) detail.get("number"),
                                                    Optional.empty(),
                                                    Map.of()));
            case "policy-replaced" ->
                    catalogue(session)
                            .services()
                            .forEach(
                                    service ->
                                            write(
                                                    session,
                                                    act,
                                                    service,
                                                    ChangeRow.NO_CENTRE,
                                                    Optional.empty(),
                                                    Map.of()));
            default -> {
                // Of no service's roles: assignments, new centres, mails.
            }
        }
    }

    private static RoleCatalogue catalogue(KeycloakSession session) {
        return Policies.current(session).catalogue();
    }

    private static List<String> ids(Object value) {
        return value instanceof Collection<?> ids
                ? ids.stream().map(String.class::cast).toList()
                : List.of();
    }

    private static List<Service> services(KeycloakSession session, Collection<String> roles) {
        return roles.isEmpty() ? List.of() : services(catalogue(session), roles);
    }

    private static List<Service> services(RoleCatalogue catalogue, Collection<String> roles) {
        Set<String> used = new HashSet<>();
        for (String id : roles) {
            catalogue
                    .role(id)
                    .ifPresent(
                            role -> {
                                used.add(role.service());
                                used.addAll(role.sharedWith());
                            });
        }
        return catalogue.services().stream()
                .filter(service -> used.contains(service.id()))
                .toList();
    }

    private static void person(
            KeycloakSession session,
            HistoryRow act,
            String personId,
            List<String> granted,
            List<String> revoked) {
        List<String> about = new ArrayList<>(granted);
        about.addAll(revoked);
        if (about.isEmpty()) {
            return;
        }
        RoleCatalogue catalogue = catalogue(session);
        for (Service service : services(catalogue, about)) {
            Audience audience = Audience.of(catalogue, service);
            Map<String, List<String>> own = new LinkedHashMap<>();
            own.put(GRANTED, audience.own(granted));
            own.put(REVOKED, audience.own(revoked));
            write(session, act, service, number(session, act), Optional.of(personId), own);
        }
    }

    /** An act after which the person holds what they held, and something else of them is new. */
    private static void personWithRoles(KeycloakSession session, HistoryRow act) {
        List<String> held =
                Tables.of(session)
                        .createQuery(
                                "select g.roleId from GrantRow g where g.centreId = :centre and"
                                        + " g.userId = :user",
                                String.class)
                        .setParameter("centre", act.centreId)
                        .setParameter("user", act.subjectId)
                        .getResultList();
        for (Service service : services(session, held)) {
            write(
                    session,
                    act,
                    service,
                    number(session, act),
                    Optional.of(act.subjectId),
                    Map.of());
        }
    }

    private static void centre(KeycloakSession session, HistoryRow act, Map<String, ?> detail) {
        CentreRow centre = Tables.of(session).find(CentreRow.class, act.centreId);
        Map<String, List<String>> ended = new LinkedHashMap<>();
        if (detail.get("ended") instanceof Collection<?> rows) {
            for (Object row : rows) {
                Map<?, ?> each = (Map<?, ?>) row;
                if (each.get("role") instanceof String role) {
                    ended.computeIfAbsent((String) each.get("userId"), user -> new ArrayList<>())
                            .add(role);
                }
            }
        }
        ended.forEach((user, roles) -> person(session, act, user, List.of(), roles));
        for (Service service : services(session, Centres.rolesHeld(session, centre))) {
            write(session, act, service, centre.number, Optional.empty(), Map.of());
        }
    }

    private static String number(KeycloakSession session, HistoryRow act) {
        return Tables.of(session).find(CentreRow.class, act.centreId).number;
    }

    private static void write(
            KeycloakSession session,
            HistoryRow act,
            Service service,
            String number,
            Optional<String> personId,
            Map<String, List<String>> detail) {
        ChangeRow row = new ChangeRow();
        row.publicId = UUID.randomUUID().toString();
        row.realmId = act.realmId;
        row.serviceId = service.id();
        row.centreId = act.centreId;
        row.centreNumber = number;
        row.personId = personId.orElse(null);
        row.kind = act.kind;
        row.happenedAt = act.happenedAt;
        row.state = ChangeRow.State.NONE;
        try {
            row.detail = detail.isEmpty() ? null : JSON.writeValueAsString(detail);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
        Batch.persist(session, row);
        Pump.afterCommit(session, new ServiceRow.Key(row.realmId, row.serviceId));
    }
}
