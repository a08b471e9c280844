package org.mycambridge.invitation;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.mycambridge.centre.Centres;
import org.mycambridge.history.Letter;
import org.mycambridge.tables.CentreRow;
import org.mycambridge.tables.DeliveryRow;
import org.mycambridge.tables.InvitationRow;
import org.mycambridge.tables.Tables;

/** Tells somebody whose invitation reached them that it was withdrawn. */
public final class WithdrawnLetter implements Letter {

    static final String KIND = "invitation-withdrawn";

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Optional<Message> prepare(KeycloakSession session, DeliveryRow delivery) {
        InvitationRow invitation = Tables.of(session).find(InvitationRow.class, delivery.reference);
        CentreRow centre = Tables.of(session).find(CentreRow.class, delivery.centreId);
        if (invitation == null
                || centre == null
                || invitation.state != InvitationRow.State.WITHDRAWN
                || !reachedThem(session, invitation)) {
            return Optional.empty();
        }
        UserModel user =
                session.users().getUserById(session.getContext().getRealm(), invitation.userId);
        String title = Centres.title(centre);
        return Optional.of(
                new Message(
                        "mcInvitationWithdrawnSubject",
                        List.of(title),
                        "mc-invitation-withdrawn",
                        Map.of(
                                "mcPersonName",
                                Words.name(session, centre.id, user),
                                "mcCentre",
                                title)));
    }

    private static boolean reachedThem(KeycloakSession session, InvitationRow invitation) {
        return Tables.of(session)
                        .createQuery(
                                "select count(d) from DeliveryRow d where d.reference = :id and"
                                        + " d.kind = :kind and d.state = :sent",
                                Long.class)
                        .setParameter("id", invitation.id)
                        .setParameter("kind", InvitationLetter.KIND)
                        .setParameter("sent", DeliveryRow.State.SENT)
                        .getSingleResult()
                > 0;
    }
}
