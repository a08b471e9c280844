package org.mycambridge.centre;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.keycloak.models.KeycloakSession;
import org.mycambridge.history.History;
import org.mycambridge.history.KeycloakClock;
import org.mycambridge.policy.Policy;
import org.mycambridge.policy.PolicyDocument;
import org.mycambridge.policy.Relation;
import org.mycambridge.tables.PolicyRow;
import org.mycambridge.tables.Tables;

/**
 * The policy in force in a realm. The version number is read once in each session, which is one
 * request or one attempt at a write, and parsed documents are kept by version: every node sees a
 * change at once and there is nothing to invalidate (design decision 2).
 */
public final class Policies {

    /** The version in force in a {@code :realm}, null for the shipped one. */
    public static final String LATEST =
            "select max(p.version) from PolicyRow p where p.realmId = :realm";

    private static final String READ = "my-cambridge.policy.";
    private static final Version SHIPPED =
            new Version(0, PolicyDocument.read(PolicyDocument.shipped()));
    private static final Map<String, Version> KEPT = new ConcurrentHashMap<>();

    private Policies() {}

    /**
     * A version of a policy.
     *
     * @param number 0 for the shipped one
     * @param policy what decides
     */
    public record Version(int number, Policy policy) {}

    /** The shipped policy; a broken one stops the start-up here. */
    public static Policy shipped() {
        return SHIPPED.policy();
    }

    /** The policy in force in the session's realm. */
    public static Policy current(KeycloakSession session) {
        return version(session).policy();
    }

    public static Version version(KeycloakSession session) {
        Version read = session.getAttribute(attribute(session), Version.class);
        return read == null ? seen(session, latest(session)) : read;
    }

    /**
     * Says which version is the latest, for a statement that has read it with something else.
     *
     * @param number null where there is none but the shipped one
     */
    public static Version seen(KeycloakSession session, Integer number) {
        Version read = version(session, Optional.ofNullable(number).orElse(0));
        session.setAttribute(attribute(session), read);
        return read;
    }

    private static String attribute(KeycloakSession session) {
        return READ + realm(session);
    }

    private static Integer latest(KeycloakSession session) {
        return Tables.of(session)
                .createQuery(LATEST, Integer.class)
                .setParameter("realm", realm(session))
                .getSingleResult();
    }

    private static Version version(KeycloakSession session, int number) {
        if (number == 0) {
            return SHIPPED;
        }
        Version kept = KEPT.get(realm(session));
        if (kept != null && kept.number() == number) {
            return kept;
        }
        Version read = new Version(number, PolicyDocument.read(document(session, number)));
        // Only ever forward: a slow reader must not put an old version back.
        KEPT.merge(realm(session), read, (a, b) -> a.number() >= b.number() ? a : b);
        return read;
    }

    /** The text of a version. */
    public static String document(KeycloakSession session, int number) {
        return number == 0
                ? PolicyDocument.shipped()
                : Tables.of(session)
                        .find(PolicyRow.class, new PolicyRow.Key(realm(session), number))
                        .document;
    }

    /**
     * When a version was put in force, and by whom.
     *
     * @param createdBy the id of somebody of the board
     */
    public record Replaced(int number, Instant createdAt, String createdBy) {}

    /** The versions that the board put in force, the latest first, so many at most. */
    public static List<Replaced> replaced(KeycloakSession session, int max) {
        return Tables.of(session)
                .createQuery(
                        "select p.version, p.createdAt, p.createdBy from PolicyRow p where"
                                + " p.realmId = :realm order by p.version desc",
                        Object[].class)
                .setParameter("realm", realm(session))
                .setMaxResults(max)
                .getResultList()
                .stream()
                .map(
                        row ->
                                new Replaced(
                                        (Integer) row[0],
                                        Instant.ofEpochMilli((Long) row[1]),
                                        (String) row[2]))
                .toList();
    }

    /**
     * What a policy would change.
     *
     * @param rights how many people gain or lose which right, centre type by centre type
     * @param illegalHoldings roles held where it lets nobody hold them: while there are any, it
     *     can't be put in force
     */
    public record Preview(
            List<Map<String, Object>> rights, List<Map<String, Object>> illegalHoldings) {}

    /** Checks a document and says what it would change; changes nothing. */
    public static Preview preview(KeycloakSession session, String document) {
        PolicyPreview preview =
                new PolicyPreview(session, current(session), PolicyDocument.read(document));
        return new Preview(preview.rights(), preview.illegalHoldings());
    }

    /**
     * Puts a new version in force, from this transaction's commit on.
     *
     * @throws org.mycambridge.policy.InvalidPolicyException if it can't be used
     */
    public static Version replace(
            KeycloakSession session, ActorRef actor, int basedOn, String document) {
        Policy policy = PolicyDocument.read(document);
        Version now = version(session);
        if (basedOn != now.number()) {
            throw Refusal.conflict(
                    "stale-version",
                    "The policy in force is version "
                            + now.number()
                            + ", this one was made from version "
                            + basedOn);
        }
        List<Map<String, Object>> illegal =
                new PolicyPreview(session, now.policy(), policy).illegalHoldings();
        if (!illegal.isEmpty()) {
            throw Refusal.conflict(
                            "holdings-would-be-illegal",
                            "People hold roles that this policy lets nobody hold there. Take these"
                                    + " roles from them first")
                    .with(Map.of("holdings", illegal));
        }
        PolicyRow row = new PolicyRow();
        row.realmId = realm(session);
        row.version = now.number() + 1;
        row.document = document;
        row.createdAt = KeycloakClock.UTC.millis();
        row.createdBy = actor.id();
        // Two at once: the primary key lets one of them in, the other is tried again and is stale.
        Tables.of(session).persist(row);
        Tables.of(session).flush();
        History.record(
                session,
                new History.Act(
                        "policy-replaced",
                        Optional.of(actor.id()),
                        Optional.of(Relation.BOARD),
                        Optional.empty(),
                        Optional.empty(),
                        Map.of("version", row.version),
                        actor.reason()));
        session.removeAttribute(attribute(session));
        return new Version(row.version, policy);
    }

    /**
     * Reads the policy in force in every realm that has one of its own.
     *
     * @throws org.mycambridge.policy.InvalidPolicyException if one can't be used
     */
    public static void check(KeycloakSession session) {
        Tables.of(session)
                .createQuery(
                        "select p.realmId, max(p.version) from PolicyRow p group by p.realmId",
                        Object[].class)
                .getResultList()
                .forEach(
                        row -> {
                            Version kept = KEPT.get((String) row[0]);
                            if (kept == null || kept.number() != (Integer) row[1]) {
                                PolicyDocument.read(
                                        Tables.of(session)
                                                .find(
                                                        PolicyRow.class,
                                                        new PolicyRow.Key(
                                                                (String) row[0], (Integer) row[1]))
                                                .document);
                            }
                        });
    }

    /** Forgets what was kept for a realm that is gone. */
    public static void forget(String realmId) {
        KEPT.remove(realmId);
    }

    private static String realm(KeycloakSession session) {
        return session.getContext().getRealm().getId();
    }
}
