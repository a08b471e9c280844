package org.mycambridge.membership;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.mycambridge.centre.Centres;
import org.mycambridge.history.History;
import org.mycambridge.history.Letter;
import org.mycambridge.invitation.Words;
import org.mycambridge.policy.Relation;
import org.mycambridge.tables.CentreRow;
import org.mycambridge.tables.DeliveryRow;
import org.mycambridge.tables.HistoryRow;
import org.mycambridge.tables.Tables;

/** A mail about one act of the history of a centre. */
abstract class ActLetter implements Letter {

    @Override
    public final Optional<Message> prepare(KeycloakSession session, DeliveryRow delivery) {
        RealmModel realm = session.getContext().getRealm();
        HistoryRow act =
                Tables.of(session).find(HistoryRow.class, Long.valueOf(delivery.reference));
        CentreRow centre = Tables.of(session).find(CentreRow.class, delivery.centreId);
        if (act == null || centre == null) {
            return Optional.empty();
        }
        UserModel recipient = session.users().getUserById(realm, delivery.recipientId);
        Map<String, Object> attributes = new HashMap<>();
        attributes.put("mcPersonName", Words.name(session, centre.id, recipient));
        attributes.put("mcCentre", Centres.title(centre));
        attributes.put(
                "mcInviter",
                Words.actor(
                        session,
                        act.relation == Relation.BOARD
                                ? Optional.empty()
                                : Optional.ofNullable(act.actorId)));
        attributes.put("mcLink", Words.page(session, delivery, ""));
        return write(
                session,
                new About(delivery, act, History.detail(act), centre, recipient),
                attributes);
    }

    /** What a mail is about. */
    record About(
            DeliveryRow delivery,
            HistoryRow act,
            Map<String, Object> detail,
            CentreRow centre,
            UserModel recipient) {}

    abstract Optional<Message> write(
            KeycloakSession session, About about, Map<String, Object> attributes);

    static Message message(
            String subjectKey, About about, String template, Map<String, Object> attributes) {
        return new Message(
                subjectKey, List.of(Centres.title(about.centre())), template, attributes);
    }
}
