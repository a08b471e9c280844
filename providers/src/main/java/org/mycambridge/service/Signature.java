package org.mycambridge.service;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.keycloak.models.KeycloakSession;
import org.mycambridge.centre.RealmKeys;
import org.mycambridge.tables.ServiceRow;

/**
 * Signs webhooks as Standard Webhooks has it. Secrets are in no table: they are derived from the
 * realm's keys, for one service and one generation.
 */
final class Signature {

    /** How long the secret before the newest one signs as well. */
    static final Duration ROTATING = Duration.ofDays(1);

    private static final String ALGORITHM = "HmacSHA256";
    private static final String PURPOSE = "my-cambridge webhook";

    private Signature() {}

    /** The newest secret, as its receiver keeps it. */
    static String secret(KeycloakSession session, ServiceRow service) {
        SecretKey key = RealmKeys.enabled(session).get(0);
        return "whsec_"
                + Base64.getEncoder().encodeToString(derived(key, service, service.generation));
    }

    /**
     * The signatures of a message: by every secret that is good at this moment. There are more than
     * one while the service's secret or the realm's keys are on their way out.
     */
    static String of(
            KeycloakSession session,
            ServiceRow service,
            String id,
            long second,
            long now,
            String body) {
        List<Integer> generations = new ArrayList<>(List.of(service.generation));
        if (service.rotatedAt != null && now < service.rotatedAt + ROTATING.toMillis()) {
            generations.add(service.generation - 1);
        }
        String content = id + "." + second + "." + body;
        return RealmKeys.enabled(session).stream()
                .flatMap(
                        key ->
                                generations.stream()
                                        .map(generation -> derived(key, service, generation)))
                .map(secret -> "v1," + Base64.getEncoder().encodeToString(mac(secret, content)))
                .collect(Collectors.joining(" "));
    }

    private static byte[] derived(SecretKey key, ServiceRow service, int generation) {
        return mac(
                key.getEncoded(),
                String.join(
                        "\n",
                        PURPOSE,
                        service.realmId,
                        service.serviceId,
                        Integer.toString(generation)));
    }

    private static byte[] mac(byte[] key, String content) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return mac.doFinal(content.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException(e);
        }
    }
}
