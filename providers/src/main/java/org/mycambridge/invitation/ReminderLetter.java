package org.mycambridge.invitation;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.mycambridge.centre.Centres;
import org.mycambridge.history.KeycloakClock;
import org.mycambridge.history.Letter;
import org.mycambridge.tables.CentreRow;
import org.mycambridge.tables.DeliveryRow;
import org.mycambridge.tables.InvitationRow;
import org.mycambridge.tables.Tables;

/**
 * Reminds somebody of an invitation that ends in two days. It brings no password: that would kill
 * the one in the earlier mail (D24), which they may be looking for just then.
 */
public final class ReminderLetter implements Letter {

    static final String KIND = "invitation-reminder";

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Optional<Message> prepare(KeycloakSession session, DeliveryRow delivery) {
        InvitationRow invitation = Tables.of(session).find(InvitationRow.class, delivery.reference);
        if (invitation == null
                || invitation.state != InvitationRow.State.OPEN
                || invitation.endsAt <= KeycloakClock.UTC.millis()) {
            return Optional.empty();
        }
        CentreRow centre = Tables.of(session).find(CentreRow.class, invitation.centreId);
        UserModel user =
                session.users().getUserById(session.getContext().getRealm(), invitation.userId);
        if (centre == null || user == null) {
            return Optional.empty();
        }
        Map<String, Object> attributes =
                InvitationLetter.attributes(session, delivery, invitation, centre);
        attributes.put("mcNewAccount", Invitations.isNew(session, user));
        return Optional.of(
                new Message(
                        "mcInvitationReminderSubject",
                        List.of(Centres.title(centre)),
                        "mc-invitation-reminder",
                        attributes));
    }
}
