package org.mycambridge.centre;

import java.util.Map;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.mycambridge.history.History;
import org.mycambridge.history.Outbox;
import org.mycambridge.policy.Relation;
import org.mycambridge.tables.DeliveryRow;

/** Mails that have failed, for the board to have tried again. */
public final class FailedMails {

    private FailedMails() {}

    /** One of them. */
    public static Outbox.Troubled find(KeycloakSession session, String id) {
        return Outbox.trouble(session, id).orElseThrow(() -> Refusal.notFound("That mail"));
    }

    /**
     * Has one tried at once, whether it waits for its next try or was given up; it is an act of the
     * board, at the centre and on the person the mail is about.
     *
     * @return the kind of mail
     * @throws Refusal not found, where no mail with this id has failed; a conflict, where it is
     *     being tried at this moment
     */
    public static String retry(KeycloakSession session, ActorRef actor, String id) {
        find(session, id);
        DeliveryRow mail =
                Outbox.retry(session, id)
                        .orElseThrow(
                                () ->
                                        Refusal.conflict(
                                                "mail-being-sent",
                                                "This email is being tried at this moment"));
        History.record(
                session,
                new History.Act(
                        "mail-retried",
                        Optional.of(actor.id()),
                        Optional.of(Relation.BOARD),
                        Optional.ofNullable(mail.centreId),
                        Optional.of(mail.recipientId),
                        Map.of("mail", mail.kind),
                        actor.reason()));
        return mail.kind;
    }
}
