package org.mycambridge.invitation;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.keycloak.common.util.KeycloakUriBuilder;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserCredentialModel;
import org.keycloak.models.UserModel;
import org.mycambridge.centre.Centres;
import org.mycambridge.centre.Persons;
import org.mycambridge.centre.Policies;
import org.mycambridge.history.KeycloakClock;
import org.mycambridge.history.Letter;
import org.mycambridge.policy.RoleCatalogue;
import org.mycambridge.tables.CentreRow;
import org.mycambridge.tables.DeliveryRow;
import org.mycambridge.tables.GrantRow;
import org.mycambridge.tables.InvitationRow;
import org.mycambridge.tables.MembershipRow;
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
        invitation.newAccount = Invitations.isNew(session, user);

        Map<String, Object> attributes = new HashMap<>();
        attributes.put("mcPersonName", name(session, invitation, user));
        attributes.put("mcCentre", Centres.title(centre));
        attributes.put("mcInviter", inviter(session, realm, invitation));
        attributes.put("mcInviterCentre", inviterCentre(session, invitation));
        attributes.put("mcRoles", roles(session, invitation));
        attributes.put("mcExpires", date(session, user, invitation.endsAt));
        attributes.put("mcLink", link(delivery, realm, invitation));
        if (!invitation.newAccount) {
            return Optional.of(
                    new Message(
                            "mcAddedSubject",
                            List.of(Centres.title(centre)),
                            "mc-added",
                            attributes));
        }
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

    /** As this inviter typed it: an account elsewhere must not show through a mail (D5). */
    private static String name(KeycloakSession session, InvitationRow invitation, UserModel user) {
        return Tables.of(session)
                .createQuery(
                        "from MembershipRow m where m.centreId = :centre and m.userId = :user",
                        MembershipRow.class)
                .setParameter("centre", invitation.centreId)
                .setParameter("user", invitation.userId)
                .getResultStream()
                .findFirst()
                .filter(membership -> membership.typedFirstName != null)
                .map(
                        membership ->
                                MembershipRow.fullName(
                                        membership.typedFirstName, membership.typedLastName))
                .orElseGet(() -> MembershipRow.fullName(user.getFirstName(), user.getLastName()));
    }

    private static String inviter(
            KeycloakSession session, RealmModel realm, InvitationRow invitation) {
        return Optional.ofNullable(invitation.inviterCentreId)
                .map(centre -> session.users().getUserById(realm, invitation.inviterId))
                .map(user -> MembershipRow.fullName(user.getFirstName(), user.getLastName()))
                .filter(name -> !name.isEmpty())
                .orElse("Cambridge");
    }

    private static String inviterCentre(KeycloakSession session, InvitationRow invitation) {
        return Optional.ofNullable(invitation.inviterCentreId)
                .map(id -> Tables.of(session).find(CentreRow.class, id))
                .map(Centres::title)
                .orElse("Cambridge");
    }

    private static List<Map<String, String>> roles(
            KeycloakSession session, InvitationRow invitation) {
        RoleCatalogue catalogue = Policies.current(session).catalogue();
        List<String> held =
                Tables.of(session)
                        .createQuery(
                                "from GrantRow g where g.centreId = :centre and g.userId = :user",
                                GrantRow.class)
                        .setParameter("centre", invitation.centreId)
                        .setParameter("user", invitation.userId)
                        .getResultList()
                        .stream()
                        .map(grant -> grant.roleId)
                        .toList();
        List<Map<String, String>> roles = new ArrayList<>();
        catalogue.roles().stream()
                .filter(role -> held.contains(role.id()))
                .forEach(
                        role ->
                                catalogue
                                        .service(role.service())
                                        .ifPresent(
                                                service ->
                                                        roles.add(
                                                                Map.of(
                                                                        "name", role.name(),
                                                                        "service", service.name(),
                                                                        "guidanceUrl",
                                                                                service
                                                                                        .guidance()))));
        return roles;
    }

    private static String date(KeycloakSession session, UserModel user, long millis) {
        Locale locale = session.getContext().resolveLocale(user);
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
                .withLocale(locale.getLanguage().equals("en") ? Locale.UK : locale)
                .format(Instant.ofEpochMilli(millis).atZone(ZoneOffset.UTC));
    }

    private static String link(DeliveryRow delivery, RealmModel realm, InvitationRow invitation) {
        return KeycloakUriBuilder.fromUri(delivery.baseUrl)
                .path("realms")
                .path(realm.getName())
                .path("my-organisation/invitations")
                .path(invitation.id)
                .build()
                .toString();
    }
}
