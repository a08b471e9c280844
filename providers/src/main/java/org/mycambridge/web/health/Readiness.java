package org.mycambridge.web.health;

import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.jboss.logging.Logger;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.mycambridge.centre.Policies;
import org.mycambridge.tables.Tables;
import org.mycambridge.watch.EventLog;

/**
 * Part of {@code /health/ready}: our tables are as this jar knows them, and the policy in force in
 * every realm can be read. The server finds it by its annotation, and only where health is enabled.
 */
@org.eclipse.microprofile.health.Readiness
public class Readiness implements HealthCheck {

    private static final Logger LOG = Logger.getLogger(Readiness.class);
    private static final String NAME = "My Cambridge tables and policies";

    private volatile boolean wasReady = true;

    @Override
    public HealthCheckResponse call() {
        Optional<KeycloakSessionFactory> factory = Running.factory();
        if (factory.isEmpty()) {
            return HealthCheckResponse.down(NAME);
        }
        try {
            KeycloakModelUtils.runJobInTransaction(
                    factory.get(),
                    session -> {
                        Tables.check(session);
                        Policies.check(session);
                    });
        } catch (RuntimeException e) {
            if (wasReady) {
                EventLog.lost("not-ready", "error", e.getClass().getSimpleName());
                LOG.error("This node is not ready: its tables or a policy can't be read", e);
            }
            wasReady = false;
            return HealthCheckResponse.down(NAME);
        }
        wasReady = true;
        return HealthCheckResponse.up(NAME);
    }
}
