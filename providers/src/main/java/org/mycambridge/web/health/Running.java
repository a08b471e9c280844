package org.mycambridge.web.health;

import java.util.Optional;
import org.keycloak.models.KeycloakSessionFactory;

/**
 * The server this is part of, from the moment its tables are as they should be. Whoever asks for
 * readiness is made by the server's container, which knows nothing of Keycloak's factories.
 */
public final class Running {

    private static volatile KeycloakSessionFactory factory;

    private Running() {}

    /** It runs: all that Keycloak and we change about the tables is done. */
    public static void since(KeycloakSessionFactory started) {
        factory = started;
    }

    static Optional<KeycloakSessionFactory> factory() {
        return Optional.ofNullable(factory);
    }
}
