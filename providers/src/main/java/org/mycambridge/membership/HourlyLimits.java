package org.mycambridge.membership;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.mycambridge.centre.ActorRef;
import org.mycambridge.centre.Policies;
import org.mycambridge.centre.Refusal;
import org.mycambridge.history.KeycloakClock;
import org.mycambridge.policy.Relation;
import org.mycambridge.policy.Settings;
import org.mycambridge.tables.Tables;

/**
 * How many mails people may have sent to others within an hour, so that an account in wrong hands
 * fills no inboxes. Counted is what stands in the tables, under the locks of the centre and of the
 * actor's person: exactly, on every node. The board is held by none of them, and what it sends is
 * not counted.
 *
 * <p>They are asked before anything is known of the person who is to get the mail, and count alike
 * whoever that is: they tell nobody who has an account (D5).
 */
final class HourlyLimits {

    private static final long HOUR = Duration.ofHours(1).toMillis();
    private static final String BY = "i.inviterId = :id and i.inviterCentreId is not null";
    private static final String AT = "i.centreId = :id and i.inviterCentreId is not null";

    private final KeycloakSession session;
    private final ActorRef actor;
    private final Settings settings;
    private final long now;

    private HourlyLimits(KeycloakSession session, ActorRef actor) {
        this.session = session;
        this.actor = actor;
        this.settings = Policies.current(session).catalogue().settings();
        this.now = KeycloakClock.UTC.millis();
    }

    /** The limits of one actor, as of now. */
    static HourlyLimits of(KeycloakSession session, ActorRef actor) {
        return new HourlyLimits(session, actor);
    }

    /**
     * What is left of a limit.
     *
     * @param left how many more may be sent
     * @param beyond what is said of one more than that
     */
    record Allowance(long left, Refusal beyond) {}

    /**
     * Lets one more invitation pass. The centre is locked, and so are the persons concerned, the
     * actor among them.
     *
     * @throws Refusal there were as many as may be, with when to come again
     */
    void invite(String centreId) {
        for (Allowance allowance : invitations(centreId)) {
            pass(allowance);
        }
    }

    /** How many more invitations the actor may send for the centre; empty for the board. */
    Optional<Allowance> forCentre(String centreId) {
        return invitations(centreId).stream()
                .reduce((one, other) -> other.left() < one.left() ? other : one);
    }

    private List<Allowance> invitations(String centreId) {
        if (actor.board()) {
            return List.of();
        }
        return List.of(
                allowance(
                        invitations(BY, actor.id()),
                        settings.invitationsPerHour(),
                        "too-many-invitations",
                        "You can send up to %d invitations within an hour. Try again in %s"),
                allowance(
                        invitations(AT, centreId),
                        settings.invitationsPerHourAtCentre(),
                        "too-many-invitations-at-centre",
                        "Up to %d invitations can be sent for one centre within an hour. Try again in"
                                + " %s"));
    }

    /** Lets one more mail with a link to *Set password* pass; locked as for an invitation. */
    void resetPassword() {
        if (!actor.board()) {
            pass(
                    allowance(
                            counted(
                                    "select count(h), min(h.happenedAt) from HistoryRow h where"
                                            + " h.actorId = :id and h.happenedAt > :since and"
                                            + " h.happenedAt <= :now and h.kind = '"
                                            + CentreUsers.RESET_SENT
                                            + "' and h.relation <> "
                                            + Relation.class.getName()
                                            + ".BOARD",
                                    actor.id()),
                            settings.resetMailsPerHour(),
                            "too-many-reset-mails",
                            "You can have up to %d passwords set anew within an hour. Try again in"
                                    + " %s"));
        }
    }

    /** What has been sent within the hour: how many, and when the first of them was. */
    private record Sent(long many, Optional<Long> first) {}

    private Sent invitations(String whose, String id) {
        return counted(
                "select count(i), min(i.createdAt) from InvitationRow i where "
                        + whose
                        + " and i.createdAt > :since and i.createdAt <= :now",
                id);
    }

    private Sent counted(String query, String id) {
        Object[] row =
                Tables.of(session)
                        .createQuery(query, Object[].class)
                        .setParameter("id", id)
                        .setParameter("since", now - HOUR)
                        .setParameter("now", now)
                        .getSingleResult();
        return new Sent((Long) row[0], Optional.ofNullable((Long) row[1]));
    }

    private Allowance allowance(Sent sent, int most, String code, String sentence) {
        Duration pause = Duration.ofMillis(Math.max(1, sent.first().orElse(now) + HOUR - now));
        long minutes = pause.plusSeconds(59).toMinutes();
        return new Allowance(
                Math.max(0, most - sent.many()),
                Refusal.tooOften(
                                code,
                                sentence.formatted(
                                        most, minutes == 1 ? "a minute" : minutes + " minutes"),
                                pause)
                        .with(Map.of("most", most)));
    }

    private static void pass(Allowance allowance) {
        if (allowance.left() == 0) {
            throw allowance.beyond();
        }
    }
}
