package org.mycambridge.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.mycambridge.it.stand.Breakage;
import org.mycambridge.it.stand.TestRealm;

/**
 * Where something fails.
 *
 * @param realm whose people are at work
 * @param breaks what breaks
 * @param officer the User Manager of every centre of the scene, at the delegated API
 * @param board the board, at its API
 */
record Scene(TestRealm realm, Breakage breaks, Hand officer, Hand board) {

    private static final int MANY = 10_000;

    static Scene of(TestRealm realm) {
        return new Scene(
                realm,
                realm.breakage(),
                new Hand(realm.url("/realms/{realm}/centres"), () -> realm.token(Deed.OFFICER)),
                new Hand(realm.url("/admin/realms/{realm}/centres"), realm::adminToken));
    }

    /**
     * Nobody is stopped because they do so much: where the policy says how much that is, and where
     * two who sign in with one password in the same second look like an attack.
     */
    static void liftLimits(TestRealm realm) {
        var keycloak = realm.adminClient().realm(realm.name());
        var representation = keycloak.toRepresentation();
        representation.setBruteForceProtected(false);
        keycloak.update(representation);
        Hand board = of(realm).board();
        ObjectNode inForce = (ObjectNode) board.ask("/policy").json();
        ObjectNode settings = (ObjectNode) inForce.at("/policy/settings");
        List<String> limits = new ArrayList<>();
        settings.fieldNames().forEachRemaining(limits::add);
        limits.removeIf(name -> !name.startsWith("invitationsPerHour"));
        limits.forEach(name -> settings.put(name, MANY));
        Map<String, JsonNode> body =
                Map.of("version", inForce.get("version"), "policy", inForce.get("policy"));
        Hand.Answer answer =
                limits.isEmpty() ? new Hand.Answer(200, "") : board.send("PUT", "/policy", body);
        if (!answer.isAcknowledged()) {
            throw new IllegalStateException("The limits stay: " + answer);
        }
    }

    /** The same people, at the second node. */
    Scene atOtherNode() {
        return of(realm.atOtherNode());
    }
}
