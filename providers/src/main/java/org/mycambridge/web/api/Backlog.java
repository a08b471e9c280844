package org.mycambridge.web.api;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.mycambridge.history.KeycloakClock;
import org.mycambridge.history.Outbox;
import org.mycambridge.service.Webhooks;
import org.mycambridge.watch.Meters;

/** What has not arrived, as figures: looked for every now and then, not at each reading. */
final class Backlog {

    private volatile Outbox.Backlog mails = new Outbox.Backlog(0, Optional.empty());
    private volatile Webhooks.Backlog messages = new Webhooks.Backlog(0, Optional.empty(), 0);

    void show() {
        Meters.gauge("mycambridge.mails.due", "Mails owed and not sent", () -> mails.due());
        Meters.gauge(
                "mycambridge.mails.oldest.due.seconds",
                "For how long the oldest of them has been owed",
                () -> age(mails.oldest()));
        Meters.gauge(
                "mycambridge.webhooks.waiting",
                "Messages that services have not taken",
                () -> messages.waiting());
        Meters.gauge(
                "mycambridge.webhooks.oldest.waiting.seconds",
                "For how long the oldest of them has waited",
                () -> age(messages.oldest()));
        Meters.gauge(
                "mycambridge.webhooks.dead",
                "Messages to services that were given up and stay so",
                () -> messages.dead());
    }

    private static double age(Optional<Instant> since) {
        return since.map(at -> Duration.between(at, KeycloakClock.UTC.instant()))
                .map(Duration::toSeconds)
                .orElse(0L);
    }

    /** Called by a timer; where nobody can read the figures, nothing is asked. */
    void look(KeycloakSessionFactory factory) {
        if (Meters.areRead()) {
            KeycloakModelUtils.runJobInTransaction(
                    factory,
                    session -> {
                        mails = Outbox.backlog(session);
                        messages = Webhooks.backlog(session);
                    });
        }
    }
}
