package org.mycambridge.benchmarks.peers;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.mycambridge.it.stand.MeasuredServer;

/** A running server from outside: its administration and its tokens. */
final class Site {

    /**
     * Another name of this machine, for browsers: on "localhost" Keycloak marks its cookies as for
     * HTTPS alone, and a load generator that keeps to that would not send them.
     */
    static final String ALIAS = "bench.example";

    private static final int LONG = 864_000;

    private final MeasuredServer server;
    private final Http admin;
    private final Http anybody;

    Site(MeasuredServer server) {
        this.server = server;
        this.admin = new Http(server.url(), server::adminToken);
        this.anybody = new Http(server.url(), () -> "");
    }

    String url() {
        return server.url();
    }

    /** The address under which a browser comes. */
    String aliasUrl() {
        return server.url().replace("//localhost", "//" + ALIAS);
    }

    String realmUrl() {
        return url() + "/realms/" + World.REALM;
    }

    String adminUrl() {
        return url() + "/admin/realms/" + World.REALM;
    }

    String tokenUrl() {
        return realmUrl() + "/protocol/openid-connect/token";
    }

    /** Requests of the administrator; paths relative to the server's address. */
    Http admin() {
        return admin;
    }

    String adminToken() {
        return server.adminToken();
    }

    /** Tokens that last for a whole run, for administrators too. */
    static Map<String, Object> lifespans() {
        Map<String, Object> lifespans = new LinkedHashMap<>();
        lifespans.put("accessTokenLifespan", LONG);
        lifespans.put("ssoSessionIdleTimeout", LONG);
        lifespans.put("ssoSessionMaxLifespan", LONG);
        return lifespans;
    }

    void letAdministratorsStay() {
        admin.put("/admin/realms/master", lifespans());
    }

    /** The tokens of the service for a person. */
    JsonNode tokens(World.Person person, String scope) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "password");
        form.put("client_id", World.CLIENT);
        form.put("client_secret", World.SECRET);
        form.put("username", person.email());
        form.put("password", World.PASSWORD);
        form.put("scope", ("openid " + scope).strip());
        return anybody.form(tokenUrl(), form);
    }

    /** A token for the delegated API. */
    String delegatedToken(World.Person person) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "password");
        form.put("client_id", "sample-cli");
        form.put("username", person.email());
        form.put("password", World.PASSWORD);
        form.put("scope", "openid centre-administration");
        return anybody.form(tokenUrl(), form).path("access_token").asText();
    }

    String userId(World.Person person) {
        JsonNode found =
                admin.get(adminUrl() + "/users?exact=true&email=" + Http.encoded(person.email()));
        if (found.size() != 1) {
            throw new IllegalStateException(found.size() + " people are " + person.email());
        }
        return found.get(0).path("id").asText();
    }

    void setPassword(World.Person person) {
        admin.put(
                adminUrl() + "/users/" + userId(person) + "/reset-password",
                Map.of("type", "password", "value", World.PASSWORD, "temporary", false));
    }

    /** Forgets what the server keeps of realms, people and keys. */
    void clearCaches() {
        for (String cache : new String[] {"clear-realm-cache", "clear-user-cache"}) {
            admin.checked("POST", adminUrl() + "/" + cache, "");
        }
    }

    /** Which way an address leads, for a connection that knows no aliases. */
    static URI reachable(String address) {
        return URI.create(address.replace("//" + ALIAS, "//localhost"));
    }

    long statements() {
        return server.statements();
    }
}
