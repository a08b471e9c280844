package org.mycambridge.web.api;

import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.PostMigrationEvent;
import org.keycloak.services.resource.RealmResourceProvider;
import org.keycloak.services.resource.RealmResourceProviderFactory;
import org.keycloak.timer.TimerProvider;
import org.mycambridge.centre.Policies;
import org.mycambridge.history.Outbox;
import org.mycambridge.invitation.Invitations;
import org.mycambridge.membership.Outside;

/**
 * Opens the delegated API, and starts what runs beside it on every node: the check of the shipped
 * policy, the ear for what is done natively, and the two timers.
 */
public final class CentresApiFactory implements RealmResourceProviderFactory {

    private static final long OUTBOX_EVERY_MILLIS = 3_000;
    private static final long TIDY_EVERY_MILLIS = 60_000;

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

    private static void start(KeycloakSessionFactory factory) {
        try (KeycloakSession session = factory.create()) {
            TimerProvider timer = session.getProvider(TimerProvider.class);
            timer.schedule(
                    () -> Outbox.deliverDue(factory), OUTBOX_EVERY_MILLIS, "my-cambridge-outbox");
            timer.schedule(() -> Invitations.tidy(factory), TIDY_EVERY_MILLIS, "my-cambridge-tidy");
        }
    }

    @Override
    public void close() {}
}
