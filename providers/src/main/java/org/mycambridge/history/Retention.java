package org.mycambridge.history;

import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.keycloak.cluster.ClusterProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.mycambridge.tables.Tables;
import org.mycambridge.watch.EventLog;

/**
 * How long history is kept: for as long as the centre is, unless the realm's attribute {@value
 * #DAYS} says for how many days.
 */
public final class Retention {

    public static final String DAYS = "mcHistoryDays";

    /** A mail may still have to be written from an act. */
    private static final int LEAST_DAYS = 30;

    private static final int BATCH = 1_000;
    private static final int MOST_SECONDS = 600;

    /** Realms whose setting can't be used, as far as the log has said so. */
    private static final Set<String> COMPLAINED = ConcurrentHashMap.newKeySet();

    private Retention() {}

    /**
     * Removes acts that are older than their realm keeps them; called by each node's timer, and
     * done by one node at a time.
     */
    public static void prune(KeycloakSessionFactory factory) {
        Map<String, Integer> days =
                KeycloakModelUtils.runJobInTransactionWithResult(factory, Retention::settings);
        if (days.isEmpty()) {
            return;
        }
        try (KeycloakSession session = factory.create()) {
            session.getProvider(ClusterProvider.class)
                    .executeIfNotExecuted(
                            "my-cambridge-history",
                            MOST_SECONDS,
                            () -> {
                                days.forEach((realm, each) -> prune(factory, realm, each));
                                return null;
                            });
        }
    }

    /** The realms that don't keep everything, and for how many days they do: one statement. */
    private static Map<String, Integer> settings(KeycloakSession session) {
        Map<String, Integer> settings = new ConcurrentHashMap<>();
        Tables.of(session)
                .createQuery(
                        "select a.realm.id, a.value from RealmAttributeEntity a where a.name = :name",
                        Object[].class)
                .setParameter("name", DAYS)
                .getResultList()
                .forEach(
                        row -> {
                            String realm = (String) row[0];
                            int days = days((String) row[1]);
                            if (days >= LEAST_DAYS) {
                                settings.put(realm, days);
                                COMPLAINED.remove(realm);
                            } else if (days != 0 && COMPLAINED.add(realm)) {
                                // Rather kept too long than gone by mistake.
                                EventLog.failed(
                                        "history-days-unusable",
                                        "realm",
                                        realm,
                                        "least",
                                        LEAST_DAYS);
                            }
                        });
        return settings;
    }

    /** 0 for everything; -1 for what is no number of days. */
    private static int days(String value) {
        String text = value == null ? "" : value.strip();
        if (text.isEmpty()) {
            return 0;
        }
        try {
            return Math.max(Integer.parseInt(text), -1);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private static void prune(KeycloakSessionFactory factory, String realm, int days) {
        long oldest = KeycloakClock.UTC.millis() - Duration.ofDays(days).toMillis();
        long removed = 0;
        int batch;
        do {
            batch =
                    KeycloakModelUtils.runJobInTransactionWithResult(
                            factory, session -> batch(session, realm, oldest));
            removed += batch;
        } while (batch == BATCH);
        if (removed > 0) {
            EventLog.done("history-pruned", "realm", realm, "days", days, "acts", removed);
        }
    }

    /** Numbers rise with time: the lowest ones are looked at, and no more. */
    private static int batch(KeycloakSession session, String realm, long oldest) {
        EntityManager em = Tables.of(session);
        List<Long> old =
                em
                        .createQuery(
                                "select h.id, h.happenedAt from HistoryRow h where h.realmId ="
                                        + " :realm order by h.id",
                                Object[].class)
                        .setParameter("realm", realm)
                        .setMaxResults(BATCH)
                        .getResultList()
                        .stream()
                        .filter(row -> (Long) row[1] < oldest)
                        .map(row -> (Long) row[0])
                        .toList();
        if (old.isEmpty()) {
            return 0;
        }
        return em.createQuery("delete from HistoryRow h where h.id in :old")
                .setParameter("old", old)
                .executeUpdate();
    }
}
