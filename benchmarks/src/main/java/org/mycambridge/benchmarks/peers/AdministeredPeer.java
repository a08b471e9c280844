package org.mycambridge.benchmarks.peers;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A system without a door of its own for delegated administration: everything is done by an
 * administrator of the realm, through Keycloak's administration or a resource beside it.
 */
abstract class AdministeredPeer extends Peer {

    /**
     * The realm with all people and nothing else; with the password policy and the event logs of
     * the realm we ship, so that all write the same.
     */
    static void createRealm(Site site, World world) {
        Map<String, Object> realm = new LinkedHashMap<>(Site.lifespans());
        realm.put("realm", World.REALM);
        realm.put("enabled", true);
        realm.put("organizationsEnabled", true);
        realm.put(
                "passwordPolicy", "length(12) and notEmail and notUsername and passwordHistory(3)");
        realm.put("bruteForceProtected", true);
        realm.put("eventsEnabled", true);
        realm.put("adminEventsEnabled", true);
        List<Map<String, Object>> users = new ArrayList<>();
        for (World.Person person : world.people()) {
            Map<String, Object> user = new LinkedHashMap<>();
            user.put("username", person.email());
            user.put("email", person.email());
            user.put("firstName", person.firstName());
            user.put("lastName", person.lastName());
            user.put("enabled", true);
            user.put("emailVerified", true);
            users.add(user);
        }
        realm.put("users", users);
        site.admin().post("/admin/realms", realm);
        System.out.println("  " + users.size() + " people imported");
    }

    /** The service's client; answers its id. */
    static String createClient(Site site) {
        Map<String, Object> client = new LinkedHashMap<>();
        client.put("clientId", World.CLIENT);
        client.put("secret", World.SECRET);
        client.put("publicClient", false);
        client.put("standardFlowEnabled", true);
        client.put("directAccessGrantsEnabled", true);
        client.put("fullScopeAllowed", false);
        client.put("redirectUris", List.of(World.REDIRECT));
        return id(site.admin().post(site.adminUrl() + "/clients", client));
    }

    /** The id at the end of what was created. */
    static String id(Http.Answer created) {
        return created.location().substring(created.location().lastIndexOf('/') + 1);
    }

    /** All people's ids by email: asked once, not for each. */
    static Map<String, String> userIds(Site site) {
        Map<String, String> ids = new LinkedHashMap<>();
        int page = 2_000;
        for (int first = 0; ; first += page) {
            JsonNode users =
                    site.admin()
                            .get(
                                    site.adminUrl()
                                            + "/users?briefRepresentation=true&first="
                                            + first
                                            + "&max="
                                            + page);
            users.forEach(user -> ids.put(user.path("email").asText(), user.path("id").asText()));
            if (users.size() < page) {
                return ids;
            }
        }
    }

    /** A client scope's id. */
    static String scopeId(Site site, String name) {
        for (JsonNode scope : site.admin().get(site.adminUrl() + "/client-scopes")) {
            if (scope.path("name").asText().equals(name)) {
                return scope.path("id").asText();
            }
        }
        throw new IllegalStateException("No client scope " + name);
    }

    /** Leaves email and password on one page, as the realm we ship has them. */
    static void askForPasswordAtOnce(Site site) {
        String flow = site.adminUrl() + "/authentication/flows/browser/executions";
        for (JsonNode execution : site.admin().get(flow)) {
            if (execution.path("displayName").asText().equals("Organization")
                    && execution.path("level").asInt() == 0) {
                ((com.fasterxml.jackson.databind.node.ObjectNode) execution)
                        .put("requirement", "DISABLED");
                site.admin().put(flow, execution);
            }
        }
    }
}
