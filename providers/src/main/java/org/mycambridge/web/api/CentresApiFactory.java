package org.mycambridge.web.api;

import java.time.Duration;
import org.jboss.logging.Logger;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.PostMigrationEvent;
import org.keycloak.services.resource.RealmResourceProvider;
import org.keycloak.services.resource.RealmResourceProviderFactory;
import org.keycloak.timer.TimerProvider;
import org.mycambridge.centre.Policies;
import org.mycambridge.history.Outbox;
import org.mycambridge.history.Retention;
import org.mycambridge.invitation.Invitations;
import org.mycambridge.membership.Outside;
import org.mycambridge.service.Feed;
import org.mycambridge.service.Webhooks;
import org.mycambridge.web.Idempotency;
import org.mycambridge.web.health.Running;

/**
 * Opens the delegated API, and starts what runs beside it on every node: the check of the shipped
 * policy, the ear for what is done natively, and the timers.
 */
public final class CentresApiFactory implements RealmResourceProviderFactory {

    private static final Logger LOG = Logger.getLogger(CentresApiFactory.class);

    private static final long OUTBOX_EVERY_MILLIS = 3_000;
    private static final long LOOK_EVERY_MILLIS = 15_000;
    private static final int TIDY_EVERY_SECONDS = 60;
    private static final long FORGET_EVERY_MILLIS = 3_600_000;

    private final Backlog backlog = new Backlog();
    private long tidyEveryMillis;

    @Override
    public String getId() {
        return "centres";
    }

    @Override
    public RealmResourceProvider create(KeycloakSession session) {
        return new RealmResourceProvider() {
            @Override
            public Object getResource() {
                return new CentresApi(session);
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public void init(Config.Scope config) {
        Policies.shipped(); // broken = no start (design decision 2)
        tidyEveryMillis =
                Duration.ofSeconds(config.getInt("tidySeconds", TIDY_EVERY_SECONDS)).toMillis();
    }

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        factory.register(new Outside());
        factory.register(
                event -> {
                    if (event instanceof PostMigrationEvent) {
                        start(factory);
                    }
                });
    }

    private void start(KeycloakSessionFactory factory) {
        try (KeycloakSession session = factory.create()) {
            TimerProvider timer = session.getProvider(TimerProvider.class);
            every(timer, OUTBOX_EVERY_MILLIS, "outbox", () -> Outbox.deliverDue(factory));
            every(timer, OUTBOX_EVERY_MILLIS, "webhooks", () -> Webhooks.deliverDue(factory));
            every(timer, tidyEveryMillis, "tidy", () -> Invitations.tidy(factory));
            every(timer, tidyEveryMillis, "tidy-answers", () -> Idempotency.tidy(factory));
            every(timer, FORGET_EVERY_MILLIS, "tidy-outbox", () -> Outbox.tidy(factory));
            every(timer, tidyEveryMillis, "tidy-changes", () -> Feed.tidy(factory));
            every(timer, tidyEveryMillis, "tidy-history", () -> Retention.prune(factory));
            every(timer, LOOK_EVERY_MILLIS, "look", () -> backlog.look(factory));
        }
        backlog.show();
        Running.since(factory);
    }

    private static void every(TimerProvider timer, long millis, String name, Runnable task) {
        timer.schedule(
                () -> {
                    try {
                        task.run();
                    } catch (RuntimeException e) {
                        // One that comes through ends every timer of the node, Keycloak's too.
                        LOG.warnf(e, "The timer my-cambridge-%s failed, and goes on", name);
                    }
                },
                millis,
                "my-cambridge-" + name);
    }

    @Override
    public void close() {}
}
