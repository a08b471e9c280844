package org.mycambridge.history;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.KeycloakSession;
import org.mycambridge.policy.Relation;
import org.mycambridge.tables.Batch;
import org.mycambridge.tables.HistoryRow;
import org.mycambridge.watch.EventLog;

/** Writes what happened, in the transaction in which it happens. Append-only. */
public final class History {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, Object>> DETAIL = new TypeReference<>() {};

    private static final List<Witness> WITNESSES =
            ServiceLoader.load(Witness.class, History.class.getClassLoader()).stream()
                    .map(ServiceLoader.Provider::get)
                    .toList();

    private History() {}

    /**
     * One act.
     *
     * @param kind stable, as in {@code user-added}
     * @param actorId who; empty for the clock
     * @param relation how they stood to the centre; empty for what was done outside our doors
     * @param centreId where; empty for acts on the realm
     * @param subjectId on whom
     * @param detail what changed: ids and role ids, never names or addresses
     * @param reason what the actor said why
     */
    public record Act(
            String kind,
            Optional<String> actorId,
            Optional<Relation> relation,
            Optional<String> centreId,
            Optional<String> subjectId,
            Map<String, ?> detail,
            Optional<String> reason) {}

    /** What changed in an act, as it was recorded. */
    public static Map<String, Object> detail(HistoryRow act) {
        if (act.detail == null) {
            return Map.of();
        }
        try {
            return JSON.readValue(act.detail, DETAIL);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("history " + act.id, e);
        }
    }

    /**
     * Records an act; its number rises with time at each centre.
     *
     * @return its number, or 0 within a {@link Batch}, at whose end it is known
     */
    public static long record(KeycloakSession session, Act act) {
        HistoryRow row = new HistoryRow();
        row.realmId = session.getContext().getRealm().getId();
        row.kind = act.kind();
        row.actorId = act.actorId().orElse(null);
        row.relation = act.relation().orElse(null);
        row.centreId = act.centreId().orElse(null);
        row.subjectId = act.subjectId().orElse(null);
        row.reason = act.reason().orElse(null);
        row.happenedAt = KeycloakClock.UTC.millis();
        try {
            row.detail = act.detail().isEmpty() ? null : JSON.writeValueAsString(act.detail());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("detail of " + act.kind(), e);
        }
        Batch.persist(session, row);
        AdminEvents.publish(session, row);
        tellLog(session, row);
        WITNESSES.forEach(witness -> witness.saw(session, row, act.detail()));
        return row.id == null ? 0 : row.id;
    }

    /** Once it is committed: what was undone did not happen. */
    private static void tellLog(KeycloakSession session, HistoryRow act) {
        session.getTransactionManager()
                .enlistAfterCompletion(
                        new AbstractKeycloakTransaction() {
                            @Override
                            protected void commitImpl() {
                                EventLog.done(
                                        act.kind,
                                        "realm",
                                        act.realmId,
                                        "actor",
                                        act.actorId,
                                        "relation",
                                        act.relation,
                                        "centre",
                                        act.centreId,
                                        "subject",
                                        act.subjectId,
                                        "act",
                                        act.id);
                            }

                            @Override
                            protected void rollbackImpl() {
                                // There is nothing to tell.
                            }
                        });
    }
}
