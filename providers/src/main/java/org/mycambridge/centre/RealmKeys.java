package org.mycambridge.centre;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.crypto.SecretKey;
import org.keycloak.crypto.Algorithm;
import org.keycloak.crypto.KeyUse;
import org.keycloak.crypto.KeyWrapper;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * The realm's keys for what only this server may make: those with which Keycloak signs for itself.
 * Whatever is made with them names its purpose first, so that nothing made for one is good for
 * another.
 */
public final class RealmKeys {

    private static final List<String> ALGORITHMS = List.of(Algorithm.HS512, Algorithm.HS256);

    private RealmKeys() {}

    /** The id of the key for something new; made by Keycloak where the realm has none. */
    public static String current(KeycloakSession session) {
        RealmModel realm = session.getContext().getRealm();
        return ALGORITHMS.stream()
                .flatMap(algorithm -> keys(session, realm, algorithm))
                .filter(key -> key.getStatus().isActive())
                .findFirst()
                .orElseGet(() -> session.keys().getActiveKey(realm, KeyUse.SIG, ALGORITHMS.get(0)))
                .getKid();
    }

    /** A key by its id; empty where the realm has given it up since. */
    public static Optional<SecretKey> find(KeycloakSession session, String id) {
        RealmModel realm = session.getContext().getRealm();
        return ALGORITHMS.stream()
                .flatMap(algorithm -> keys(session, realm, algorithm))
                .filter(key -> key.getKid().equals(id) && key.getStatus().isEnabled())
                .map(KeyWrapper::getSecretKey)
                .findFirst();
    }

    /** Every key that the realm has not given up, the current one first. */
    public static List<SecretKey> enabled(KeycloakSession session) {
        String current = current(session);
        RealmModel realm = session.getContext().getRealm();
        return ALGORITHMS.stream()
                .flatMap(algorithm -> keys(session, realm, algorithm))
                .filter(key -> key.getStatus().isEnabled())
                .sorted(Comparator.comparing(key -> !key.getKid().equals(current)))
                .map(KeyWrapper::getSecretKey)
                .toList();
    }

    private static Stream<KeyWrapper> keys(
            KeycloakSession session, RealmModel realm, String algorithm) {
        return session.keys()
                .getKeysStream(realm, KeyUse.SIG, algorithm)
                .filter(key -> key.getSecretKey() != null);
    }
}
