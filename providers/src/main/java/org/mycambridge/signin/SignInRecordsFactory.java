package org.mycambridge.signin;

import org.keycloak.Config;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.EventListenerProviderFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/** Makes the listener that realms name among their event listeners. */
public final class SignInRecordsFactory implements EventListenerProviderFactory {

    private static final String ID = "mc-sign-in-records";

    @Override
    public EventListenerProvider create(KeycloakSession session) {
        return new SignInRecords(session);
    }

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public void init(Config.Scope config) {}

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        factory.register(new ClientSecrets());
    }

    @Override
    public void close() {}
}
