package org.mycambridge.web;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Supplier;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.mycambridge.centre.Refusal;
import org.mycambridge.history.KeycloakClock;
import org.mycambridge.tables.AnswerRow;
import org.mycambridge.tables.Tables;

/**
 * A {@code POST} with an {@code Idempotency-Key} is done once: the answer is kept in the
 * transaction of the act, and given again for a day.
 */
public final class Idempotency {

    static final String HEADER = "Idempotency-Key";
    private static final int LONGEST_KEY = 100;

    private Idempotency() {}

    /**
     * A request that may come again.
     *
     * @param key what the client named it
     * @param hash of what it asks
     */
    public record Request(String key, String hash) {

        public static Optional<Request> of(String key, String what, String body) {
            if (key == null) {
                return Optional.empty();
            }
            if (key.isBlank() || key.length() > LONGEST_KEY) {
                throw Refusal.invalid("invalid-value", HEADER, HEADER + " has 1 to 100 characters");
            }
            return Optional.of(new Request(key, sha256(what + "\n" + body)));
        }
    }

    /** An answer, kept or new. */
    public record Kept(int status, String body) {}

    public static Kept once(
            KeycloakSession session,
            String actorId,
            Optional<Request> request,
            Supplier<Kept> act) {
        if (request.isEmpty()) {
            return act.get();
        }
        String realm = session.getContext().getRealm().getId();
        AnswerRow known =
                Tables.of(session)
                        .find(
                                AnswerRow.class,
                                new AnswerRow.Key(realm, actorId, request.get().key()));
        if (known != null && known.createdAt < oldest()) {
            Tables.of(session).remove(known);
            Tables.of(session).flush();
        } else if (known != null) {
            if (!known.requestHash.equals(request.get().hash())) {
                throw Refusal.conflict(
                        "idempotency-key-reused",
                        "This " + HEADER + " was used for another request");
            }
            return new Kept(known.status, known.body);
        }
        // The row is put in first: the same request at the same moment waits for this one's end.
        AnswerRow row = new AnswerRow();
        row.realmId = realm;
        row.actorId = actorId;
        row.key = request.get().key();
        row.requestHash = request.get().hash();
        row.body = "";
        row.createdAt = KeycloakClock.UTC.millis();
        Tables.of(session).persist(row);
        Tables.of(session).flush();
        Kept answer = act.get();
        row.status = answer.status();
        row.body = answer.body();
        return answer;
    }

    private static long oldest() {
        return KeycloakClock.UTC.millis() - Duration.ofDays(1).toMillis();
    }

    /** Forgets the answers that were kept for a day; called by a timer. */
    public static void tidy(KeycloakSessionFactory factory) {
        KeycloakModelUtils.runJobInTransaction(
                factory,
                session ->
                        Tables.of(session)
                                .createQuery("delete from AnswerRow a where a.createdAt < :oldest")
                                .setParameter("oldest", oldest())
                                .executeUpdate());
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
