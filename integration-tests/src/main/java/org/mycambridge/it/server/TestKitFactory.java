package org.mycambridge.it.server;

import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.services.resource.RealmResourceProvider;
import org.keycloak.services.resource.RealmResourceProviderFactory;

/**
 * Lets the tests move the server's clock, count its SQL and read its tables, at {@code
 * /realms/{realm}/test-kit}.
 *
 * <p>Open to everyone who reaches the server: it is deployed in test runs alone, where the server
 * listens on loopback, and is in no jar that is shipped.
 */
public final class TestKitFactory implements RealmResourceProviderFactory {

    @Override
    public String getId() {
        return "test-kit";
    }

    @Override
    public RealmResourceProvider create(KeycloakSession session) {
        return new RealmResourceProvider() {
            @Override
            public Object getResource() {
                return new TestKitResource(session);
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public void init(Config.Scope config) {}

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        AfterCommit.watch(factory);
    }

    @Override
    public void close() {}
}
