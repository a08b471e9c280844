package org.mycambridge.membership;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.mycambridge.centre.Refusal;
import org.mycambridge.history.KeycloakClock;
import org.mycambridge.tables.MembershipRow;
import org.mycambridge.tables.Tables;

/**
 * How often a centre may have the same mail sent to somebody, so that neither an impatient click
 * nor a script fills an inbox: as often as a person may ask for their own code (D32). What history
 * says was sent is what counts.
 */
final class Pace {

    /** From one mail to the next. */
    static final Duration PAUSE = Duration.ofSeconds(60);

    /** How many mails in {@link #PERIOD}. */
    static final int MOST = 5;

    static final Duration PERIOD = Duration.ofHours(1);

    private Pace() {}

    /**
     * Lets a mail pass, or not yet.
     *
     * @param kind of the act that causes it, as history knows it
     * @throws Refusal too often, with when to come again
     */
    static void keep(
            KeycloakSession session, MembershipRow membership, UserModel user, String kind) {
        long now = KeycloakClock.UTC.millis();
        List<Long> sent =
                Tables.of(session)
                        .createQuery(
                                "select h.happenedAt from HistoryRow h where h.centreId = :centre"
                                        + " and h.subjectId = :user and h.kind = :kind and"
                                        + " h.happenedAt > :since and h.happenedAt <= :now order by"
                                        + " h.happenedAt desc",
                                Long.class)
                        .setParameter("centre", membership.centreId)
                        .setParameter("user", membership.userId)
                        .setParameter("kind", kind)
                        .setParameter("since", now - PERIOD.toMillis())
                        .setParameter("now", now)
                        .setMaxResults(MOST)
                        .getResultList();
        pause(sent, now)
                .ifPresent(
                        pause -> {
                            throw refusal(
                                    Facts.shownName(
                                            membership, user.getFirstName(), user.getLastName()),
                                    pause);
                        });
    }

    /**
     * How long to wait still; empty where the mail may go.
     *
     * @param sent when mails were sent within the period, the latest first, at most {@link #MOST}
     */
    static Optional<Duration> pause(List<Long> sent, long now) {
        if (sent.isEmpty()) {
            return Optional.empty();
        }
        long until = sent.get(0) + PAUSE.toMillis();
        if (sent.size() >= MOST) {
            until = Math.max(until, sent.get(MOST - 1) + PERIOD.toMillis());
        }
        return until > now ? Optional.of(Duration.ofMillis(until - now)) : Optional.empty();
    }

    private static Refusal refusal(String name, Duration pause) {
        if (pause.compareTo(PAUSE) <= 0) {
            return Refusal.tooOften(
                    "An email was sent to "
                            + name
                            + " a moment ago. Wait a minute before sending another",
                    pause);
        }
        return Refusal.tooOften(
                MOST
                        + " emails were sent to "
                        + name
                        + " within an hour. Wait "
                        + (pause.toMinutes() + 1)
                        + " minutes before sending another",
                pause);
    }
}
