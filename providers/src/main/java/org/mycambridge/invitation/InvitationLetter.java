package org.mycambridge.invitation;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserCredentialModel;
import org.keycloak.models.UserModel;
import org.mycambridge.centre.Centres;
import org.mycambridge.centre.Persons;
import org.mycambridge.history.KeycloakClock;
import org.mycambridge.history.Letter;
import org.mycambridge.tables.CentreRow;
import org.mycambridge.tables.DeliveryRow;
import org.mycambridge.tables.InvitationRow;
import org.mycambridge.tables.PersonRow;
import org.mycambridge.tables.Tables;

/**
 * "You have been invited" with a temporary password (F65–F68), or "You have been added" for
 * somebody who has an account (D5). Which of them is decided when the mail leaves: the password is
 * made then, committed as the credential first, and forgotten.
 */
public final class InvitationLetter implements Letter {

    static final String KIND = "invitation";

    @Override
    public String kind() {
        return KIND;
    }

    /** An invitation ends by itself, and until then its centre sees that it has not arrived. */
    @Override
    public boolean isNeverGivenUp() {
        return true;
    }

    @Override
    public Optional<Message> prepare(KeycloakSession session, DeliveryRow delivery) {
        RealmModel realm = session.getContext().getRealm();
        InvitationRow invitation = Tables.of(session).find(InvitationRow.class, delivery.reference);
        if (invitation == null
                || invitation.state != InvitationRow.State.OPEN
                || invitation.endsAt <= KeycloakClock.UTC.millis()) {
            return Optional.empty();
        }
        UserModel user = session.users().getUserById(realm, invitation.userId);
        CentreRow centre = Tables.of(session).find(CentreRow.class, invitation.centreId);
        if (centre == null) {
            return Optional.empty();
        }
        PersonRow person = Persons.locked(session, user.getId());
        Tables.of(session).refresh(invitation);
        if (invitation.state != InvitationRow.State.OPEN) {
            return Optional.empty(); // withdrawn or superseded while this waited for the lock
        }
        invitation.newAccount = Invitations.isNew(session, user);

        Map<String, Object> attributes = attributes(session, delivery, invitation, centre);
        if (!invitation.newAccount) {
            TemporaryPassword.takeAsLong(session, realm, user);
            latestEnd(session, invitation);
            return Optional.of(
                    new Message(
                            "mcAddedSubject",
                            List.of(Centres.title(centre)),
                            "mc-added",
                            attributes));
        }
        // One made before first: the realm's policy would compare the two, which takes its time.
        Invitations.forgetPasswords(user);
        String password = TemporaryPassword.generate(session, realm, user);
        user.credentialManager().updateCredential(UserCredentialModel.password(password));
        person.temporaryUntil = latestEnd(session, invitation);
        attributes.put("mcTemporaryPassword", password);
        return Optional.of(
                new Message(
                        "mcInvitationSubject",
                        List.of(Centres.title(centre)),
                        "mc-invitation",
                        attributes));
    }

    /** What every mail about an invitation tells. */
    static Map<String, Object> attributes(
            KeycloakSession session,
            DeliveryRow delivery,
            InvitationRow invitation,
            CentreRow centre) {
        UserModel user =
                session.users().getUserById(session.getContext().getRealm(), invitation.userId);
        Map<String, Object> attributes = new HashMap<>();
        attributes.put("mcPersonName", Words.name(session, centre.id, user));
        attributes.put("mcCentre", Centres.title(centre));
        attributes.put(
                "mcInviter",
                Words.actor(
                        session,
                        Optional.ofNullable(invitation.inviterCentreId)
                                .map(centreId -> invitation.inviterId)));
        attributes.put("mcInviterCentre", inviterCentre(session, invitation));
        attributes.put("mcRoles", roles(session, user, invitation));
        attributes.put("mcExpires", date(session, user, invitation.endsAt));
        attributes.put("mcLink", Words.page(session, delivery, "invitations/" + invitation.id));
        return attributes;
    }

    private static long latestEnd(KeycloakSession session, InvitationRow invitation) {
        return Tables.of(session)
                .createQuery(
                        "select max(i.endsAt) from InvitationRow i where i.userId = :user and"
                                + " i.state = :open",
                        Long.class)
                .setParameter("user", invitation.userId)
                .setParameter("open", InvitationRow.State.OPEN)
                .getSingleResult();
    }

    private static String inviterCentre(KeycloakSession session, InvitationRow invitation) {
        return Optional.ofNullable(invitation.inviterCentreId)
                .map(id -> Tables.of(session).find(CentreRow.class, id))
                .map(Centres::title)
                .orElse(Words.CAMBRIDGE);
    }

    private static List<Map<String, String>> roles(
            KeycloakSession session, UserModel user, InvitationRow invitation) {
        return Words.roles(
                session,
                user,
                Tables.of(session)
                        .createQuery(
                                "select g.roleId from GrantRow g where g.centreId = :centre and"
                                        + " g.userId = :user",
                                String.class)
                        .setParameter("centre", invitation.centreId)
                        .setParameter("user", invitation.userId)
                        .getResultList());
    }

    private static String date(KeycloakSession session, UserModel user, long millis) {
        Locale locale = session.getContext().resolveLocale(user);
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
                .withLocale(locale.getLanguage().equals("en") ? Locale.UK : locale)
                .format(Instant.ofEpochMilli(millis).atZone(ZoneOffset.UTC));
    }
}
