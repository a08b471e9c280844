package org.mycambridge.it.stand;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code realm-config/my-cambridge-realm.json} made ready for one server, the same way Keycloak's
 * own import does.
 */
final class RealmDocument {

    /** Confidential clients, each a service of the catalogue. */
    static final List<String> SERVICES =
            List.of(
                    "submit-for-assessment",
                    "access-to-scripts",
                    "access-arrangements",
                    "school-support-hub",
                    "global-listening");

    /** The client of the README's examples; in no shipped realm. */
    static final String SAMPLE_CLIENT = "sample-cli";

    static final String NAME = "my-cambridge";
    private static final Pattern PLACEHOLDER =
            Pattern.compile("\\$\\{(MC_[A-Z0-9_]+)(?::([^}]*))?}");

    private final ObjectNode realm;

    private RealmDocument(ObjectNode realm) {
        this.realm = realm;
    }

    /** The realm under a name of its own, its placeholders filled in. */
    static RealmDocument read(Path realmConfig, String name, Map<String, String> values) {
        String text;
        try {
            text = Files.readString(realmConfig.resolve("my-cambridge-realm.json"));
        } catch (IOException e) {
            throw new UncheckedIOException("Can't read the realm", e);
        }
        ObjectNode realm =
                (ObjectNode)
                        Json.read(
                                fill(text, values)
                                        .replace("/realms/" + NAME + "/", "/realms/" + name + "/")
                                        .replace("/admin/" + NAME + "/", "/admin/" + name + "/")
                                        .replace(
                                                "\"default-roles-" + NAME + "\"",
                                                "\"default-roles-" + name + "\""));
        realm.put("realm", name);
        return new RealmDocument(realm);
    }

    private static String fill(String text, Map<String, String> values) {
        return PLACEHOLDER
                .matcher(text)
                .replaceAll(
                        found ->
                                Matcher.quoteReplacement(
                                        Optional.ofNullable(values.get(found.group(1)))
                                                .or(() -> Optional.ofNullable(found.group(2)))
                                                .orElseThrow(
                                                        () ->
                                                                new IllegalStateException(
                                                                        "No value for "
                                                                                + found.group()))));
    }

    /** What the realm's placeholders stand for on a stand. */
    static Map<String, String> values(String smtpHost, int smtpPort) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("MC_SMTP_HOST", smtpHost);
        values.put("MC_SMTP_PORT", String.valueOf(smtpPort));
        // Whoever tries things out has no phone to set up.
        values.put("MC_SECOND_FACTOR_FOR", "none");
        for (String service : SERVICES) {
            values.put(placeholder(service, "SECRET"), secret(service));
        }
        return values;
    }

    static String placeholder(String service, String what) {
        return "MC_" + service.toUpperCase(Locale.ROOT).replace('-', '_') + "_" + what;
    }

    static String secret(String service) {
        return service + "-secret";
    }

    /** A client anybody may use with a password: for examples and tests. */
    RealmDocument withSampleClient() {
        ObjectNode client = ((ArrayNode) realm.get("clients")).addObject();
        client.put("clientId", SAMPLE_CLIENT);
        client.put("name", "Command line examples");
        client.put("enabled", true);
        client.put("protocol", "openid-connect");
        client.put("publicClient", true);
        client.put("standardFlowEnabled", false);
        client.put("directAccessGrantsEnabled", true);
        client.put("fullScopeAllowed", false);
        List.of("basic", "acr", "profile", "email")
                .forEach(client.withArray("defaultClientScopes")::add);
        List.of("centre-administration", "organization")
                .forEach(client.withArray("optionalClientScopes")::add);
        return this;
    }

    /** Bounces go to the given address: it says which realm a mail is from, and nobody sees it. */
    RealmDocument withEnvelopeFrom(String address) {
        ((ObjectNode) realm.get("smtpServer")).put("envelopeFrom", address);
        return this;
    }

    /** Passwords that are quick to hash: with the realm's own policy, tests do little else. */
    RealmDocument withQuickPasswords() {
        realm.put(
                "passwordPolicy", realm.get("passwordPolicy").asText() + " and hashIterations(1)");
        return this;
    }

    /** A signing key made beforehand: Keycloak's own takes seconds for each realm. */
    RealmDocument withKey(String privateKey) {
        ArrayNode keys =
                ((ObjectNode) realm.get("components")).putArray("org.keycloak.keys.KeyProvider");
        ObjectNode rsa = keys.addObject().put("name", "rsa").put("providerId", "rsa");
        rsa.putObject("config").putArray("privateKey").add(privateKey);
        ((ObjectNode) rsa.get("config")).putArray("priority").add("100");
        ObjectNode hmac =
                keys.addObject()
                        .put("name", "hmac-generated-hs512")
                        .put("providerId", "hmac-generated");
        hmac.putObject("config").putArray("algorithm").add("HS512");
        ((ObjectNode) hmac.get("config")).putArray("priority").add("100");
        ObjectNode aes =
                keys.addObject().put("name", "aes-generated").put("providerId", "aes-generated");
        aes.putObject("config").putArray("priority").add("100");
        return this;
    }

    static String newKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return "-----BEGIN PRIVATE KEY-----\n"
                    + Base64.getMimeEncoder()
                            .encodeToString(generator.generateKeyPair().getPrivate().getEncoded())
                    + "\n-----END PRIVATE KEY-----\n";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has RSA", e);
        }
    }

    String json() {
        return Json.write(realm);
    }

    ObjectNode smtpServer() {
        return (ObjectNode) realm.get("smtpServer");
    }
}
