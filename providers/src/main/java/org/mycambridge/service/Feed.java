package org.mycambridge.service;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.mycambridge.centre.Refusal;
import org.mycambridge.history.KeycloakClock;
import org.mycambridge.tables.ChangeRow;
import org.mycambridge.tables.ServiceRow;

/** What has happened that concerns a service, read on from a cursor. */
public final class Feed {

    private Feed() {}

    /**
     * Some changes, in order.
     *
     * @param items as the service is told, the very bodies of its webhook
     * @param next where to read on
     * @param more whether there was more to read already
     */
    public record Page(List<Map<String, Object>> items, String next, boolean more) {}

    /**
     * What has happened since; the cursor also says that the service has taken everything before.
     * In the caller's transaction, which writes.
     *
     * @param since the {@code next} of an earlier page; empty or {@code 0}: from the first that is
     *     kept
     * @throws Refusal gone, where something after the cursor has been forgotten
     */
    public static Page since(
            KeycloakSession session, Audience audience, Optional<String> since, int max) {
        Optional<Position> cursor = Position.parse(since);
        ChangeLog log = ChangeLog.of(session, audience.id());
        log.stamp();
        cursor.ifPresent(position -> refuseGone(log.service(), position));
        if (log.service().polledAt == null) {
            log.locked().polledAt = KeycloakClock.UTC.millis();
        }
        cursor.ifPresent(log::taken);
        ServiceRow service = log.service();
        Position from = cursor.orElse(new Position(service.forgottenBatch, service.forgottenId));
        List<ChangeRow> found = log.after(from, max + 1);
        boolean more = found.size() > max;
        List<ChangeRow> page = more ? found.subList(0, max) : found;
        Position next = page.isEmpty() ? from : ChangeLog.position(page.get(page.size() - 1));
        return new Page(log.items(audience, page), next.cursor(), more);
    }

    /** Before what is forgotten, or, after a backup was restored, beyond what there ever was. */
    private static void refuseGone(ServiceRow service, Position cursor) {
        Position forgotten = new Position(service.forgottenBatch, service.forgottenId);
        if (cursor.compareTo(forgotten) < 0 || cursor.batch() > service.batch) {
            throw Refusal.gone(
                    "cursor-too-old",
                    "Changes after this cursor are not kept any more. Read the holders of your"
                            + " roles again, then the changes without a cursor");
        }
    }

    /** Forgets what is three months old; called by a timer. */
    public static void tidy(KeycloakSessionFactory factory) {
        ChangeLog.tidy(factory);
    }
}
